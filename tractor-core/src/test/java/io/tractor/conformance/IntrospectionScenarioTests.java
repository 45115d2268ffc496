package io.tractor.conformance;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextHandle;
import io.tractor.MsgStream;
import io.tractor.Portal;
import io.tractor.Side;
import io.tractor.StreamStatistics;
import io.tractor.runtime.Actor;
import io.tractor.scope.CancelScope;
import io.tractor.runtime.ContextSnapshot;
import io.tractor.runtime.SideStatistics;
import io.tractor.scope.Nursery;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What can be asked of contexts and actors.
 */
@OverEveryWire
class IntrospectionScenarioTests extends Scenarios {

	@Test
	void aContextTellsItsStateOnOneLine() {
		this.child.does((ctx) -> {
			ctx.started("up");
			ctx.stream((stream) -> {
				stream.receive();
				stream.send(1);
				stream.send(2);
				Thread.sleep(LONG);
			});
			return null;
		});
		ContextHandle<String, Integer, Integer, Object> handle = context().deadline(Duration.ofMinutes(1)).open();
		MsgStream<Integer, Integer> stream = handle.openStream();
		stream.send(7);
		stream.receive();
		stream.receive();
		assertThat(handle.toString()).matches("context " + handle.id()
				+ " to endpoint 'scripted' of peer 'far' \\[OPEN, 1 sent, 2 received, \\d+ ms left]");
		Scripted.Run run = this.child.next();
		assertThat(run.context().toString()).matches(
				"context " + handle.id() + " of endpoint 'scripted' \\[STARTED, 2 sent, 1 received, \\d+ ms left]");
		handle.cancel();
		assertThat(handle.toString()).contains("[ENDED").contains("cancelled]");
		handle.close();
	}

	@Test
	void anActorListsItsLiveContexts() {
		childDoes(ChildDoes.SLEEPS);
		ContextHandle<String, Integer, Integer, Object> handle = context().deadline(Duration.ofMinutes(1)).open();
		ContextSnapshot parent = near().contexts().get(0);
		assertThat(parent.id()).isEqualTo(handle.id());
		assertThat(parent.side()).isEqualTo(Side.PARENT);
		assertThat(parent.peer()).isEqualTo(far().id());
		assertThat(parent.state()).isEqualTo("OPEN");
		assertThat(parent.age()).isPositive();
		assertThat(parent.deadline()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
		assertThat(parent.stream()).isEqualTo(new StreamStatistics(0, 0, 0, 64, 64, 0));
		assertThat(parent.parent()).isNull();
		ContextSnapshot child = far().contexts().get(0);
		assertThat(child.id()).isEqualTo(handle.id());
		assertThat(child.side()).isEqualTo(Side.CHILD);
		assertThat(child.peer()).isEqualTo(near().id());
		assertThat(child.state()).isEqualTo("STARTED");
		assertThat(child.deadline()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
		assertThat(parent.canceller()).isNull();
		assertThat(child.canceller()).isNull();
		handle.close();
	}

	@Test
	void aSnapshotTellsWhoCancelled() throws InterruptedException {
		Gate cancelled = new Gate();
		Gate seen = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			try {
				Thread.sleep(LONG);
			}
			finally {
				CancelScope.shielded(() -> {
					cancelled.open();
					seen.pass();
				});
			}
			return null;
		});
		ContextHandle<String, Integer, Integer, Object> handle = context().open();
		handle.cancel(Duration.ZERO);
		cancelled.pass();
		for (Actor actor : List.of(near(), far())) {
			assertThat(actor.contexts()).singleElement().satisfies((context) -> {
				assertThat(context.cancelled()).isTrue();
				assertThat(context.canceller()).isEqualTo(near().id());
			});
		}
		seen.open();
		handle.close();
	}

	@Test
	void aContextOpenedInAnEndpointTellsInWhichOne() {
		childDoes(ChildDoes.SLEEPS);
		Actor middle = actor("middle", new Opening());
		Opening.onward = connect(middle, far());
		connect(near(), middle).context("opening").open((ctx, first) -> {
			assertThat(middle.contexts()).filteredOn((context) -> context.side() == Side.PARENT)
				.singleElement()
				.satisfies((context) -> assertThat(context.parent()).isEqualTo(ctx.id()));
			ctx.cancel(Wire.PATIENCE);
		});
	}

	@Test
	void theCurrentContextIsKnownInItsTaskAndItsNurseries() {
		AtomicReference<ChildContext<?, ?, ?>> inTask = new AtomicReference<>();
		AtomicReference<ChildContext<?, ?, ?>> inNursery = new AtomicReference<>();
		this.child.does((ctx) -> {
			ctx.started("up");
			inTask.set(ChildContext.current());
			Nursery.run((nursery) -> {
				nursery.start(() -> inNursery.set(ChildContext.current()));
			});
			return null;
		});
		context().call();
		ChildContext<?, ?, ?> context = this.child.next().context();
		assertThat(inTask.get()).isSameAs(context);
		assertThat(inNursery.get()).isSameAs(context);
		assertThatIllegalStateException().isThrownBy(ChildContext::current).withMessageContaining("@Context");
	}

	@Test
	void anActorCountsHowItsContextsEnded() {
		this.child.does((ctx) -> {
			ctx.started("up");
			return 7;
		});
		context().call();
		context().call();
		childDoes(ChildDoes.SLEEPS);
		context().open().close();
		this.child.does((ctx) -> {
			throw new IllegalArgumentException("boom");
		});
		catchThrowable(() -> context().call());
		catchThrowable(() -> portal().context("nowhere").call());
		childDoes(ChildDoes.SLEEPS);
		ContextHandle<String, Integer, Integer, Object> lost = context().open();
		assertThat(near().statistics().opened().live()).isEqualTo(1);
		assertThat(far().statistics().served().live()).isEqualTo(1);
		line().lose();
		catchThrowable(lost::close);
		untilIdle();
		SideStatistics expected = new SideStatistics(0, 0, 6, 2, 1, 2, 1);
		assertThat(near().statistics().opened()).isEqualTo(expected);
		assertThat(far().statistics().served()).isEqualTo(expected);
		assertThat(near().statistics().served()).isEqualTo(new SideStatistics(0, 0, 0, 0, 0, 0, 0));
	}

	/** Opens a context in its task. */
	public static final class Opening {

		static volatile Portal onward;

		@Context("opening")
		public void run(ChildContext<String, Void, Void> ctx) {
			onward.context("scripted").open((further, first) -> {
				ctx.started("up");
				further.waitForResult();
			});
		}

	}

}
