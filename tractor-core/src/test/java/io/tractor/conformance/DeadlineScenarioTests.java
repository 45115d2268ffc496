package io.tractor.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.tractor.ContextSpec;
import io.tractor.DeadlineExceededException;
import io.tractor.Outcome;
import io.tractor.ParentContext;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.RemoteError;
import io.tractor.ScopeCancelledException;
import io.tractor.runtime.Actor;
import io.tractor.scope.CancelScope;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A context's time is over.
 */
@InEveryForm
class DeadlineScenarioTests extends FormScenarios {

	/** Long enough to get there first. */
	private static final Duration SOON = Duration.ofMillis(500);

	private static final Duration LATER = Duration.ofSeconds(30);

	private static final Duration NEVER = Duration.ofHours(1);

	/** The endpoints' tasks of contexts that are open at once. */
	private final List<Scripted.Run> runs = new ArrayList<>();

	@Test
	void d1_whereverTheChildIs() throws Exception {
		connected();
		List<Background<?>> parents = new ArrayList<>();
		for (ChildDoes does : ChildDoes.values()) {
			parents.add(cutOff(does, (ctx) -> Thread.sleep(LONG)));
		}
		assertCutOff(parents);
	}

	@Test
	void d1_whereverTheParentIs() throws Exception {
		connected();
		List<Background<?>> parents = new ArrayList<>();
		for (ParentDoes parent : ParentDoes.values()) {
			parents.add(cutOff(ChildDoes.SLEEPS, parent::run));
		}
		assertCutOff(parents);
	}

	/** Connects, which on a busy machine may take longer than the contexts may. */
	private void connected() {
		this.child.does((ctx) -> {
			ctx.started("up");
			return null;
		});
		context().call();
		this.child.next().end();
	}

	/** Opens a context whose deadline cuts it off, and which is checked for that. */
	private Background<?> cutOff(ChildDoes child, ParentBody parent) {
		childDoes(child);
		ContextSpec<String, Integer, Integer, Object> context = context().deadline(SOON);
		Background<?> opened = Background.run(() -> {
			AtomicReference<String> id = new AtomicReference<>();
			Throwable raised = catchThrowable(() -> context.open((ctx, first) -> {
				id.set(ctx.id());
				parent.run(ctx);
			}));
			assertThat(far().contexts()).as("the child has ended before open returned")
				.noneMatch((live) -> live.id().equals(id.get()));
			assertThat(raised).as("%s, %s", child, parent).isInstanceOf(DeadlineExceededException.class);
		});
		this.runs.add(this.child.next());
		return opened;
	}

	private void assertCutOff(List<Background<?>> parents) throws Exception {
		for (Background<?> parent : parents) {
			parent.value();
		}
		assertThat(this.runs).hasSameSizeAs(parents).allSatisfy(DeadlineScenarioTests::assertCutOff);
		assertThat(far().contexts()).isEmpty();
	}

	@Test
	void d1_beforeStarted() {
		Gate begun = new Gate();
		this.child.does((ctx) -> {
			Thread.sleep(LONG);
			return null;
		});
		assertThatExceptionOfType(DeadlineExceededException.class)
			.isThrownBy(() -> context().deadline(SOON).open((ctx, first) -> {
				begun.open();
			}));
		assertThat(begun.isOpen()).as("the body has begun").isFalse();
		assertCutOff(this.child.next());
	}

	@Test
	void d1_afterACancelItChangesNothing() throws Exception {
		Gate cut = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			try {
				Thread.sleep(LONG);
				return null;
			}
			finally {
				cut.open();
				CancelScope.shielded(() -> Thread.sleep(SOON.plusMillis(50).toMillis()));
			}
		});
		context().deadline(SOON).<Exception>open((ctx, first) -> {
			ctx.cancel(Duration.ofMillis(1));
			cut.pass();
		});
		Scripted.Run run = this.child.next();
		assertThat(run.context().canceller()).contains(near().id());
		assertThat(run.outcome()).isInstanceOf(Outcome.Cancelled.class);
	}

	@Test
	void d2_aNestedContextHasNoMoreTimeThanTheOneAroundIt() {
		Scripted leaf = new Scripted();
		leaf.does((ctx) -> {
			ctx.started("leaf");
			Thread.sleep(LONG);
			return null;
		});
		Portal onward = connect(far(), actor("leaf", leaf));
		this.child.does((ctx) -> {
			ctx.started("up");
			return nested(onward).deadline(NEVER).call();
		});
		// The way to the leaf is the line that was connected last.
		Portal portal = connect(near(), far());
		assertThatExceptionOfType(DeadlineExceededException.class)
			.isThrownBy(() -> inForm(portal.context(Scripted::run)).deadline(SOON).open((ctx, first) -> {
				ctx.waitForResult();
			}));
		assertCutOff(leaf.next());
		assertThat(this.child.next().hasEnded()).isTrue();
	}

	@Test
	void d2_theLeafIsToldTheSmallerOne() {
		Scripted leaf = new Scripted();
		leaf.does((ctx) -> {
			ctx.started("leaf");
			Duration remaining = CancelScope.remaining();
			return (remaining != null) ? remaining.toMillis() : -1;
		});
		Actor leafActor = actor("leaf", leaf);
		Portal onward = connect(far(), leafActor);
		Portal portal = connect(near(), far());
		this.child.does((ctx) -> {
			ctx.started("up");
			return nested(onward).deadline(NEVER).call();
		});
		assertThat(millis(inForm(portal.context(Scripted::run)).deadline(LATER).call())).isPositive()
			.isLessThanOrEqualTo(LATER.toMillis());
		this.child.does((ctx) -> {
			ctx.started("up");
			return nested(onward).deadline(LATER).call();
		});
		assertThat(millis(inForm(portal.context(Scripted::run)).deadline(NEVER).call())).isPositive()
			.isLessThanOrEqualTo(LATER.toMillis());
	}

	@Test
	void d2_aNestedOneThatIsShorterEndsAlone() {
		Scripted leaf = new Scripted();
		leaf.does((ctx) -> {
			ctx.started("leaf");
			Thread.sleep(LONG);
			return null;
		});
		Portal onward = connect(far(), actor("leaf", leaf));
		Portal portal = connect(near(), far());
		this.child.does((ctx) -> {
			ctx.started("up");
			try {
				return nested(onward).deadline(SOON).call();
			}
			catch (DeadlineExceededException ex) {
				return "went on";
			}
		});
		assertThat(inForm(portal.context(Scripted::run)).deadline(LATER).call()).isEqualTo("went on");
		assertCutOff(leaf.next());
	}

	private ContextSpec<String, Integer, Integer, Object> nested(Portal onward) {
		return inFormOfEndpoint(onward.context(Scripted::run));
	}

	private static long millis(Object value) {
		return ((Number) value).longValue();
	}

	/** By its own clock or by its opener's, whichever was first. */
	private static void assertCutOff(Scripted.Run run) {
		assertThat(run.end()).satisfiesAnyOf(
				(ex) -> assertThat(ex).isInstanceOfAny(InterruptedException.class, ScopeCancelledException.class),
				// An opener without a thread tells it as its own error, as a handle does.
				DeadlineScenarioTests::assertIsDeadline);
		if (run.outcome() instanceof Outcome.Failed<?> failed) {
			assertIsDeadline(failed.cause());
		}
		else {
			assertThat(run.outcome()).isInstanceOf(Outcome.Cancelled.class);
			assertThat(run.context().canceller()).isPresent();
		}
	}

	private static void assertIsDeadline(Throwable thrown) {
		assertThat(thrown).isInstanceOfSatisfying(RemoteActorException.class,
				(ex) -> assertThat(ex.remoteError().kind()).isEqualTo(RemoteError.Kind.DEADLINE));
	}

	/**
	 * What a parent's block does.
	 */
	@FunctionalInterface
	private interface ParentBody {

		void run(ParentContext<Integer, Integer, Object> ctx) throws Exception;

	}

}
