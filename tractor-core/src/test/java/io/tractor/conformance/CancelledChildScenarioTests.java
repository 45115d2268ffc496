package io.tractor.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.tractor.ActorId;
import io.tractor.ContextCancelledException;
import io.tractor.ContextRefusedException;
import io.tractor.MsgStream;
import io.tractor.ScopeCancelledException;
import io.tractor.runtime.ContextSnapshot;
import io.tractor.scope.CancelScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A child that is cancelled, by itself or a third party, and what it can still do.
 */
@InEveryForm
class CancelledChildScenarioTests extends FormScenarios {

	private static final int RACES = 50;

	@ParameterizedTest
	@EnumSource
	void c7_theChildCancelsItself(ParentDoes parent) {
		Thread p = Thread.currentThread();
		Gate there = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			there.pass();
			Threads.untilBlocked(p);
			ctx.cancel();
			Thread.sleep(LONG);
			return null;
		});
		assertCancelledByFar(there, parent);
		Scripted.Run run = this.child.next();
		assertThat(run.end()).isInstanceOf(InterruptedException.class);
		assertThat(run.context().cancelCalled()).isTrue();
	}

	static Stream<Arguments> thirdParties() {
		return Stream.of(Operator.values())
			.flatMap((operator) -> Stream.of(ParentDoes.values()).map((parent) -> arguments(operator, parent)));
	}

	@ParameterizedTest
	@MethodSource("thirdParties")
	void c8_aThirdPartyCancels(Operator operator, ParentDoes parent) throws Exception {
		Thread p = Thread.currentThread();
		Gate there = new Gate();
		childDoes(ChildDoes.SLEEPS);
		context();
		Background<?> third = Background.run(() -> {
			there.pass();
			Threads.untilBlocked(p);
			operator.cancel(this);
		});
		assertCancelledByFar(there, parent);
		third.value();
		assertThat(this.child.next().context().canceller()).contains(far().id());
	}

	@Test
	void c8_anotherActorIsNamed() {
		childDoes(ChildDoes.SLEEPS);
		ActorId other = ActorId.create("other");
		assertThatExceptionOfType(ContextCancelledException.class).isThrownBy(() -> open((ctx, first) -> {
			assertThat(far().cancel(ctx.id(), other)).isTrue();
			assertThat(far().cancel(ctx.id())).as("the first cancel counts").isFalse();
			ctx.waitForResult();
		})).satisfies((ex) -> assertThat(ex.canceller()).isEqualTo(other)).withMessageContaining(other.toString());
		assertThat(far().cancel("unknown")).isFalse();
	}

	@Test
	void c8_aCancelTheChildSwallows() {
		endpointIsATask();
		this.child.does((ctx) -> {
			ctx.started("up");
			swallow();
			return 7;
		});
		Object value = openFor((ctx, first) -> {
			far().cancel(ctx.id());
			return ctx.waitForResult().get();
		});
		assertThat(value).isEqualTo(7);
	}

	@Test
	void c8_aClosedActorRefuses() {
		childDoes(ChildDoes.SLEEPS);
		far().close();
		assertThatExceptionOfType(ContextRefusedException.class).isThrownBy(() -> open((ctx, first) -> {
		})).withMessageContaining(far().id().toString()).withMessageContaining("shutting down");
		assertThat(this.child.hasNotRun()).isTrue();
	}

	@Test
	void c9_everyLaterCheckpointThrows() {
		endpointIsATask();
		this.child.does((ctx) -> {
			ctx.started("up");
			MsgStream<Integer, Integer> stream = ctx.openStream();
			assertThat(catchThrowable(stream::receive)).isInstanceOf(ScopeCancelledException.class);
			for (int i = 0; i < 3; i++) {
				assertThat(List.of(catchThrowable(ctx::checkpoint), catchThrowable(CancelScope::checkpoint),
						catchThrowable(stream::receive), catchThrowable(() -> stream.send(1)),
						catchThrowable(() -> stream.iterator().hasNext()), catchThrowable(() -> ctx.started("again")),
						catchThrowable(ctx::openStream), catchThrowable(this::openBack)))
					.hasOnlyElementsOfType(ScopeCancelledException.class);
				assertThat(catchThrowable(() -> Thread.sleep(LONG))).isInstanceOf(InterruptedException.class);
			}
			ctx.checkpoint();
			return null;
		});
		open((ctx, first) -> {
			Scripted.Run run = this.child.next();
			Threads.untilBlocked(run.thread());
			ctx.cancel();
			assertThat(run.end()).isInstanceOf(ScopeCancelledException.class);
		});
	}

	@Test
	void c9_fromTheFirstOneOn() throws Exception {
		endpointIsATask();
		for (int i = 0; i < RACES; i++) {
			Gate opened = new Gate();
			this.child.does((ctx) -> {
				ctx.started("up");
				MsgStream<Integer, Integer> stream = ctx.openStream();
				opened.open();
				assertThat(catchThrowable(stream::receive)).isInstanceOf(ScopeCancelledException.class);
				assertThat(catchThrowable(CancelScope::checkpoint)).isInstanceOf(ScopeCancelledException.class);
				return null;
			});
			open((ctx, first) -> {
				Scripted.Run run = this.child.next();
				opened.pass();
				ctx.cancel();
				assertThat(run.end()).isNull();
			});
		}
	}

	private void openBack() {
		openFor((ctx, first) -> "never");
	}

	private static void swallow() {
		assertThat(catchThrowable(() -> Thread.sleep(LONG))).isInstanceOf(InterruptedException.class);
	}

	private void assertCancelledByFar(Gate there, ParentDoes parent) {
		List<Throwable> seen = new ArrayList<>();
		Throwable raised = catchThrowable(() -> open((ctx, first) -> {
			there.open();
			try {
				parent.run(ctx);
			}
			catch (Throwable ex) {
				seen.add(ex);
				throw ex;
			}
		}));
		assertThat(raised).isInstanceOfSatisfying(ContextCancelledException.class, (ex) -> {
			assertThat(ex.canceller()).isEqualTo(far().id());
			assertThat(ex.source()).isEqualTo(far().id());
		});
		switch (parent) {
			case SLEEPS -> assertThat(seen).hasOnlyElementsOfType(InterruptedException.class).hasSize(1);
			case LEAVES -> assertThat(seen).isEmpty();
			default -> assertCutOffBy(raised, seen);
		}
	}

	/** Who can cancel a context beside its two sides. */
	enum Operator {

		CANCELS_THE_CONTEXT {

			@Override
			void cancel(Scenarios scenarios) {
				String id = scenarios.far().contexts().stream().map(ContextSnapshot::id).findFirst().orElseThrow();
				assertThat(scenarios.far().cancel(id)).isTrue();
			}

		},

		SHUTS_DOWN {

			@Override
			void cancel(Scenarios scenarios) {
				scenarios.far().close();
				assertThat(scenarios.far().contexts()).isEmpty();
			}

		};

		abstract void cancel(Scenarios scenarios);

	}

}
