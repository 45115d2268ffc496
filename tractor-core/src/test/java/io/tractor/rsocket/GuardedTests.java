package io.tractor.rsocket;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.exceptions.RejectedException;
import io.rsocket.plugins.SocketAcceptorInterceptor;
import io.rsocket.util.RSocketProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.function.Tuple2;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contexts behind an interceptor that looks at every payload, as Spring Security's does:
 * it takes its time, has a queue of its own, and cancels what arrives once the answer is
 * complete.
 */
@ParameterizedClass
@CsvSource({ "LOCAL, false", "TCP, false", "TCP, true", "WEBSOCKET, true" })
class GuardedTests {

	@Parameter(0)
	private Wire wire;

	@Parameter(1)
	private boolean asynchronous;

	private boolean denying;

	private Pair pair;

	@BeforeEach
	void guard() {
		SocketAcceptorInterceptor guard = (
				acceptor) -> (setup, sending) -> acceptor.accept(setup, sending).map(Guard::new);
		this.pair = new Pair(this.wire)
			.server((server) -> server.interceptors((registry) -> registry.forSocketAcceptor(guard)));
	}

	@AfterEach
	void allBuffersReturn() {
		this.pair.close();
	}

	@Test
	void framesGoBothWaysInOrder() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		child.awaitFrame();
		child.echo();
		List<String> values = IntStream.range(0, 300).mapToObj(Integer::toString).toList();
		values.forEach(parent::send);
		assertThat(parent.awaitValues(values.size())).isEqualTo(values);
		parent.finish();
		parent.awaitCompleted();
		assertThat(parent.ends).hasValue(1);
	}

	@Test
	void theLastFrameAndTheCompletionArrive() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		child.awaitFrame();
		child.queue("return").finish();
		assertThat(parent.awaitFrame()).isEqualTo("return");
		parent.awaitCompleted();
		parent.finish();
		CompletableFuture.anyOf(child.completed, child.broken).get(20, TimeUnit.SECONDS);
		assertThat(child.ends).hasValue(1);
		assertThat(parent.ends).hasValue(1);
	}

	@Test
	void aDenialIsTheCause() throws Exception {
		this.denying = true;
		QueueLink parent = this.pair.open("begin");
		assertThat(parent.awaitBroken()).isInstanceOf(RejectedException.class).hasMessage("denied");
		assertThat(this.pair.children).isEmpty();
	}

	@Test
	void theParentAbandons() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		child.awaitFrame();
		parent.abandon();
		child.awaitBroken();
		child.send("into the void");
		assertThat(child.frames).hasValue(0);
	}

	@Test
	void theChildAbandons() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		child.send("a");
		parent.awaitFrame();
		child.abandon();
		parent.awaitBroken();
		assertThat(child.ends).hasValue(0);
	}

	@Test
	void theParentAbandonsWhileTheGuardThinks() throws Exception {
		for (int i = 0; i < 200; i++) {
			this.pair.open("begin").abandon();
		}
		this.pair.open("last");
		QueueLink child = this.pair.child();
		while (!"last".equals(child.awaitFrameOrBroken())) {
			child.awaitBroken();
			child = this.pair.child();
		}
	}

	@Test
	void theConnectionIsLost() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		child.awaitFrame();
		this.pair.cut(this.pair.clientSide);
		parent.awaitBroken();
		child.awaitBroken();
	}

	/** Looks at each payload before it lets it pass. */
	private final class Guard extends RSocketProxy {

		Guard(RSocket source) {
			super(source);
		}

		@Override
		public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
			return Flux.from(payloads)
				.switchOnFirst((first, all) -> look().flatMapMany((allowed) -> all.index()
					.concatMap(
							(each) -> (each.getT1() == 0) ? Mono.just(each.getT2()) : look().thenReturn(each.getT2()))
					.transform(this.source::requestChannel)))
				// What its own queues hold when it is cancelled is its own to release.
				.doOnDiscard(Payload.class, Payload::release)
				.doOnDiscard(Tuple2.class, (each) -> ((Payload) each.getT2()).release());
		}

		private Mono<Boolean> look() {
			Mono<Boolean> look = Mono
				.defer(() -> GuardedTests.this.denying ? Mono.error(Pair.denied()) : Mono.just(true));
			return GuardedTests.this.asynchronous ? look.subscribeOn(Schedulers.boundedElastic()) : look;
		}

	}

}
