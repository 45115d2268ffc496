package io.tractor.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tractor.ActorId;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.DeadlineExceededException;
import io.tractor.Outcome;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.RemoteError;
import io.tractor.protocol.Envelopes;
import io.tractor.protocol.FrameReader;
import io.tractor.protocol.Msg;
import io.tractor.scope.CancelScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The deadline travels, nests, and is kept by both sides.
 */
class DeadlineTests {

	private static final Duration SOON = Duration.ofMillis(50);

	private static final Duration NEVER = Duration.ofHours(1);

	private final CompletableFuture<Duration> remaining = new CompletableFuture<>();

	private final CountDownLatch release = new CountDownLatch(1);

	private final Actor worker = Actor.builder("worker").endpoints(new Sleeper()).build();

	private final Actor desk = Actor.builder("desk").build();

	private final LocalTransport transport = new LocalTransport(this.worker);

	private final Portal portal = this.desk.portal("worker", this.transport);

	public final class Sleeper {

		@Context("sleep")
		public void sleep(ChildContext<String, String, String> ctx) throws InterruptedException {
			ctx.started("asleep");
			new CountDownLatch(1).await();
		}

		@Context("compute")
		public void compute(ChildContext<String, String, String> ctx) {
			ctx.started("computing");
			while (true) {
				ctx.checkpoint();
			}
		}

		@Context("unstarted")
		public void unstarted(ChildContext<String, String, String> ctx) throws InterruptedException {
			new CountDownLatch(1).await();
		}

		@Context("remaining")
		public void remaining(ChildContext<String, String, String> ctx) {
			ctx.started("here");
			DeadlineTests.this.remaining.complete(CancelScope.remaining());
		}

		@Context("nested")
		public void nested(ChildContext<String, String, String> ctx) {
			ctx.started("here");
			DeadlineTests.this.portal.context("remaining").deadline(NEVER).call();
		}

		@Context("late")
		public String late(ChildContext<String, String, String> ctx) throws InterruptedException {
			ctx.started("here");
			CancelScope.shielded(() -> DeadlineTests.this.release.await());
			return "late";
		}

	}

	@AfterEach
	void nothingIsLeft() throws InterruptedException {
		assertThat(Thread.interrupted()).isFalse();
		assertThat(this.worker.awaitIdle(Duration.ofSeconds(10))).isTrue();
		assertThat(this.desk.awaitIdle(Duration.ofSeconds(10))).isTrue();
		this.transport.close();
	}

	@Test
	void d1_theBodyIsCutOffAndTheFarTaskEnds() {
		assertThatExceptionOfType(DeadlineExceededException.class)
			.isThrownBy(() -> this.portal.context("sleep").deadline(SOON).open((ctx, first) -> {
				new CountDownLatch(1).await();
			}));
		assertThat(this.worker.contexts()).isEmpty();
	}

	@Test
	void d1_openingIsCutOff() {
		assertThatExceptionOfType(DeadlineExceededException.class)
			.isThrownBy(() -> this.portal.context("unstarted").deadline(SOON).call());
		assertThat(this.worker.contexts()).isEmpty();
	}

	@Test
	void d1_leavingIsCutOff() {
		assertThatExceptionOfType(DeadlineExceededException.class)
			.isThrownBy(() -> this.portal.context("compute").deadline(SOON).open((ctx, first) -> {
			}));
		assertThat(this.worker.contexts()).isEmpty();
	}

	@Test
	void d1_theFarSideKeepsItByItsOwnClockWhenItHearsNothingMore() throws Exception {
		CompletableFuture<RemoteError> error = new CompletableFuture<>();
		Silent opener = new Silent(error);
		opener.link = this.worker.accept("sleep", opener, new LocalTransport(this.worker));
		ByteBuf frame = Unpooled.buffer();
		Envelopes.write(new Msg.Start(1, "id", ActorId.create("silent"), "cbor", Map.of(), SOON, 64), frame);
		opener.link.receive(frame);
		assertThat(error.get(10, TimeUnit.SECONDS).kind()).isEqualTo(RemoteError.Kind.DEADLINE);
		assertThat(this.worker.awaitIdle(Duration.ofSeconds(10))).isTrue();
		opener.link.completed();
	}

	@Test
	void d2_theSmallerOneCounts() throws Exception {
		this.portal.context("nested").deadline(Duration.ofSeconds(30)).call();
		assertThat(this.remaining.get(10, TimeUnit.SECONDS)).isPositive().isLessThan(Duration.ofSeconds(31));
	}

	@Test
	void d2_aDeadlineAroundTheOpenerTravelsToo() throws Exception {
		CancelScope.failAfter(Duration.ofSeconds(30), () -> this.portal.context("remaining").call());
		assertThat(this.remaining.get(10, TimeUnit.SECONDS)).isPositive().isLessThan(Duration.ofSeconds(31));
	}

	@Test
	void withoutADeadlineThereIsNone() throws Exception {
		this.portal.context("remaining").call();
		assertThat(this.remaining.get(10, TimeUnit.SECONDS)).isNull();
	}

	@Test
	void aDeadlineReportedByTheFarSideEndsTheScopeThatHasIt() {
		boolean cutOff = CancelScope.moveOnAfter(SOON, () -> this.portal.context("sleep").call());
		assertThat(cutOff).isTrue();
	}

	@Test
	void aFarTaskThatIsShieldedIsAwaited() {
		assertThatExceptionOfType(DeadlineExceededException.class)
			.isThrownBy(() -> this.portal.context("late").deadline(SOON).open((ctx, first) -> {
				try {
					new CountDownLatch(1).await();
				}
				finally {
					this.release.countDown();
				}
			}));
		assertThat(this.worker.contexts()).isEmpty();
	}

	@Test
	void aDeadlineReportedLongBeforeItPassesIsTheFarSidesError() {
		RemoteError early = new RemoteError(RemoteError.Kind.DEADLINE, DeadlineExceededException.class.getName(), null,
				ActorId.create("liar"), List.of(), List.of(), List.of(), null);
		assertThatExceptionOfType(RemoteActorException.class)
			.isThrownBy(() -> this.desk.portal("liar", new Liar(early)).context("sleep").deadline(NEVER).call())
			.satisfies((ex) -> assertThat(ex.remoteError()).isEqualTo(early));
	}

	@Test
	void whatTheBodyThrowsByItselfIsRaisedAlthoughTheDeadlinePassed() {
		IllegalArgumentException own = new IllegalArgumentException("own");
		Teller far = new Teller();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.desk.portal("teller", far).context("any").deadline(SOON).open((ctx, first) -> {
				far.tell(new Msg.Error(
						new RemoteError(RemoteError.Kind.DEADLINE, DeadlineExceededException.class.getName(), null,
								far.id, List.of(), List.of(), List.of(), null)));
				raise(own);
			}))
			.isSameAs(own)
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasOnlyElementsOfType(RemoteActorException.class));
	}

	@Test
	void aTimerThatHasGoneOffComesTooLateOnceItIsOver() {
		AtomicReference<ParentLink<?, ?, ?>> opened = new AtomicReference<>();
		this.portal.context("remaining").deadline(NEVER).openReactive((ctx, first) -> {
			opened.set((ParentLink<?, ?, ?>) ctx);
			return ctx.resultReactive();
		}).block(Duration.ofSeconds(10));
		opened.get().expire();
		assertThat(opened.get().outcome()).isInstanceOf(Outcome.Returned.class);
		assertThat(opened.get().maybeError()).isEmpty();
	}

	@Test
	void aTimerThatGoesOffBeforeEndsTheBodyAlthoughTheFarSideHasReturned() {
		assertThatExceptionOfType(DeadlineExceededException.class).isThrownBy(() -> this.portal.context("remaining")
			.deadline(SOON)
			.openReactive((ctx, first) -> Mono.never())
			.block(Duration.ofSeconds(10)));
	}

	@Test
	void aDeadlineMustBePositive() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.portal.context("sleep").deadline(Duration.ZERO))
			.withMessageContaining("sleep");
	}

	/** A peer that answers every Start with an error. */
	private record Liar(RemoteError error) implements Transport {

		@Override
		public Channel open(String endpoint, Link link) {
			ByteBuf start = link.poll();
			assertThat(start).isNotNull();
			start.release();
			ByteBuf answer = Unpooled.buffer();
			Envelopes.write(new Msg.Error(this.error), answer);
			link.receive(answer);
			return new Channel() {

				@Override
				public void wakeup() {
				}

				@Override
				public void abandon() {
				}

			};
		}

		@Override
		public Channel openStream(String endpoint, Link link, int window) {
			return open(endpoint, link);
		}

		@Override
		public void close() {
		}

	}

	private static void raise(RuntimeException own) {
		throw own;
	}

	/** A peer that begins whatever is asked of it, and says what it is told to. */
	private static final class Teller implements Transport {

		private final ActorId id = ActorId.create("teller");

		private volatile Link link;

		@Override
		public Channel open(String endpoint, Link link) {
			this.link = link;
			drop();
			tell(new Msg.StartAck(this.id, 64));
			tell(new Msg.Started(new byte[] { (byte) 0xf6 }));
			return new Channel() {

				@Override
				public void wakeup() {
					drop();
				}

				@Override
				public void abandon() {
				}

			};
		}

		private void drop() {
			for (ByteBuf frame = this.link.poll(); frame != null; frame = this.link.poll()) {
				frame.release();
			}
		}

		void tell(Msg message) {
			ByteBuf frame = Unpooled.buffer();
			Envelopes.write(message, frame);
			this.link.receive(frame);
		}

		@Override
		public Channel openStream(String endpoint, Link link, int window) {
			return open(endpoint, link);
		}

		@Override
		public void close() {
		}

	}

	/** An opener that says no more after its Start. */
	private static final class Silent implements Channel {

		private final CompletableFuture<RemoteError> error;

		private volatile Link link;

		Silent(CompletableFuture<RemoteError> error) {
			this.error = error;
		}

		@Override
		public synchronized void wakeup() {
			if (this.link == null) {
				return;
			}
			for (ByteBuf frame = this.link.poll(); frame != null; frame = this.link.poll()) {
				FrameReader reader = new FrameReader(frame);
				while (reader.next()) {
					if (reader.message() instanceof Msg.Error last) {
						this.error.complete(last.error());
					}
				}
				frame.release();
			}
		}

		@Override
		public void abandon() {
		}

	}

}
