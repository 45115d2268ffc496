package io.tractor.conformance;

import java.time.Duration;
import java.util.List;

import io.tractor.ActorId;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextCancelledException;
import io.tractor.ContextSpec;
import io.tractor.DeadlineExceededException;
import io.tractor.MsgTypeException;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.StreamOverrunException;
import io.tractor.TransportClosedException;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ActorSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * What comes out at the root of a chain, whatever ends its leaf.
 */
@OverEveryWire
class RelayScenarioTests extends Scenarios {

	private static final int FEW = 4;

	private final Middle middle = new Middle();

	@ParameterizedTest
	@EnumSource(names = { "WAITS", "SLEEPS", "RECEIVES" })
	void c8_theOperatorOfTheLeafCancels(Relay.Doing doing) throws Exception {
		Chain chain = new Chain(this, doing, doing);
		childDoes(ChildDoes.SLEEPS);
		Background<Boolean> operator = Background.run(() -> {
			Scripted.Run run = this.child.next();
			chain.untilAllWait();
			return far().cancel(run.context().id());
		});
		ContextCancelledException raised = catchThrowableOfType(ContextCancelledException.class,
				() -> chain.open((ctx, first) -> Thread.sleep(LONG)));
		assertThat(operator.value()).isTrue();
		assertThat(raised.canceller()).isEqualTo(far().id());
		assertThat(raised.source()).isEqualTo(far().id());
		assertThat(raised.relayPath()).containsExactly(chain.second().id(), chain.first().id());
		assertThat(raised.isBoxed(ContextCancelledException.class)).isTrue();
	}

	@ParameterizedTest
	@EnumSource(names = { "WAITS", "SLEEPS", "RECEIVES" })
	void c8_theOperatorOfTheMiddleCancels(Relay.Doing doing) throws Exception {
		Chain chain = new Chain(this, doing, doing);
		childDoes(ChildDoes.SLEEPS);
		Background<Scripted.Run> operator = Background.run(() -> {
			Scripted.Run run = this.child.next();
			chain.untilAllWait();
			chain.second().cancel(chain.secondRelay().inward().id());
			return run;
		});
		ContextCancelledException raised = catchThrowableOfType(ContextCancelledException.class,
				() -> chain.open((ctx, first) -> Thread.sleep(LONG)));
		assertThat(raised.canceller()).isEqualTo(chain.second().id());
		assertThat(raised.source()).isEqualTo(chain.second().id());
		assertThat(raised.relayPath()).containsExactly(chain.first().id());
		assertThat(operator.value().context().canceller()).contains(chain.second().id());
	}

	@Test
	void e5_theDeadlineOfTheLeafPasses() {
		childDoes(ChildDoes.SLEEPS);
		RemoteActorException raised = raised((leaf) -> leaf.deadline(Duration.ofMillis(50)).call());
		assertFrom(this.middle.id, raised, DeadlineExceededException.class);
		assertThat(this.child.next().end()).isInstanceOf(InterruptedException.class);
	}

	@Test
	void e5_theConnectionOfTheLeafIsLost() {
		childDoes(ChildDoes.SLEEPS);
		RemoteActorException raised = raised((leaf) -> leaf.<Object, RuntimeException>open((ctx, first) -> {
			this.middle.toLeaf.lose();
			return ctx.waitForResult().get();
		}));
		assertFrom(this.middle.id, raised, TransportClosedException.class);
		assertThat(raised.boxedMessage()).contains("'far'");
		assertThat(this.child.next().end()).isInstanceOf(InterruptedException.class);
	}

	@Test
	@SuppressWarnings("unchecked")
	void e5_theLeafBreaksItsContract() {
		this.child.does((ctx) -> {
			((ChildContext<Object, Integer, Integer>) (ChildContext<?, ?, ?>) ctx).started(5);
			return null;
		});
		RemoteActorException raised = raised(ContextSpec::call);
		assertThat(raised).isExactlyInstanceOf(RemoteActorException.class);
		assertThat(raised.isBoxed(MsgTypeException.class)).isTrue();
		assertThat(raised.boxedMessage()).contains("First value of endpoint 'scripted'");
		assertThat(raised.source()).isEqualTo(far().id());
		assertThat(raised.relayPath()).containsExactly(this.middle.id);
	}

	@Test
	void e5_theLeafDoesNotFitTheMiddle() {
		this.child.does((ctx) -> {
			ctx.started("up");
			return "no number";
		});
		RemoteActorException raised = raised((leaf) -> leaf.returns(Integer.class).call());
		assertFrom(this.middle.id, raised, MsgTypeException.class);
	}

	@Test
	void e5_theMiddleOverrunsTheLeaf() {
		this.settings = ActorSettings.DEFAULT.withOverrunAfter(Duration.ZERO).withBufferSize(FEW);
		childDoes(ChildDoes.SLEEPS);
		RemoteActorException raised = raised((leaf) -> leaf.<Object, RuntimeException>open((ctx, first) -> {
			return ctx.<Object, RuntimeException>stream((stream) -> {
				for (int i = 0; i <= FEW; i++) {
					stream.send(i);
				}
				return "sent";
			});
		}));
		assertFrom(this.middle.id, raised, StreamOverrunException.class);
	}

	/** What the actor in the middle threw itself, with its frames. */
	private static void assertFrom(ActorId middle, RemoteActorException raised, Class<? extends Throwable> type) {
		assertThat(raised).isExactlyInstanceOf(RemoteActorException.class);
		assertThat(raised.boxedType()).isEqualTo(type.getName());
		assertThat(raised.source()).isEqualTo(middle);
		assertThat(raised.relayPath()).isEmpty();
		assertThat(raised.getCause().getStackTrace())
			.anyMatch((frame) -> frame.getClassName().equals(Middle.class.getName()));
	}

	private RemoteActorException raised(Leaf onLeaf) {
		this.middle.onLeaf = onLeaf;
		Actor actor = actor("middle", this.middle);
		this.middle.id = actor.id();
		this.middle.leaf = connect(actor, far());
		this.middle.toLeaf = line();
		Portal portal = connect(near(), actor);
		return catchThrowableOfType(RemoteActorException.class, () -> portal.context(Middle::run).open((ctx, first) -> {
			Thread.sleep(LONG);
		}));
	}

	interface Leaf {

		Object open(ContextSpec<String, Integer, Integer, Object> leaf) throws Exception;

	}

	/** Opens the leaf, and does with it what a test says. */
	public static final class Middle {

		private volatile Leaf onLeaf;

		private volatile ActorId id;

		private volatile Portal leaf;

		private volatile Wire.Line toLeaf;

		@Context("middle")
		public List<Object> run(ChildContext<String, Integer, Integer> ctx) throws Exception {
			ctx.started("up");
			return List.of(this.onLeaf.open(this.leaf.context(Scripted::run)));
		}

	}

}
