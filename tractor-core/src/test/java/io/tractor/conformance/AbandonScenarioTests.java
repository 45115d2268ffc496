package io.tractor.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.tractor.Outcome;
import io.tractor.ParentContext;
import io.tractor.Side;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ActorSettings;
import io.tractor.runtime.ContextSnapshot;
import io.tractor.scope.CancelScope;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A child that does not end when it is asked to.
 */
@InEveryForm
class AbandonScenarioTests extends FormScenarios {

	private static final Duration CANCEL_TIMEOUT = Duration.ofMillis(50);

	private static final Duration ABANDON_AFTER = Duration.ofMillis(200);

	private final IOException own = new IOException("own");

	private final Gate end = new Gate();

	private volatile ParentContext<Integer, Integer, Object> context;

	private volatile Scripted.Run run;

	static Stream<Arguments> cases() {
		return Stream.of(Asking.values())
			.flatMap((asking) -> Stream.of(Ignoring.values()).map((ignoring) -> arguments(asking, ignoring)));
	}

	@ParameterizedTest
	@MethodSource("cases")
	void c4_ignoredForAWhile(Asking asking, Ignoring ignoring) throws Exception {
		endpointIsATask();
		this.settings = ActorSettings.DEFAULT.withCancelTimeout(CANCEL_TIMEOUT);
		childIgnores(ignoring);
		context();
		Thread p = Thread.currentThread();
		Gate left = new Gate();
		Background<Boolean> later = Background.run(() -> {
			left.pass();
			// A reactive opener's thread is blocked before its body has left, too.
			Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> this.context.cancelCalled());
			Threads.untilBlocked(p);
			Scripted.Run run = this.child.next();
			boolean running = !run.hasEnded();
			this.run = run;
			this.end.open();
			return running;
		});
		Throwable raised = catchThrowable(() -> openAsking(asking, left));
		assertThat(raised).isSameAs((asking == Asking.BY_THROWING) ? this.own : null);
		assertThat(later.value()).as("open waited for the child").isTrue();
		assertThat(this.run.hasEnded()).as("open returned after the child's end").isTrue();
		assertThat(this.context.cancelAcked()).isTrue();
		assertThat(this.context.outcome()).isInstanceOf(Outcome.Cancelled.class);
	}

	@ParameterizedTest
	@MethodSource("cases")
	void c4_ignoredForGood(Asking asking, Ignoring ignoring) throws Exception {
		endpointIsATask();
		this.settings = ActorSettings.DEFAULT.withCancelTimeout(CANCEL_TIMEOUT).withAbandonAfter(ABANDON_AFTER);
		childIgnores(ignoring);
		long start = System.nanoTime();
		Throwable raised = catchThrowable(() -> openAsking(asking, new Gate()));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(ABANDON_AFTER);
		assertThat(raised).isSameAs((asking == Asking.BY_THROWING) ? this.own : null);
		Scripted.Run run = this.child.next();
		assertThat(run.hasEnded()).isFalse();
		assertThat(this.context.cancelAcked()).isFalse();
		assertThat(this.context.outcome()).isInstanceOf(Outcome.Cancelled.class);
		assertZombie(near(), Side.PARENT);
		assertZombie(far(), Side.CHILD);
		this.end.open();
		run.end();
		untilIdle();
		assertThat(this.context.cancelAcked()).isTrue();
	}

	private void childIgnores(Ignoring ignoring) {
		this.child.does((ctx) -> {
			ctx.started("up");
			ignoring.until(this.end);
			return 7;
		});
	}

	private void openAsking(Asking asking, Gate left) throws IOException {
		open((ctx, first) -> {
			this.context = ctx;
			if (asking == Asking.BY_THROWING) {
				left.open();
				throw this.own;
			}
			ctx.cancel();
			assertThat(ctx.cancelCalled()).isTrue();
			assertThat(ctx.cancelAcked()).as("cancel gives up after its time-out").isFalse();
			if (asking == Asking.BY_CANCEL_AND_WAIT) {
				left.open();
				assertThat(ctx.waitForResult()).isInstanceOf(Outcome.Cancelled.class);
			}
			left.open();
		});
	}

	private void assertZombie(Actor actor, Side side) {
		Awaitility.await("the zombie to be known")
			.atMost(Wire.PATIENCE)
			.pollInterval(Duration.ofMillis(1))
			.untilAsserted(() -> assertThat(actor.contexts()).singleElement()
				.satisfies((context) -> assertThat(context).matches(ContextSnapshot::zombie)
					.matches(ContextSnapshot::cancelled)
					.returns(side, ContextSnapshot::side)
					.returns("scripted", ContextSnapshot::endpoint)
					.returns(this.context.id(), ContextSnapshot::id)));
	}

	/** How the child is asked to end. */
	enum Asking {

		BY_CANCEL, BY_CANCEL_AND_WAIT, BY_THROWING

	}

	/** How the child does not. */
	enum Ignoring {

		SHIELDED {

			@Override
			void until(Gate end) throws Exception {
				CancelScope.shielded(end::pass);
			}

		},

		STUBBORN {

			@Override
			void until(Gate end) {
				end.passStubbornly();
			}

		};

		abstract void until(Gate end) throws Exception;

	}

}
