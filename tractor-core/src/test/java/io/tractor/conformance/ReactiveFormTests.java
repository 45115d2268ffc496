package io.tractor.conformance;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextCancelledException;
import io.tractor.ContextRefusedException;
import io.tractor.ContextSpec;
import io.tractor.DeadlineExceededException;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.ScopeCancelledException;
import io.tractor.StreamOptions;
import io.tractor.StreamOverrunException;
import io.tractor.TransportClosedException;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ActorLimits;
import io.tractor.scope.TaskThreads;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Both sides in the reactive form.
 */
@OverEveryWire
class ReactiveFormTests extends Scenarios {

	private final Reactive reactive = new Reactive();

	private @Nullable Actor served;

	private @Nullable Portal way;

	private Portal way() {
		if (this.way == null) {
			this.served = actor("reactive", this.reactive);
			this.way = connect(near(), this.served);
		}
		return this.way;
	}

	private static <T> @Nullable T wait(Mono<T> mono) {
		return mono.block(Wire.PATIENCE);
	}

	@Test
	void handshakeStreamBothWaysAndResult() {
		int running = TaskThreads.running();
		List<Integer> echoed = wait(
				way().context(Reactive::echo, 3).openFlux((ctx, first) -> ctx.<Integer>streamReactive((stream) -> {
					assertThat(first).isEqualTo("up");
					assertThat(TaskThreads.running()).as("threads of tasks").isLessThanOrEqualTo(running);
					return Flux.merge(stream.sendAll(Flux.range(1, 3)).cast(Integer.class), stream.asFlux().take(3));
				})).collectList());
		assertThat(echoed).containsExactly(2, 3, 4);
	}

	@Test
	void theResultComesAfterTheBody() {
		String result = wait(way().context(Reactive::echo, 0).openReactive((ctx, first) -> {
			return ctx.resultReactive().map((outcome) -> first + outcome.get());
		}));
		assertThat(result).isEqualTo("up0");
		assertThat(wait(way().context(Reactive::echo, 0).callReactive())).isEqualTo(0);
		assertThat(way().context(Reactive::echo, 0).call()).isEqualTo(0);
	}

	@Test
	void manyValuesInOrderBothWays() {
		int count = 2_000;
		Integer sum = wait(
				way().context(Reactive::echo, count)
					.openReactive((ctx, first) -> ctx.<Integer>streamReactive((stream) -> Flux
						.merge(stream.sendAll(Flux.range(1, count)).cast(Integer.class), stream.asFlux().take(count)))
						.reduce(1, (last, value) -> {
							assertThat(value).isEqualTo(last + 1);
							return value;
						})));
		assertThat(sum).isEqualTo(count + 1);
	}

	@Test
	void oneThatAsksForNothingHoldsTheSenderBack() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		Sinks.Empty<Void> done = Sinks.empty();
		Disposable open = way().context(Reactive::deaf)
			.openReactive((ctx, first) -> ctx
				.streamReactive((stream) -> stream
					.sendAll(Flux.range(0, Integer.MAX_VALUE).doOnRequest((n) -> asked.addAndGet((int) n))))
				.then())
			.subscribe(null, (error) -> done.tryEmitEmpty(), done::tryEmitEmpty);
		this.reactive.entered.await(20, TimeUnit.SECONDS);
		Awaitility.await().atMost(Wire.PATIENCE).until(() -> asked.get() >= 65);
		assertThat(asked).as("what there is room for, and one more").hasValue(65);
		open.dispose();
	}

	@Test
	void aValueThatWaitsTooLongIsAnOverrun() {
		StreamOptions hasty = StreamOptions.DEFAULT.withOverrunAfter(Duration.ofMillis(20));
		assertThatExceptionOfType(StreamOverrunException.class).isThrownBy(() -> wait(way().context(Reactive::deaf)
			.openReactive((ctx, first) -> ctx
				.streamReactive(hasty, (stream) -> stream.sendAll(Flux.range(0, Integer.MAX_VALUE)))
				.then())));
	}

	@Test
	void cancellingTheSubscriptionCancelsTheFarTask() throws Exception {
		Disposable open = way().context(Reactive::deaf).openReactive((ctx, first) -> Mono.never()).subscribe();
		assertThat(this.reactive.entered.await(20, TimeUnit.SECONDS)).isTrue();
		open.dispose();
		assertThat(this.reactive.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
		untilIdle();
	}

	@Test
	void cancellingBeforeStartedDoesToo() throws Exception {
		Disposable open = way().context(Reactive::silent).openReactive((ctx, first) -> Mono.never()).subscribe();
		assertThat(this.reactive.entered.await(20, TimeUnit.SECONDS)).isTrue();
		open.dispose();
		assertThat(this.reactive.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
		untilIdle();
	}

	@Test
	void ownCancelIsAcknowledgedAndAbsorbed() {
		Boolean acked = wait(way().context(Reactive::deaf)
			.openReactive((ctx, first) -> ctx.cancelReactive().map((ended) -> ended && ctx.cancelAcked())));
		assertThat(acked).isTrue();
	}

	@Test
	void anErrorOfTheBodyComesOutUnchanged() throws Exception {
		RuntimeException own = new IllegalArgumentException("own");
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> wait(way().context(Reactive::deaf).openReactive((ctx, first) -> Mono.error(own))))
			.isSameAs(own);
		assertThat(this.reactive.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void anErrorOfTheEndpointCutsTheBodyOff() {
		AtomicReference<Throwable> seen = new AtomicReference<>();
		assertThatExceptionOfType(RemoteActorException.class)
			.isThrownBy(() -> wait(way().context(Reactive::failsWhenAsked)
				.openFlux((ctx,
						first) -> ctx.streamReactive((stream) -> Flux
							.merge(stream.asFlux(), stream.sendAll(Mono.just(1)).cast(Integer.class))
							.doOnError(seen::set)))
				.then()))
			.satisfies((ex) -> assertThat(ex.boxedMessage()).isEqualTo("no"))
			.isSameAs(seen.get());
		assertThatExceptionOfType(RemoteActorException.class)
			.isThrownBy(() -> wait(way().context(Reactive::fails).openReactive((ctx, first) -> Mono.never())));
	}

	@Test
	void whatReturnsWithoutStartedIsAnError() {
		assertThatExceptionOfType(RemoteActorException.class)
			.isThrownBy(() -> wait(way().context(Reactive::forgets).callReactive()))
			.withMessageContaining("returned without started");
	}

	@Test
	void anOperatorsCancelIsRaised() throws Exception {
		Mono<Object> open = way().context(Reactive::deaf).openReactive((ctx, first) -> Mono.never());
		Sinks.One<Throwable> end = Sinks.one();
		open.subscribe(null, end::tryEmitValue);
		assertThat(this.reactive.entered.await(20, TimeUnit.SECONDS)).isTrue();
		ChildContext<?, ?, ?> ctx = this.reactive.context.get();
		ctx.cancel();
		assertThat(wait(end.asMono())).isInstanceOfSatisfying(ContextCancelledException.class,
				(ex) -> assertThat(ex.canceller()).isEqualTo(ctx.localActor()));
	}

	@Test
	void theDeadlineHoldsOnBothSides() throws Exception {
		assertThatExceptionOfType(DeadlineExceededException.class).isThrownBy(() -> wait(way().context(Reactive::deaf)
			.deadline(Duration.ofMillis(200))
			.openReactive((ctx, first) -> Mono.never())));
		assertThat(this.reactive.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
	}

	/**
	 * As what is opened in a task inherits its deadline, whose time may be over first.
	 */
	@Test
	void theDeadlineOfATaskIsItsOwnAlsoIfSomethingInsideTellsIt() {
		assertThatExceptionOfType(DeadlineExceededException.class)
			.isThrownBy(() -> way().context(Reactive::exceeds).deadline(Duration.ofMillis(300)).call());
		assertThatExceptionOfType(RemoteActorException.class)
			.isThrownBy(() -> way().context(Reactive::exceeds).deadline(Duration.ofMinutes(5)).call())
			.withMessageContaining("inside");
	}

	@Test
	void aLostConnectionCutsBothOff() throws Exception {
		Sinks.One<Throwable> end = Sinks.one();
		way().context(Reactive::deaf).openReactive((ctx, first) -> Mono.never()).subscribe(null, end::tryEmitValue);
		assertThat(this.reactive.entered.await(20, TimeUnit.SECONDS)).isTrue();
		line().lose();
		assertThat(wait(end.asMono())).isInstanceOf(TransportClosedException.class);
		assertThat(this.reactive.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aContextInsideEndsBeforeTheOneAround() throws Exception {
		Reactive inner = new Reactive();
		Actor leaf = actor("inner", inner);
		way();
		this.reactive.inner = connect(this.served, leaf).context(Reactive::deaf);
		Boolean acked = wait(way().context(Reactive::relays).openReactive((ctx, first) -> ctx.cancelReactive()));
		assertThat(acked).isTrue();
		assertThat(inner.cancelled.getCount()).as("the inner task was cancelled before").isZero();
		assertThat(leaf.contexts()).isEmpty();
	}

	@Test
	void whatBlocksFailsAtOnceAndSaysWhatToUse() {
		ContextSpec<String, Integer, Integer, Void> context = way().context(Reactive::deaf);
		assertThatIllegalStateException()
			.isThrownBy(() -> wait(Mono.fromRunnable(context::call).subscribeOn(Schedulers.parallel())))
			.withMessageContaining("openReactive(..)");
		assertThatExceptionOfType(RemoteActorException.class)
			.isThrownBy(() -> wait(way().context(Reactive::blocks).callReactive()))
			.withMessageContaining("receive() blocks")
			.withMessageContaining("asFlux()");
	}

	@Test
	void whoWaitsInsideHearsOfAnErrorFirst() {
		assertThatExceptionOfType(
				IllegalArgumentException.class)
			.isThrownBy(() -> wait(way().context(Reactive::failsWhenAsked)
				.openReactive((ctx,
						first) -> ctx.streamReactive((stream) -> Mono.when(
								ctx.resultReactive().onErrorMap((ex) -> new IllegalArgumentException("wrapped", ex)),
								stream.sendAll(Mono.just(1))))
							.then())))
			.withMessage("wrapped")
			.withCauseInstanceOf(RemoteActorException.class);
	}

	@Test
	void whoFindsAnOverrunHearsOfItFirst() {
		AtomicReference<Throwable> seen = new AtomicReference<>();
		StreamOptions hasty = StreamOptions.DEFAULT.withOverrunAfter(Duration.ofMillis(20));
		assertThatExceptionOfType(StreamOverrunException.class)
			.isThrownBy(() -> wait(way().context(Reactive::deaf)
				.openReactive((ctx, first) -> ctx
					.streamReactive(hasty, (stream) -> stream.sendAll(Flux.range(0, Integer.MAX_VALUE)))
					.doOnError(seen::set)
					.onErrorResume((ex) -> Flux.never())
					.then())))
			.satisfies((ex) -> assertThat(ex).isSameAs(seen.get()));
	}

	@Test
	void oneAtATimeNoMoreThanTheBufferIsUnderWay() {
		AtomicInteger most = new AtomicInteger();
		StreamOptions small = StreamOptions.DEFAULT.withBufferSize(4);
		Integer last = wait(way().context(Reactive::counts)
			.openReactive((ctx, first) -> ctx
				.<Integer>streamReactive(small, (stream) -> stream.asFlux().limitRate(1).concatMap((value) -> {
					int ahead = this.reactive.asked.get() - value;
					if (value > 64) {
						// What was announced before the stream was opened is used.
						most.accumulateAndGet(ahead, Math::max);
					}
					assertThat(stream.statistics().buffered()).isLessThanOrEqualTo(64);
					return Mono.just(value);
				}, 0).take(1000))
				.last()
				.flatMap((value) -> ctx.cancelReactive().thenReturn(value))));
		assertThat(last).isEqualTo(999);
		assertThat(most.get()).as("what there is room for, one that waits, and one that is held").isBetween(1, 6);
	}

	/**
	 * All of it begins on one thread that must not block, which over some wires carries
	 * the frames of both sides.
	 */
	@Test
	void whoLeavesAnEndlessStreamDoesNotCarryItForEver() {
		Mono<Integer> dialog = way().context(Reactive::counts)
			.openReactive((ctx, first) -> ctx.<Integer>streamReactive((stream) -> stream.asFlux().take(100))
				.last()
				.flatMap((value) -> ctx.cancelReactive().thenReturn(value)));
		assertThat(wait(dialog.subscribeOn(Schedulers.single()))).isEqualTo(99);
		untilIdle();
	}

	@Test
	void nothingWaitsBehindWhatKeepsReactorsThreadsBusy() {
		assertThat(wait(way().context(Reactive::echo, 0).callReactive())).isZero();
		CountDownLatch over = new CountDownLatch(1);
		try {
			for (int i = 0; i < Schedulers.DEFAULT_POOL_SIZE; i++) {
				Schedulers.parallel().schedule(() -> {
					try {
						over.await(20, TimeUnit.SECONDS);
					}
					catch (InterruptedException ex) {
						Thread.currentThread().interrupt();
					}
				});
			}
			Duration soon = Wire.PATIENCE.dividedBy(2);
			assertThat(way().context(Reactive::echo, 0).callReactive().block(soon)).isZero();
			assertThatExceptionOfType(DeadlineExceededException.class).isThrownBy(() -> way().context(Reactive::deaf)
				.deadline(Duration.ofMillis(20))
				.openReactive((ctx, first) -> Mono.never())
				.block(soon));
		}
		finally {
			over.countDown();
		}
	}

	@Test
	void aBodyWithoutAnEndIsCutOff() {
		Integer first = way().context(Reactive::deaf)
			.openFlux((ctx, value) -> Flux.<Integer>generate((sink) -> sink.next(1)))
			.takeUntil((value) -> true)
			.blockLast(Wire.PATIENCE);
		assertThat(first).isEqualTo(1);
		untilIdle();
		Flux<Integer> endless = way().context(Reactive::failsWhenAsked)
			.openFlux((ctx, value) -> ctx.<Integer>streamReactive((stream) -> stream.sendAll(Mono.just(1))
				.thenMany(Flux.<Integer>generate((sink) -> sink.next(1)).subscribeOn(Schedulers.parallel()))));
		assertThatExceptionOfType(RemoteActorException.class).isThrownBy(() -> endless.blockLast(Wire.PATIENCE));
	}

	@Test
	void aMonoThatSubscribesLateIsCancelledThen() throws Exception {
		Disposable open = way().context(Reactive::late).openReactive((ctx, first) -> Mono.never()).subscribe();
		assertThat(this.reactive.entered.await(20, TimeUnit.SECONDS)).isTrue();
		open.dispose();
		untilIdle();
		Subscriber<? super Object> subscriber = this.reactive.subscriber.get();
		subscriber.onSubscribe(new Subscription() {

			@Override
			public void request(long n) {
				throw new AssertionError("It is over");
			}

			@Override
			public void cancel() {
				ReactiveFormTests.this.reactive.cancelled.countDown();
			}

		});
		assertThat(this.reactive.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void errorsOfTheVirtualMachineAreErrorsToo() {
		assertThatExceptionOfType(RemoteActorException.class)
			.isThrownBy(() -> wait(way().context(Reactive::overflows).callReactive()))
			.satisfies((ex) -> assertThat(ex.isBoxed(StackOverflowError.class)).isTrue());
		StackOverflowError own = new StackOverflowError("own");
		Throwable raised = catchThrowable(() -> wait(way().context(Reactive::deaf).openReactive((ctx, first) -> {
			throw own;
		})));
		assertThat(raised).isSameAs(own);
	}

	@Test
	void anActorThatClosesCutsBothOff() throws Exception {
		Sinks.One<Throwable> end = Sinks.one();
		way().context(Reactive::deaf).openReactive((ctx, first) -> Mono.never()).subscribe(null, end::tryEmitValue);
		assertThat(this.reactive.entered.await(20, TimeUnit.SECONDS)).isTrue();
		near().close();
		assertThat(wait(end.asMono())).isInstanceOf(ScopeCancelledException.class)
			.hasMessageContaining("shutting down");
		assertThat(this.reactive.cancelled.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(this.reactive.context.get().canceller()).contains(near().id());
	}

	@ParameterizedTest
	@ValueSource(strings = { "reactive", "blocking", "byBody", "threads" })
	void contextsInsideAreDeeper(String kind) {
		this.limits = ActorLimits.DEFAULT.withDepth(4);
		Nested nested = new Nested();
		nested.self = actor("nested", nested);
		Portal portal = connect(near(), nested.self);
		assertThat(wait(nested.of(portal, kind, 4).callReactive())).isEqualTo(4);
		assertThatExceptionOfType(RemoteActorException.class)
			.isThrownBy(() -> wait(nested.of(portal, kind, 5).callReactive()))
			.satisfies((ex) -> assertThat(ex.boxedType()).isEqualTo(ContextRefusedException.class.getName()))
			.withMessageContaining("is 5 deep");
	}

	/** Endpoints that open another, and so on. */
	static final class Nested {

		@Nullable Actor self;

		ContextSpec<String, String, String, Integer> of(Portal portal, String kind, int depth) {
			return portal.context(kind)
				.argument("depth", depth)
				.started(String.class)
				.receives(String.class)
				.sends(String.class)
				.returns(Integer.class);
		}

		private Mono<Integer> below(String kind, int depth) {
			return (depth > 1) ? of(this.self.self(), kind, depth - 1).callReactive().map((value) -> value + 1)
					: Mono.just(1);
		}

		@Context("reactive")
		public Mono<Integer> reactive(ChildContext<String, String, String> ctx, int depth) {
			ctx.started("down");
			return below("reactive", depth);
		}

		/** Back over its opener's connection and others, by turns. */
		@Context("blocking")
		public int blocking(ChildContext<String, String, String> ctx, int depth) {
			ctx.started("down");
			return below("blocking", depth).block(Wire.PATIENCE);
		}

		/** In the body of a context that has its end at once. */
		@Context("byBody")
		public int byBody(ChildContext<String, String, String> ctx, int depth) {
			ctx.started("down");
			return (depth == 1) ? 1
					: of(this.self.self(), "leaf", 1)
						.openReactive((inner, first) -> Mono.delay(Duration.ofMillis(1)).then(below("byBody", depth)))
						.block(Wire.PATIENCE);
		}

		@Context("leaf")
		public int leaf(ChildContext<String, String, String> ctx, int depth) {
			ctx.started("leaf");
			return 0;
		}

		/** On threads that are not those of the connection. */
		@Context("threads")
		public Mono<Integer> threads(ChildContext<String, String, String> ctx, int depth) {
			ctx.started("down");
			return Mono.defer(() -> below("threads", depth)).subscribeOn(Schedulers.boundedElastic());
		}

	}

	/** Endpoints. */
	static final class Reactive {

		final CountDownLatch entered = new CountDownLatch(1);

		final CountDownLatch cancelled = new CountDownLatch(1);

		final AtomicReference<ChildContext<?, ?, ?>> context = new AtomicReference<>();

		final AtomicInteger asked = new AtomicInteger();

		final AtomicReference<Subscriber<? super Object>> subscriber = new AtomicReference<>();

		@Nullable ContextSpec<String, Integer, Integer, Void> inner;

		@Context("echo")
		public Mono<Integer> echo(ChildContext<String, Integer, Integer> ctx, int count) {
			ctx.started("up");
			return ctx.streamReactive((stream) -> stream.sendAll(stream.asFlux().take(count).map((value) -> value + 1)))
				.then(Mono.just(count));
		}

		@Context("exceeds")
		public Mono<Void> exceeds(ChildContext<String, Integer, Integer> ctx) {
			ctx.started("up");
			return Mono.error(() -> new DeadlineExceededException("The time of something inside is over"));
		}

		@Context("deaf")
		public Mono<Void> deaf(ChildContext<String, Integer, Integer> ctx) {
			ctx.started("up");
			return waits(ctx);
		}

		@Context("silent")
		public Mono<Void> silent(ChildContext<String, Integer, Integer> ctx) {
			return waits(ctx);
		}

		private Mono<Void> waits(ChildContext<String, Integer, Integer> ctx) {
			this.context.set(ctx);
			return Mono.<Void>never()
				.doOnSubscribe((subscription) -> this.entered.countDown())
				.doOnCancel(this.cancelled::countDown);
		}

		@Context("fails")
		public Mono<Void> fails(ChildContext<String, Integer, Integer> ctx) {
			ctx.started("up");
			return Mono.error(new IllegalStateException("no"));
		}

		@Context("failsWhenAsked")
		public Mono<Void> failsWhenAsked(ChildContext<String, Integer, Integer> ctx) {
			ctx.started("up");
			return ctx
				.streamReactive((stream) -> stream.asFlux().next().then(Mono.error(new IllegalStateException("no"))))
				.then();
		}

		@Context("counts")
		public Mono<Void> counts(ChildContext<String, Integer, Integer> ctx) {
			ctx.started("up");
			return ctx
				.streamReactive((stream) -> stream
					.sendAll(Flux.range(0, Integer.MAX_VALUE).doOnNext((value) -> this.asked.set(value + 1))))
				.then();
		}

		@Context("late")
		public Mono<Object> late(ChildContext<String, Integer, Integer> ctx) {
			ctx.started("up");
			return new Mono<>() {

				@Override
				public void subscribe(CoreSubscriber<? super Object> actual) {
					Reactive.this.subscriber.set(actual);
					Reactive.this.entered.countDown();
				}

			};
		}

		@Context("overflows")
		public Mono<Void> overflows(ChildContext<String, Integer, Integer> ctx) {
			ctx.started("up");
			throw new StackOverflowError();
		}

		@Context("forgets")
		public Mono<Void> forgets(ChildContext<String, Integer, Integer> ctx) {
			return Mono.empty();
		}

		@Context("relays")
		public Mono<Object> relays(ChildContext<String, Integer, Integer> ctx) {
			ContextSpec<String, Integer, Integer, Void> inner = this.inner;
			assertThat(inner).isNotNull();
			return inner.openReactive((context, first) -> {
				ctx.started(first);
				return Mono.never();
			});
		}

		@Context("blocks")
		public Mono<Object> blocks(ChildContext<String, Integer, Integer> ctx) {
			ctx.started("up");
			return Mono.fromCallable(ctx.openStream()::receive);
		}

	}

}
