package io.tractor.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.tractor.ActorId;
import io.tractor.ContextCancelledException;
import io.tractor.MsgStream;
import io.tractor.Outcome;
import io.tractor.ParentContext;
import io.tractor.RemoteActorException;
import io.tractor.ScopeCancelledException;
import io.tractor.scope.CancelScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A side that asks for a cancel, the other one, or a third.
 */
@InEveryForm
class CancelScenarioTests extends FormScenarios {

	@ParameterizedTest
	@EnumSource
	void c1_cancelThenLeave(ChildDoes does) {
		childDoes(does);
		AtomicReference<ParentContext<Integer, Integer, Object>> context = new AtomicReference<>();
		Object value = openFor((ctx, first) -> {
			context.set(ctx);
			Scripted.Run run = this.child.next();
			does.untilThere(run.thread());
			assertThat(ctx.cancelCalled()).isFalse();
			assertThat(ctx.cancel(Wire.PATIENCE)).isTrue();
			assertThat(run.hasEnded()).as("cancel returns after the ack").isTrue();
			assertThat(ctx.cancelAcked()).isTrue();
			assertThat(run.context().canceller()).contains(near().id());
			assertThat(run.context().cancelledCaught()).isTrue();
			return "mine";
		});
		assertThat(value).isEqualTo("mine");
		ParentContext<Integer, Integer, Object> ctx = context.get();
		assertThat(ctx.cancelCalled()).isTrue();
		assertThat(ctx.cancelledCaught()).isFalse();
		assertThat(ctx.canceller()).contains(near().id());
		assertCancelledBy(near().id(), ctx.outcome());
		assertThat(ctx.maybeError()).containsInstanceOf(ContextCancelledException.class);
	}

	@Test
	void c1_theDefaultTimeIsEnoughForAnAck() {
		childDoes(ChildDoes.SLEEPS);
		open((ctx, first) -> {
			ctx.cancel();
			assertThat(ctx.cancelAcked()).isTrue();
		});
	}

	@Test
	void c2_cancelThenWaitForResult() {
		childDoes(ChildDoes.ITERATES);
		Object value = openFor((ctx, first) -> {
			ctx.cancel();
			Outcome<Object> outcome = ctx.waitForResult();
			assertCancelledBy(near().id(), outcome);
			assertThatExceptionOfType(ContextCancelledException.class).isThrownBy(outcome::get);
			return outcome.orElse("partial");
		});
		assertThat(value).isEqualTo("partial");
	}

	@Test
	void c3_afterCancelTheBodyGoesOn() throws Exception {
		childDoes(ChildDoes.SLEEPS);
		Object value = openFor((ctx, first) -> {
			ctx.cancel();
			ctx.checkpoint();
			CancelScope.checkpoint();
			Thread.sleep(5);
			return "slept";
		});
		assertThat(value).isEqualTo("slept");
	}

	@Test
	void c3_afterCancelIterationEnds() {
		this.child.does((ctx) -> {
			ctx.started("up");
			stream(ctx, (stream) -> {
				for (int i = 0;; i++) {
					stream.send(i);
				}
			});
			return null;
		});
		List<Integer> received = new ArrayList<>();
		open((ctx, first) -> ctx.stream((stream) -> {
			for (Integer value : stream) {
				received.add(value);
				if (value == 2) {
					ctx.cancel();
				}
			}
			assertThat(stream.iterator().hasNext()).isFalse();
		}));
		assertThat(received).containsExactly(0, 1, 2);
	}

	static Stream<Arguments> afterCancel() {
		return Stream.of(AfterCancel.values())
			.flatMap((operation) -> Stream.of(true, false).map((owes) -> arguments(operation, owes)));
	}

	@ParameterizedTest
	@MethodSource("afterCancel")
	void c3_afterCancelTheStreamFails(AfterCancel operation, boolean owesValue) {
		childDoes(ChildDoes.SLEEPS);
		List<Throwable> seen = new ArrayList<>();
		Throwable raised = catchThrowable(() -> {
			if (owesValue) {
				openFor((ctx, first) -> operation.failing(ctx, seen));
			}
			else {
				open((ctx, first) -> operation.failing(ctx, seen));
			}
		});
		assertThat(seen).singleElement()
			.isInstanceOfSatisfying(ContextCancelledException.class,
					(ex) -> assertThat(ex.canceller()).isEqualTo(near().id()));
		// A publisher may always be empty.
		assertThat(raised).isSameAs((owesValue && !this.form.opener) ? seen.get(0) : null);
	}

	@ParameterizedTest
	@EnumSource
	void c3_caughtInTheBodyItIsGone(AfterCancel operation) {
		childDoes(ChildDoes.SLEEPS);
		Object value = openFor((ctx, first) -> {
			assertThatExceptionOfType(ContextCancelledException.class)
				.isThrownBy(() -> operation.failing(ctx, new ArrayList<>()));
			return "mine";
		});
		assertThat(value).isEqualTo("mine");
	}

	@Test
	void c5_theChildReturnsAnyway() {
		this.child.does((ctx) -> {
			ctx.started("up");
			swallow();
			return 7;
		});
		open((ctx, first) -> {
			ctx.cancel();
			assertThat(ctx.cancelAcked()).isTrue();
			assertCancelledBy(near().id(), ctx.waitForResult());
		});
		assertThat(this.child.next().end()).isNull();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void c5_theChildWrapsItsCancellation(boolean interrupt) {
		this.child.does((ctx) -> {
			ctx.started("up");
			try {
				if (interrupt) {
					Thread.sleep(LONG);
				}
				ctx.openStream().receive();
			}
			catch (InterruptedException | ScopeCancelledException ex) {
				throw new IllegalStateException("wrapped", new RuntimeException(ex));
			}
			return null;
		});
		open((ctx, first) -> {
			Scripted.Run run = this.child.next();
			Threads.untilBlocked(run.thread());
			ctx.cancel(Wire.PATIENCE);
			assertCancelledBy(near().id(), ctx.waitForResult());
			assertThat(run.end()).hasMessage("wrapped");
			assertThat(run.context().cancelledCaught()).isTrue();
		});
	}

	@Test
	void c5_theChildFailsWhileItCleansUp() {
		endpointIsATask();
		this.child.does((ctx) -> {
			ctx.started("up");
			swallow();
			throw new IllegalArgumentException("while it cleaned up");
		});
		assertThatExceptionOfType(RemoteActorException.class).isThrownBy(() -> open((ctx, first) -> {
			ctx.cancel();
			assertThat(ctx.cancelAcked()).isTrue();
		})).satisfies((ex) -> assertThat(ex.boxedMessage()).isEqualTo("while it cleaned up"));
	}

	@Test
	void c6_cancelTwice() {
		endpointIsATask();
		Gate end = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			end.passStubbornly();
			return 7;
		});
		open((ctx, first) -> {
			assertThat(ctx.cancel(Duration.ofMillis(20))).isFalse();
			// Does not wait again, or it would be for ever: the gate opens behind it.
			assertThat(ctx.cancel(Wire.PATIENCE)).isFalse();
			end.open();
			assertCancelledBy(near().id(), ctx.waitForResult());
			assertThat(ctx.cancel(Duration.ZERO)).isTrue();
		});
	}

	@Test
	void c6_cancelAfterTheResultAndAfterTheBlock() {
		this.child.does((ctx) -> {
			ctx.started("up");
			return 7;
		});
		AtomicReference<ParentContext<Integer, Integer, Object>> context = new AtomicReference<>();
		open((ctx, first) -> {
			context.set(ctx);
			ctx.waitForResult();
			ctx.cancel();
			assertThat(ctx.waitForResult()).isEqualTo(new Outcome.Returned<>(7));
		});
		context.get().cancel();
		assertThat(context.get().cancelCalled()).isFalse();
		assertThat(context.get().outcome()).isEqualTo(new Outcome.Returned<>(7));
	}

	private static void swallow() {
		assertThat(catchThrowable(() -> Thread.sleep(LONG))).isInstanceOf(InterruptedException.class);
	}

	private static void assertCancelledBy(ActorId canceller, Outcome<?> outcome) {
		assertThat(outcome).isInstanceOfSatisfying(Outcome.Cancelled.class,
				(cancelled) -> assertThat(cancelled.cause().canceller()).isEqualTo(canceller));
	}

	/** What fails after a cancel of one's own. */
	enum AfterCancel {

		RECEIVE {

			@Override
			Object run(ParentContext<Integer, Integer, Object> ctx, MsgStream<Integer, Integer> stream) {
				ctx.cancel();
				return stream.receive();
			}

		},

		SEND {

			@Override
			Object run(ParentContext<Integer, Integer, Object> ctx, MsgStream<Integer, Integer> stream) {
				ctx.cancel();
				stream.send(1);
				return "sent";
			}

		},

		OPEN_STREAM {

			@Override
			Object failing(ParentContext<Integer, Integer, Object> ctx, List<Throwable> seen) {
				ctx.cancel();
				return noting(() -> ctx.openStream().receive(), seen);
			}

			@Override
			Object run(ParentContext<Integer, Integer, Object> ctx, MsgStream<Integer, Integer> stream) {
				throw new IllegalStateException();
			}

		};

		Object failing(ParentContext<Integer, Integer, Object> ctx, List<Throwable> seen) {
			MsgStream<Integer, Integer> stream = ctx.openStream();
			return noting(() -> run(ctx, stream), seen);
		}

		abstract Object run(ParentContext<Integer, Integer, Object> ctx, MsgStream<Integer, Integer> stream);

		private static Object noting(Supplier<Object> operation, List<Throwable> seen) {
			try {
				return operation.get();
			}
			catch (RuntimeException ex) {
				seen.add(ex);
				throw ex;
			}
		}

	}

}
