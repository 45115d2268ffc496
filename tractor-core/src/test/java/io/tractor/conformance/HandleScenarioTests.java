package io.tractor.conformance;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextCancelledException;
import io.tractor.ContextHandle;
import io.tractor.ContextRefusedException;
import io.tractor.DeadlineExceededException;
import io.tractor.EndOfChannelException;
import io.tractor.MsgStream;
import io.tractor.Outcome;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.TransportClosedException;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ActorSettings;
import io.tractor.scope.CancelScope;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Contexts that are held as handles.
 */
@OverEveryWire
class HandleScenarioTests extends Scenarios {

	private ContextHandle<String, Integer, Integer, Object> hold() {
		return context().open();
	}

	@Test
	void itIsAContextLikeAnyOther() {
		this.child.does((ctx) -> {
			ctx.started("up");
			return ctx.<Integer, RuntimeException>stream((stream) -> {
				int sum = 0;
				for (int value : stream) {
					sum += value;
					stream.send(sum);
				}
				return sum;
			});
		});
		try (ContextHandle<String, Integer, Integer, Object> handle = hold()) {
			assertThat(handle.first()).isEqualTo("up");
			MsgStream<Integer, Integer> stream = handle.openStream();
			stream.send(3);
			assertThat(stream.receive()).isEqualTo(3);
			stream.send(4);
			assertThat(stream.receive()).isEqualTo(7);
			stream.close();
			assertThat(handle.waitForResult().get()).isEqualTo(7);
		}
	}

	@Test
	void closedBeforeItsResultWasAwaitedItCancels() {
		childDoes(ChildDoes.SLEEPS);
		ContextHandle<String, Integer, Integer, Object> handle = hold();
		handle.close();
		handle.close();
		Scripted.Run run = this.child.next();
		assertThat(run.hasEnded()).isTrue();
		assertThat(run.end()).isInstanceOf(InterruptedException.class);
		assertThat(run.outcome()).isInstanceOf(Outcome.Cancelled.class);
		assertThat(run.context().canceller()).contains(near().id());
		assertThat(handle.outcome()).isInstanceOf(Outcome.Cancelled.class);
		assertThat(handle.cancelAcked()).isTrue();
	}

	@Test
	void oneThatHasReturnedIsNotCancelled() {
		this.child.does((ctx) -> {
			ctx.started("up");
			return 7;
		});
		ContextHandle<String, Integer, Integer, Object> handle = hold();
		this.child.next().outcome();
		MsgStream<Integer, Integer> stream = handle.openStream();
		assertThatExceptionOfType(EndOfChannelException.class).isThrownBy(stream::receive);
		handle.close();
		assertThat(handle.outcome()).isEqualTo(new Outcome.Returned<>(7));
		assertThat(handle.cancelCalled()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aFailureIsThrownOnce(boolean byAnOperation) {
		Gate opened = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			opened.pass();
			throw new IllegalArgumentException("boom");
		});
		ContextHandle<String, Integer, Integer, Object> handle = hold();
		opened.open();
		this.child.next().outcome();
		if (byAnOperation) {
			assertThatExceptionOfType(RemoteActorException.class).isThrownBy(handle::waitForResult)
				.withMessageContaining("boom");
			assertThatNoException().isThrownBy(handle::close);
		}
		else {
			untilResolved(handle);
			assertThatExceptionOfType(RemoteActorException.class).isThrownBy(handle::close)
				.withMessageContaining("boom");
			assertThatNoException().isThrownBy(handle::close);
		}
	}

	private static void untilResolved(ContextHandle<?, ?, ?, ?> handle) {
		Awaitility.await("the far side to end")
			.atMost(Wire.PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.until(() -> !(handle.outcome() instanceof Outcome.Unresolved));
	}

	@Test
	void whatTheBlockThrowsIsPrimary() {
		childDoes(ChildDoes.SLEEPS);
		IllegalArgumentException mine = new IllegalArgumentException("mine");
		assertThatIllegalArgumentException().isThrownBy(() -> {
			try (ContextHandle<String, Integer, Integer, Object> handle = hold()) {
				assertThat(handle.first()).isEqualTo("up");
				throw mine;
			}
		}).isSameAs(mine).satisfies((ex) -> assertThat(ex.getSuppressed()).isEmpty());
		assertThat(this.child.next().end()).isInstanceOf(InterruptedException.class);
	}

	@Test
	void whoWaitsIsWokenByAClose() throws Exception {
		childDoes(ChildDoes.SLEEPS);
		ContextHandle<String, Integer, Integer, Object> handle = hold();
		MsgStream<Integer, Integer> stream = handle.openStream();
		AtomicReference<Throwable> woken = new AtomicReference<>();
		Thread waiting = new Thread(() -> woken.set(catchThrowable(stream::receive)));
		waiting.start();
		Threads.untilBlocked(waiting);
		handle.close();
		waiting.join(Wire.PATIENCE.toMillis());
		assertThat(woken.get()).isInstanceOf(RuntimeException.class);
	}

	@Test
	void itFailsToOpenAsABlockDoes() {
		assertThatExceptionOfType(ContextRefusedException.class).isThrownBy(() -> portal().context("nowhere").open())
			.withMessageContaining("nowhere");
		this.child.does((ctx) -> {
			throw new IllegalArgumentException("boom");
		});
		assertThatExceptionOfType(RemoteActorException.class).isThrownBy(this::hold).withMessageContaining("boom");
	}

	@Test
	void aClosedActorOpensNone() {
		near().close();
		assertThatIllegalStateException().isThrownBy(this::hold).withMessageContaining("shutting down");
		assertThat(this.child.hasNotRun()).isTrue();
	}

	@Test
	void itsDeadlineIsKeptOnBothSides() {
		childDoes(ChildDoes.SLEEPS);
		ContextHandle<String, Integer, Integer, Object> handle = context().deadline(Duration.ofMillis(500)).open();
		MsgStream<Integer, Integer> stream = handle.openStream();
		assertThatExceptionOfType(DeadlineExceededException.class).isThrownBy(stream::receive);
		assertThatExceptionOfType(DeadlineExceededException.class).isThrownBy(handle::waitForResult);
		assertThat(this.child.next().end()).isInstanceOf(InterruptedException.class);
		handle.close();
		assertThat(handle.maybeError()).get().isInstanceOf(DeadlineExceededException.class);
	}

	@Test
	void aDeadlineThatPassesUnseenComesOutOfTheClose() {
		childDoes(ChildDoes.SLEEPS);
		ContextHandle<String, Integer, Integer, Object> handle = context().deadline(Duration.ofMillis(500)).open();
		untilResolved(handle);
		assertThatExceptionOfType(DeadlineExceededException.class).isThrownBy(handle::close);
	}

	@Test
	void aScopeThatEndsWhileItOpensCancels() {
		this.child.does((ctx) -> {
			Thread.sleep(LONG);
			return null;
		});
		// Connects, which on a busy machine may take longer than the scope has.
		assertThatExceptionOfType(ContextRefusedException.class).isThrownBy(() -> portal().context("nowhere").call());
		assertThatExceptionOfType(DeadlineExceededException.class)
			.isThrownBy(() -> CancelScope.failAfter(Duration.ofMillis(100), () -> {
				hold();
			}));
		assertThat(this.child.next().end()).isInstanceOf(InterruptedException.class);
	}

	@Test
	void aLossIsThrownByWhatIsAskedNext() {
		childDoes(ChildDoes.SLEEPS);
		ContextHandle<String, Integer, Integer, Object> handle = hold();
		line().lose();
		assertThatExceptionOfType(TransportClosedException.class).isThrownBy(handle::waitForResult);
		handle.close();
	}

	@Test
	void aChildThatDoesNotEndIsAbandoned() {
		this.settings = ActorSettings.DEFAULT.withAbandonAfter(Duration.ofMillis(100));
		Gate stubborn = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			stubborn.passStubbornly();
			return null;
		});
		ContextHandle<String, Integer, Integer, Object> handle = hold();
		handle.close();
		Awaitility.await("the zombie to be told")
			.atMost(Wire.PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.until(() -> far().contexts().get(0).zombie());
		assertThat(handle.outcome()).isInstanceOf(Outcome.Cancelled.class);
		stubborn.open();
	}

	@Test
	void theShutdownOfItsActorCancelsIt() {
		childDoes(ChildDoes.SLEEPS);
		ContextHandle<String, Integer, Integer, Object> handle = hold();
		near().close();
		assertThat(this.child.next().end()).isInstanceOf(InterruptedException.class);
		assertThat(handle.outcome()).isInstanceOf(Outcome.Cancelled.class);
		handle.close();
	}

	@Test
	void oneThatIsNeverClosedIsGoneWhenItsChildEnds() {
		this.child.does((ctx) -> {
			ctx.started("up");
			return 7;
		});
		ContextHandle<String, Integer, Integer, Object> handle = hold();
		untilIdle();
		assertThat(handle.waitForResult().get()).isEqualTo(7);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void openedInAnEndpointItEndsWithIt(boolean returning) {
		childDoes(ChildDoes.SLEEPS);
		Actor middle = actor("middle", new Holding(returning));
		Holding.onward = connect(middle, far());
		Portal toMiddle = connect(near(), middle);
		Throwable raised = catchThrowable(() -> toMiddle.context("holding").call());
		if (returning) {
			assertThat(raised).isNull();
		}
		else {
			assertThat(raised).isInstanceOf(RemoteActorException.class).hasMessageContaining("mine");
		}
		Scripted.Run run = this.child.next();
		assertThat(run.hasEnded()).isTrue();
		assertThat(run.context().canceller()).contains(middle.id());
	}

	@Test
	void whatItsEndpointDidNotSeeComesOutOfTheEndpoint() {
		this.child.does((ctx) -> {
			ctx.started("up");
			ctx.cancel();
			ctx.checkpoint();
			return null;
		});
		Actor middle = actor("middle", new Holding(true));
		Holding.onward = connect(middle, far());
		Holding.untilEnded = true;
		Portal toMiddle = connect(near(), middle);
		try {
			assertThatExceptionOfType(ContextCancelledException.class)
				.isThrownBy(() -> toMiddle.context("holding").call())
				.satisfies((ex) -> assertThat(ex.source()).isEqualTo(far().id()));
		}
		finally {
			Holding.untilEnded = false;
		}
	}

	/** Holds a context and forgets to close it. */
	public static final class Holding {

		static volatile Portal onward;

		static volatile boolean untilEnded;

		private final boolean returning;

		Holding(boolean returning) {
			this.returning = returning;
		}

		@Context("holding")
		public int hold(ChildContext<String, Void, Void> ctx) {
			ContextHandle<?, ?, ?, ?> forgotten = onward.context("scripted").open();
			ctx.started("up");
			if (untilEnded) {
				untilResolved(forgotten);
			}
			if (!this.returning) {
				throw new IllegalStateException("mine");
			}
			return 7;
		}

	}

}
