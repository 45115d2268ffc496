package io.tractor.rsocket;

import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.exceptions.CanceledException;
import io.rsocket.exceptions.RejectedException;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.plugins.RSocketInterceptor;
import io.rsocket.util.ByteBufPayload;
import io.rsocket.util.RSocketProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The frames of a context over each transport: both ways, and to each kind of end.
 */
@ParameterizedClass
@EnumSource(Wire.class)
class ContextsOverRSocketTests {

	private final Pair pair;

	ContextsOverRSocketTests(Wire wire) {
		this.pair = new Pair(wire);
	}

	@AfterEach
	void allBuffersReturn() {
		this.pair.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void framesGoBothWaysInOrder(boolean zeroCopy) throws Exception {
		this.pair.decoder(zeroCopy ? PayloadDecoder.ZERO_COPY : PayloadDecoder.DEFAULT);
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		assertThat(this.pair.endpoints).containsExactly("some.endpoint");
		child.send(child.awaitFrame());
		child.echo();
		assertThat(parent.awaitFrame()).isEqualTo("begin");
		List<String> values = IntStream.range(0, 500).mapToObj(Integer::toString).toList();
		values.forEach(parent::send);
		assertThat(parent.awaitValues(values.size())).isEqualTo(values);
		parent.finish();
		parent.awaitCompleted();
		child.awaitCompleted();
		assertThat(parent.clash).isFalse();
		assertThat(child.clash).isFalse();
		assertThat(parent.ends).hasValue(1);
		assertThat(child.ends).hasValue(1);
	}

	@Test
	void largeFramesGoInFragments() throws Exception {
		this.pair.connector.fragment(64);
		this.pair.server((server) -> server.fragment(64));
		String large = "x".repeat(100_000);
		QueueLink parent = this.pair.open(large);
		QueueLink child = this.pair.child();
		assertThat(child.awaitFrame()).isEqualTo(large);
		child.echo();
		assertThat(this.pair.endpoints).containsExactly("some.endpoint");
		parent.send(large);
		assertThat(parent.awaitFrame()).isEqualTo(large);
	}

	@Test
	void whatIsQueuedWithoutDemandSharesAFrame() throws Exception {
		Puller puller = new Puller();
		this.pair.connect().requestChannel(puller.begin(this.pair, "begin")).subscribe(puller);
		puller.request(1);
		QueueLink child = this.pair.child();
		child.awaitFrame();
		child.send("a");
		assertThat(puller.awaitFrame()).isEqualTo("a");
		child.send("b");
		child.send("c");
		child.send("d", "e");
		assertThat(child.frames).hasValue(1);
		puller.request(1);
		assertThat(puller.awaitFrame()).isEqualTo("b,c,d,e");
		child.send("f");
		puller.request(1);
		assertThat(puller.awaitFrame()).isEqualTo("f");
		puller.cancel();
		assertThat(child.awaitBroken()).isInstanceOf(CancellationException.class);
	}

	@Test
	void completionNeedsNoDemand() throws Exception {
		Puller puller = new Puller();
		this.pair.connect().requestChannel(puller.begin(this.pair, "begin")).subscribe(puller);
		puller.request(1);
		QueueLink child = this.pair.child();
		child.awaitFrame();
		child.queue("last").finish();
		assertThat(puller.awaitFrame()).isEqualTo("last");
		assertThat(puller.done.await(20, TimeUnit.SECONDS)).isTrue();
		puller.cancel();
		this.pair.cut(this.pair.serverSide);
		child.awaitBroken();
	}

	@Test
	void eachSideCompletesOnItsOwn() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		child.awaitFrame();
		child.queue("return").finish();
		assertThat(parent.awaitFrame()).isEqualTo("return");
		parent.awaitCompleted();
		parent.send("still goes");
		assertThat(child.awaitFrame()).isEqualTo("still goes");
		assertThat(child.ends).hasValue(0);
		parent.finish();
		child.awaitCompleted();
	}

	@Test
	void nothingIsToldAfterTheRegularEnd() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child().echo();
		parent.finish();
		parent.awaitCompleted();
		child.awaitCompleted();
		parent.abandon();
		child.abandon();
		QueueLink other = this.pair.open("other");
		QueueLink otherChild = this.pair.child();
		otherChild.awaitFrame();
		this.pair.cut(this.pair.clientSide);
		other.awaitBroken();
		otherChild.awaitBroken();
		assertThat(parent.ends).hasValue(1);
		assertThat(child.ends).hasValue(1);
	}

	@Test
	void anEmptyDialogIsOver() throws Exception {
		QueueLink parent = this.pair.open();
		parent.finish();
		assertThat(parent.awaitBroken()).isInstanceOf(CancellationException.class);
		assertThat(this.pair.children).isEmpty();
	}

	@Test
	void theFirstFrameMayComeLater() throws Exception {
		QueueLink parent = this.pair.open();
		assertThat(this.pair.children).isEmpty();
		parent.send("late");
		assertThat(this.pair.child().awaitFrame()).isEqualTo("late");
	}

	@Test
	void theParentAbandonsBeforeItsFirstFrame() throws Exception {
		QueueLink parent = this.pair.open();
		parent.abandon();
		parent.send("too late");
		this.pair.open("next");
		assertThat(this.pair.child().awaitFrame()).isEqualTo("next");
		assertThat(parent.ends).hasValue(0);
		assertThat(this.pair.children).isEmpty();
	}

	@Test
	void theParentAbandonsAmidFrames() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		child.send("a");
		assertThat(parent.awaitFrame()).isEqualTo("a");
		parent.abandon();
		parent.abandon();
		assertThat(child.awaitBroken()).isInstanceOf(CancellationException.class);
		child.send("into the void");
		parent.send("into the void");
		assertThat(child.frames).hasValue(1);
		assertThat(parent.ends).hasValue(0);
		assertThat(child.ends).hasValue(1);
	}

	@Test
	void theChildAbandonsAmidFrames() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		child.send("a");
		assertThat(parent.awaitFrame()).isEqualTo("a");
		child.abandon();
		child.abandon();
		assertThat(parent.awaitBroken()).isInstanceOfAny(CanceledException.class, CancellationException.class);
		assertThat(child.ends).hasValue(0);
		assertThat(parent.ends).hasValue(1);
	}

	@Test
	void theChildAbandonsBeforeItIsSubscribedTo() throws Exception {
		this.pair.contexts((endpoint, channel, peer) -> {
			channel.abandon();
			return this.pair.newLink().on(channel);
		});
		QueueLink parent = this.pair.open("begin");
		assertThat(parent.awaitBroken()).isInstanceOfAny(CanceledException.class, CancellationException.class);
	}

	@Test
	void theParentAbandonsWhatItHasFinished() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		parent.finish();
		child.awaitCompleted();
		parent.abandon();
		this.pair.open("next");
		this.pair.child().awaitFrame();
		child.send("into the void");
		assertThat(child.frames).hasValue(0);
		assertThat(child.ends).hasValue(1);
	}

	@Test
	void theChildAbandonsWhatItHasFinished() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		child.awaitFrame();
		child.finish();
		parent.awaitCompleted();
		child.abandon();
		QueueLink other = this.pair.open("next");
		this.pair.child().echo().send("a");
		other.awaitFrame();
		parent.send("into the void");
		assertThat(parent.frames).hasValue(1);
		assertThat(parent.ends).hasValue(1);
	}

	@Test
	void theChildAbandonsWhatTheParentHasFinished() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		parent.finish();
		child.awaitCompleted();
		child.abandon();
		assertThat(parent.awaitBroken()).isInstanceOfAny(CanceledException.class, CancellationException.class);
	}

	@Test
	void theParentAbandonsWhatTheChildHasFinished() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		child.awaitFrame();
		child.finish();
		parent.awaitCompleted();
		parent.abandon();
		assertThat(child.awaitBroken()).isInstanceOf(CancellationException.class);
		assertThat(parent.ends).hasValue(1);
	}

	@Test
	void abandoningFromWithinReceive() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		parent.onFrame((frame) -> parent.abandon());
		child.send("a");
		assertThat(child.awaitBroken()).isInstanceOf(CancellationException.class);
	}

	@Test
	void theConnectionIsLostAtTheClient() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		child.awaitFrame();
		this.pair.cut(this.pair.clientSide);
		assertThat(parent.awaitBroken()).isInstanceOf(ClosedChannelException.class);
		assertThat(child.awaitBroken()).isInstanceOf(CancellationException.class);
		parent.send("into the void");
		child.send("into the void");
		assertThat(parent.ends).hasValue(1);
		assertThat(child.ends).hasValue(1);
	}

	@Test
	void theConnectionIsLostAtTheServer() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		child.awaitFrame();
		this.pair.cut(this.pair.serverSide);
		assertThat(parent.awaitBroken()).isInstanceOf(ClosedChannelException.class);
		assertThat(child.awaitBroken()).isInstanceOf(CancellationException.class);
	}

	@Test
	void theConnectionIsLostWhileOneSideHasFinished() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		parent.finish();
		child.awaitCompleted();
		this.pair.cut(this.pair.clientSide);
		assertThat(parent.awaitBroken()).isInstanceOf(ClosedChannelException.class);
		assertThat(child.ends).hasValue(1);
	}

	@Test
	void anErrorOfTheServerIsTheCause() throws Exception {
		RSocketInterceptor denying = (rsocket) -> new RSocketProxy(rsocket) {

			@Override
			public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
				return Flux.from(payloads).switchOnFirst((first, all) -> Flux.error(Pair.denied()));
			}

		};
		this.pair.server((server) -> server.interceptors((registry) -> registry.forResponder(denying)));
		QueueLink parent = this.pair.open("begin");
		assertThat(parent.awaitBroken()).isInstanceOf(RejectedException.class).hasMessage("denied");
		assertThat(this.pair.children).isEmpty();
	}

	@Test
	void anAcceptorThatThrowsBreaksItsContextOnly() throws Exception {
		this.pair.contexts((endpoint, channel, peer) -> {
			throw new IllegalStateException("no such luck");
		});
		QueueLink parent = this.pair.open("begin");
		assertThat(parent.awaitBroken()).isInstanceOf(ApplicationErrorException.class)
			.hasMessage("the context could not be begun");
		assertThat(this.pair.open("begin").awaitBroken()).isInstanceOf(ApplicationErrorException.class);
		assertThat(this.pair.connections).hasValue(1);
	}

	@Test
	void aLinkThatThrowsBreaksItsContextOnly() throws Exception {
		QueueLink sibling = this.pair.open("begin");
		QueueLink siblingChild = this.pair.child();
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		child.awaitFrame();
		child.onFrame((frame) -> {
			throw new IllegalStateException("no such luck");
		});
		parent.send("a");
		assertThat(child.awaitBroken()).hasMessage("no such luck");
		assertThat(parent.awaitBroken()).isInstanceOfAny(CanceledException.class, CancellationException.class);
		siblingChild.send("a");
		assertThat(sibling.awaitFrame()).isEqualTo("a");
	}

	@Test
	void anyBytesAreTheLinks() throws Exception {
		QueueLink parent = this.pair.open("\u0000\u00ff garbage");
		QueueLink child = this.pair.child();
		assertThat(child.awaitFrame()).isEqualTo("\u0000\u00ff garbage");
		child.send("");
		assertThat(parent.awaitFrame()).isEmpty();
	}

	@Test
	void theWindowIsRenewedWhetherOrNotTheApplicationReads() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		assertThat(child.awaitFrame()).isEqualTo("begin");
		IntStream.range(0, 10 * RSocketChannel.WINDOW).forEach((i) -> parent.send("a"));
		assertThat(child.awaitValues(10 * RSocketChannel.WINDOW)).hasSize(10 * RSocketChannel.WINDOW);
		assertThat(child.ends).hasValue(0);
	}

	/** A requester in plain RSocket, which decides when it asks for a frame. */
	private static final class Puller extends BaseSubscriber<Payload> {

		final BlockingQueue<String> frames = new LinkedBlockingQueue<>();

		final CountDownLatch done = new CountDownLatch(1);

		Publisher<Payload> begin(Pair pair, String frame) {
			return Mono.just(ByteBufPayload.create(pair.buffers.allocator().buffer().writeBytes(frame.getBytes(UTF_8)),
					Unpooled.wrappedBuffer(RouteFormat.encode("some.endpoint"))))
				.concatWith(Mono.never());
		}

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
		}

		@Override
		protected void hookOnNext(Payload payload) {
			this.frames.add(payload.getDataUtf8());
			payload.release();
		}

		@Override
		protected void hookOnComplete() {
			this.done.countDown();
		}

		String awaitFrame() throws InterruptedException {
			String frame = this.frames.poll(20, TimeUnit.SECONDS);
			assertThat(frame).isNotNull();
			return frame;
		}

	}

}
