package io.tractor.rsocket;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.exceptions.CanceledException;
import io.rsocket.util.ByteBufPayload;
import io.rsocket.util.DefaultPayload;
import io.tractor.runtime.Channel;
import io.tractor.runtime.Link;
import org.assertj.core.api.ThrowingConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A channel signal by signal, each of RSocket's parts played by the test.
 */
class RSocketChannelTests {

	private final Buffers buffers = new Buffers();

	private final QueueLink link = new QueueLink(this.buffers.allocator());

	private final Responder responder = new Responder();

	@AfterEach
	void allBuffersReturn() {
		this.buffers.assertAllReturned();
	}

	private IncomingChannel incoming() {
		IncomingChannel channel = new IncomingChannel(this.link::on);
		channel.attach(this.responder, this.responder);
		return channel;
	}

	private Payload payload(String data) {
		return ByteBufPayload.create(ByteBufUtil.writeUtf8(this.buffers.allocator(), data));
	}

	@Test
	void nothingLeavesWithoutDemand() {
		IncomingChannel channel = incoming();
		this.link.send("a");
		this.link.send("b");
		assertThat(this.responder.signals).isEmpty();
		channel.request(1);
		assertThat(this.responder.signals).containsExactly("a,b");
		this.link.send("c");
		assertThat(this.responder.signals).hasSize(1);
		channel.request(2);
		this.link.send("d");
		this.link.send("e");
		assertThat(this.responder.signals).containsExactly("a,b", "c", "d");
		channel.request(Long.MAX_VALUE);
		this.link.send("f");
		assertThat(this.responder.signals).containsExactly("a,b", "c", "d", "e", "f");
	}

	@Test
	void completionComesAfterTheLastFrameAndNeedsNoDemand() {
		IncomingChannel channel = incoming();
		channel.request(1);
		this.link.queue("a").finish();
		assertThat(this.responder.signals).containsExactly("a", "complete");
		this.link.wakeup();
		channel.request(1);
		assertThat(this.responder.signals).hasSize(2);
	}

	@Test
	void completionWaitsForTheLastFrame() {
		IncomingChannel channel = incoming();
		this.link.queue("a").finish();
		assertThat(this.responder.signals).isEmpty();
		channel.request(1);
		assertThat(this.responder.signals).containsExactly("a", "complete");
	}

	@Test
	void theWindowIsRenewedInHalves() {
		IncomingChannel channel = incoming();
		channel.begin(payload("begin"), new Unhurried(), new Lingering());
		assertThat(this.responder.requests).containsExactly((long) RSocketChannel.WINDOW - 1);
		for (int i = 1; i < RSocketChannel.WINDOW; i++) {
			channel.onNext(payload("value"));
		}
		long half = RSocketChannel.WINDOW / 2;
		assertThat(this.responder.requests).containsExactly(RSocketChannel.WINDOW - 1L, half, half);
	}

	@Test
	void whatRSocketCanCountIsFollowedByEverything() {
		IncomingChannel channel = incoming();
		channel.begin(payload("begin"), new Unhurried(), new Lingering());
		int half = RSocketChannel.WINDOW / 2;
		channel.asked = Integer.MAX_VALUE - RSocketChannel.WINDOW - half - 1;
		this.responder.requests.clear();
		for (int i = 0; i < 5 * half; i++) {
			channel.onNext(payload("value"));
		}
		assertThat(this.responder.requests).containsExactly((long) half, Long.MAX_VALUE);
	}

	@Test
	void aCopiedPayloadIsTakenToo() {
		IncomingChannel channel = incoming();
		channel.onNext(DefaultPayload.create("a"));
		assertThat(this.link.received).containsExactly("a");
	}

	@Test
	void anAbandonedChannelIsSilent() throws Exception {
		IncomingChannel channel = incoming();
		channel.request(5);
		channel.abandon();
		assertThat(this.responder.signals).containsExactly("CanceledException");
		assertThat(this.responder.cancelled.await(10, TimeUnit.SECONDS)).isTrue();
		this.link.send("a");
		channel.onNext(payload("b"));
		channel.onComplete();
		channel.onError(new IllegalStateException());
		channel.cancel();
		channel.abandon();
		assertThat(this.responder.signals).hasSize(1);
		assertThat(this.link.received).isEmpty();
		assertThat(this.link.ends).hasValue(0);
	}

	@Test
	void aChannelCancelledByRSocketTellsTheLinkAndNotRSocket() {
		IncomingChannel channel = incoming();
		channel.request(5);
		channel.cancel();
		assertThat(this.link.broken.join()).isInstanceOf(CancellationException.class);
		this.link.send("a");
		channel.abandon();
		channel.onNext(payload("b"));
		assertThat(this.responder.signals).isEmpty();
		assertThat(this.link.received).isEmpty();
		assertThat(this.link.ends).hasValue(1);
	}

	@Test
	void abandoningWhileAFrameIsTakenReleasesIt() {
		IncomingChannel channel = new IncomingChannel(AbandoningLink::new);
		channel.attach(this.responder, this.responder);
		channel.request(1);
		assertThat(this.responder.signals).containsExactly("CanceledException");
	}

	@Test
	void wakingUpFromWithinDoesNotNest() {
		IncomingChannel channel = incoming();
		this.responder.onSignal = (signal) -> {
			if (this.responder.signals.size() < 5) {
				this.link.send("again");
				channel.request(1);
			}
		};
		channel.request(1);
		this.link.send("a");
		assertThat(this.responder.signals).containsExactly("a", "again", "again", "again", "again");
		assertThat(this.responder.nested).isFalse();
	}

	@Test
	void whatIsQueuedUntilTheEventLoopRunsSharesAFrame() throws Exception {
		EventLoop eventLoop = new DefaultEventLoop();
		try {
			IncomingChannel channel = incoming();
			eventLoop.submit(() -> channel.request(Long.MAX_VALUE)).get(20, TimeUnit.SECONDS);
			CountDownLatch busy = new CountDownLatch(1);
			Future<?> released = eventLoop.submit(() -> busy.await(20, TimeUnit.SECONDS));
			this.link.send("a");
			this.link.send("b");
			this.link.send("c", "d");
			assertThat(this.link.frames).hasValue(0);
			busy.countDown();
			released.get(20, TimeUnit.SECONDS);
			eventLoop.submit(() -> this.link.send("e")).get(20, TimeUnit.SECONDS);
			assertThat(this.responder.signals).containsExactly("a,b,c,d", "e");
		}
		finally {
			eventLoop.shutdownGracefully(0, 20, TimeUnit.SECONDS).get(20, TimeUnit.SECONDS);
		}
		this.link.send("after the loop");
		assertThat(this.responder.signals).containsExactly("a,b,c,d", "e", "after the loop");
	}

	@Test
	void whatAFrameIsAnsweredAtOnceOnTheEventLoopSharesAFrame() throws Exception {
		onAnEventLoop((eventLoop) -> {
			IncomingChannel channel = incoming();
			this.link.onFrame((frame) -> {
				this.link.send(frame);
				this.link.send("and", "more");
			});
			eventLoop.submit(() -> {
				channel.request(Long.MAX_VALUE);
				channel.onNext(payload("a"));
				channel.onNext(payload("b"));
			}).get(20, TimeUnit.SECONDS);
			assertThat(this.responder.signals).containsExactly("a,and,more", "b,and,more");
		});
	}

	@Test
	void whatIsUnhurriedSharesTheFrameOfWhatFollowsIt() throws Exception {
		onAnEventLoop((eventLoop) -> {
			eventLoop.submit(() -> {
				begun().wakeupSoon();
				assertThat(this.link.frames).hasValue(0);
				this.link.send("started");
			}).get(20, TimeUnit.SECONDS);
			assertThat(this.responder.signals).containsExactly("ack,started");
		});
	}

	@Test
	void whatIsUnhurriedLeavesInAMomentAndWhatComesLaterAtOnce() throws Exception {
		onAnEventLoop((eventLoop) -> {
			IncomingChannel channel = eventLoop.submit(this::begun).get(20, TimeUnit.SECONDS);
			channel.wakeupSoon();
			Awaitility.await()
				.atMost(20, TimeUnit.SECONDS)
				.until(() -> eventLoop.submit(() -> this.responder.signals.contains("ack")).get(20, TimeUnit.SECONDS));
			eventLoop.submit(() -> {
				this.link.queue("late");
				channel.wakeupSoon();
				assertThat(this.responder.signals).containsExactly("ack", "late");
			}).get(20, TimeUnit.SECONDS);
		});
	}

	@Test
	void moreIsAskedForAfterTheFirstAnswer() throws Exception {
		onAnEventLoop((eventLoop) -> eventLoop.submit(() -> {
			begun();
			assertThat(this.responder.requests).isEmpty();
			this.link.send("started");
			assertThat(this.responder.requests).containsExactly(RSocketChannel.WINDOW - 1L);
			this.link.send("value");
			assertThat(this.responder.requests).hasSize(1);
		}).get(20, TimeUnit.SECONDS));
	}

	@Test
	void moreIsAskedForInAMomentIfNothingIsAnswered() throws Exception {
		onAnEventLoop((eventLoop) -> eventLoop.submit(() -> {
			Unhurried unhurried = new Unhurried();
			begunWith(unhurried);
			assertThat(this.responder.requests).isEmpty();
			unhurried.run();
			assertThat(this.responder.requests).containsExactly(RSocketChannel.WINDOW - 1L);
			this.link.send("started");
			assertThat(this.responder.requests).hasSize(1);
		}).get(20, TimeUnit.SECONDS));
	}

	@Test
	void nothingMoreIsAskedForIfTheFirstAnswerIsTheLast() throws Exception {
		onAnEventLoop((eventLoop) -> eventLoop.submit(() -> {
			Unhurried unhurried = new Unhurried();
			IncomingChannel channel = begunWith(unhurried);
			this.link.queue("ack", "result").finish();
			channel.wakeup();
			channel.onComplete();
			unhurried.run();
			assertThat(this.responder.signals).containsExactly("ack,result", "complete");
			assertThat(this.responder.requests).isEmpty();
		}).get(20, TimeUnit.SECONDS));
	}

	/** A channel that has begun on its event loop, and whose link has something. */
	private IncomingChannel begun() {
		IncomingChannel channel = begunWith(new Unhurried());
		this.link.queue("ack");
		return channel;
	}

	private IncomingChannel begunWith(Unhurried unhurried) {
		IncomingChannel channel = incoming();
		channel.request(Long.MAX_VALUE);
		channel.begin(payload("begin"), unhurried, new Lingering());
		return channel;
	}

	private static void onAnEventLoop(ThrowingConsumer<EventLoop> test) throws Exception {
		EventLoop eventLoop = new DefaultEventLoop();
		try {
			test.accept(eventLoop);
		}
		finally {
			eventLoop.shutdownGracefully(0, 20, TimeUnit.SECONDS).get(20, TimeUnit.SECONDS);
		}
	}

	@Test
	void theCauseThatFollowsACancelIsTold() {
		Requester requester = new Requester();
		Channel channel = new RSocketTransport("files", "here", Mono.just(requester)).open("some",
				this.link.queue("a"));
		assertThat(channel).isInstanceOf(OutgoingChannel.class);
		requester.subscription.cancel();
		assertThat(this.link.ends).hasValue(0);
		this.link.on(channel).send("into the void");
		requester.subscriber.onError(new CanceledException("because"));
		assertThat(this.link.broken.join()).hasMessage("because");
		assertThat(this.link.frames).hasValue(1);
	}

	@Test
	void aCancelThatNothingFollowsIsToldToo() throws Exception {
		Requester requester = new Requester();
		new RSocketTransport("files", "here", Mono.just(requester)).open("some", this.link.queue("a"));
		requester.subscription.cancel();
		assertThat(this.link.awaitBroken()).isInstanceOf(CancellationException.class);
		assertThat(requester.cancelled.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void theFirstPayloadCarriesTheRoute() {
		Requester requester = new Requester();
		Channel channel = new RSocketTransport("files", "here", Mono.just(requester)).open("some",
				this.link.queue("a"));
		this.link.on(channel).send("b");
		requester.subscription.request(1);
		assertThat(requester.signals).containsExactly("a" + new String(RouteFormat.encode("some")), "b");
	}

	/** Abandons its channel while it is polled. */
	private final class AbandoningLink implements Link {

		private final Channel channel;

		AbandoningLink(Channel channel) {
			this.channel = channel;
		}

		@Override
		public ByteBuf poll() {
			this.channel.abandon();
			return RSocketChannelTests.this.buffers.allocator().buffer().writeByte(1);
		}

		@Override
		public boolean finished() {
			return false;
		}

		@Override
		public void receive(ByteBuf frame) {
			frame.release();
		}

		@Override
		public void completed() {
		}

		@Override
		public void broken(Throwable cause) {
		}

	}

	/** RSocket's end of a channel, for both directions. */
	private static class Responder implements CoreSubscriber<Payload>, Subscription {

		final List<String> signals = new ArrayList<>();

		final List<Long> requests = new ArrayList<>();

		final CountDownLatch cancelled = new CountDownLatch(1);

		boolean nested;

		Consumer<String> onSignal = (signal) -> {
		};

		private boolean signalling;

		private void signal(String signal) {
			this.nested |= this.signalling;
			this.signalling = true;
			this.signals.add(signal);
			this.onSignal.accept(signal);
			this.signalling = false;
		}

		@Override
		public void onSubscribe(Subscription subscription) {
		}

		@Override
		public void onNext(Payload payload) {
			String text = payload.getDataUtf8() + payload.getMetadataUtf8();
			payload.release();
			signal(text);
		}

		@Override
		public void onError(Throwable cause) {
			signal(cause.getClass().getSimpleName());
		}

		@Override
		public void onComplete() {
			signal("complete");
		}

		@Override
		public void request(long n) {
			this.requests.add(n);
		}

		@Override
		public void cancel() {
			this.cancelled.countDown();
		}

	}

	/** A connection whose request-channel the test plays. */
	private static final class Requester extends Responder implements RSocket {

		Subscription subscription;

		CoreSubscriber<? super Payload> subscriber;

		@Override
		public void onSubscribe(Subscription subscription) {
			this.subscription = subscription;
		}

		@Override
		public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
			return new Flux<>() {

				@Override
				public void subscribe(CoreSubscriber<? super Payload> actual) {
					Requester.this.subscriber = actual;
					payloads.subscribe(Requester.this);
					actual.onSubscribe(Requester.this);
					Requester.this.subscription.request(1);
				}

			};
		}

	}

}
