package io.tractor.conformance;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.tractor.ActorId;
import io.tractor.ContextCancelledException;
import io.tractor.RemoteActorException;
import io.tractor.Side;
import io.tractor.StreamOverrunException;
import io.tractor.TransportClosedException;
import io.tractor.runtime.ContextBeginning;
import io.tractor.runtime.ContextEnd;
import io.tractor.runtime.ContextListener;
import io.tractor.runtime.ContextWatch;
import io.tractor.scope.Nursery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What those are told who listen to an actor's contexts.
 */
@OverEveryWire
class ListenerScenarioTests extends Scenarios {

	private static final ThreadLocal<String> ENTERED = new ThreadLocal<>();

	private final Recorder recorder = new Recorder();

	@BeforeEach
	void listens() {
		this.listeners.add(this.recorder);
	}

	@Test
	void bothSidesTellOfAContextThatReturns() {
		this.child.does((ctx) -> {
			ctx.started("up");
			ctx.stream((stream) -> {
				stream.send(stream.receive());
				stream.send(2);
			});
			return 7;
		});
		open((ctx, first) -> {
			stream(ctx, (stream) -> {
				stream.send(1);
				stream.receive();
				stream.receive();
			});
			ctx.waitForResult();
		});
		Told parent = this.recorder.ended(Side.PARENT);
		Told child = this.recorder.ended(Side.CHILD);
		assertThat(parent.beginning().id()).isEqualTo(child.beginning().id());
		assertThat(parent.beginning())
			.isEqualTo(new ContextBeginning(child.beginning().id(), "scripted", Side.PARENT, "far", true));
		assertThat(child.beginning())
			.isEqualTo(new ContextBeginning(child.beginning().id(), "scripted", Side.CHILD, "near", true));
		for (Told told : List.of(parent, child)) {
			assertThat(told.end().kind()).isEqualTo(ContextEnd.Kind.RETURNED);
			assertThat(told.end().error()).isNull();
			assertThat(told.end().duration()).isPositive();
		}
		assertThat(parent.end().peer()).isEqualTo(far().id());
		assertThat(child.end().peer()).isEqualTo(near().id());
		assertThat(parent.end().stream().sent()).isEqualTo(1);
		assertThat(parent.end().stream().received()).isEqualTo(2);
		assertThat(child.end().stream().sent()).isEqualTo(2);
		assertThat(child.end().stream().received()).isEqualTo(1);
	}

	@Test
	void headersTravel() {
		AtomicReference<Map<String, String>> came = new AtomicReference<>();
		this.listeners.add((context, headers) -> {
			if (context.side() == Side.PARENT) {
				headers.put("trace", context.id() + " é");
			}
			else {
				came.set(headers);
			}
			return null;
		});
		returns();
		Object result = context().call();
		assertThat(result).isEqualTo(7);
		assertThat(came.get())
			.containsOnly(Map.entry("trace", this.recorder.ended(Side.CHILD).beginning().id() + " é"));
	}

	@Test
	void headersThatAreTooMuchStayBehind() {
		AtomicReference<Map<String, String>> came = new AtomicReference<>();
		this.listeners.add((context, headers) -> {
			if (context.side() == Side.PARENT) {
				headers.put("trace", "x".repeat(16 * 1024));
			}
			else {
				came.set(headers);
			}
			return null;
		});
		returns();
		assertThat((Object) context().call()).isEqualTo(7);
		assertThat(came.get()).isEmpty();
	}

	@Test
	void theEndpointsTaskIsEnteredAndLeft() {
		AtomicReference<String> inTask = new AtomicReference<>();
		this.child.does((ctx) -> {
			inTask.set(ENTERED.get());
			ctx.started("up");
			return 7;
		});
		context().call();
		Told told = this.recorder.ended(Side.CHILD);
		assertThat(inTask.get()).isEqualTo(told.beginning().id());
		assertThat(told.entered()).isNull();
	}

	@Test
	void eachEndHasItsKind() {
		this.child.does((ctx) -> {
			throw new IllegalArgumentException("boom");
		});
		Throwable failure = catchThrowable(() -> context().call());
		Told parent = bothEnd(ContextEnd.Kind.FAILED);
		assertThat(parent.end().error()).isSameAs(failure).isInstanceOf(RemoteActorException.class);

		childDoes(ChildDoes.SLEEPS);
		open((ctx, first) -> ctx.cancel(Wire.PATIENCE));
		assertThat(bothEndCancelledBy(near().id()).end().error()).isNull();

		childDoes(ChildDoes.SLEEPS);
		catchThrowable(() -> open((ctx, first) -> {
			far().cancel(ctx.id());
			ctx.waitForResult();
		}));
		assertThat(bothEndCancelledBy(far().id()).end().error()).isInstanceOf(ContextCancelledException.class);

		catchThrowable(() -> portal().context("nowhere").call());
		assertThat(this.recorder.ended(Side.PARENT).end().kind()).isEqualTo(ContextEnd.Kind.REFUSED);
		Told refused = this.recorder.ended(Side.CHILD);
		assertThat(refused.end().kind()).isEqualTo(ContextEnd.Kind.REFUSED);
		assertThat(refused.beginning().served()).isFalse();

		childDoes(ChildDoes.SLEEPS);
		catchThrowable(() -> open((ctx, first) -> {
			line().lose();
			ctx.waitForResult();
		}));
		assertThat(bothEnd(ContextEnd.Kind.LOST).end().error()).isInstanceOf(TransportClosedException.class);
	}

	@Test
	void anOverrunIsTold() {
		this.settings = this.settings.withBufferSize(1).withOverrunAfter(Duration.ZERO);
		childDoes(ChildDoes.SLEEPS);
		catchThrowable(() -> open((ctx, first) -> stream(ctx, (stream) -> {
			stream.send(1);
			stream.send(2);
		})));
		assertThat(bothEnd(ContextEnd.Kind.OVERRUN).end().error()).isInstanceOf(StreamOverrunException.class);
	}

	@Test
	void aDeadlineIsToldByTheClockThatWasFirst() {
		childDoes(ChildDoes.SLEEPS);
		catchThrowable(() -> context().deadline(Duration.ofMillis(100)).call());
		ContextEnd.Kind parent = this.recorder.ended(Side.PARENT).end().kind();
		assertThat(parent).isIn(ContextEnd.Kind.DEADLINE, ContextEnd.Kind.CANCELLED);
		assertThat(this.recorder.ended(Side.CHILD).end().kind()).isEqualTo(parent);
	}

	@Test
	void oneThatIsNotOpenedAtAllEndsToo() {
		near().close();
		assertThatIllegalStateException().isThrownBy(() -> context().call());
		Told told = this.recorder.ended(Side.PARENT);
		assertThat(told.end().kind()).isEqualTo(ContextEnd.Kind.FAILED);
		assertThat(told.end().error()).isInstanceOf(IllegalStateException.class);
		assertThat(this.recorder.told.values()).allMatch(Collection::isEmpty);
	}

	@Test
	void aListenerThatFailsDoesNoHarm() {
		this.listeners.add(0, (context, headers) -> {
			throw new IllegalStateException("began");
		});
		this.listeners.add(1, (context, headers) -> {
			headers.put("a header without a value", null);
			return new ContextWatch() {

				@Override
				public Runnable entered() {
					throw new AssertionError("entered");
				}

				@Override
				public void ended(ContextEnd end) {
					throw new IllegalStateException("ended");
				}

			};
		});
		returns();
		assertThat((Object) context().call()).isEqualTo(7);
		assertThat(bothEnd(ContextEnd.Kind.RETURNED).end().error()).isNull();
	}

	@Test
	void theStacksOfAnEndpointsTaskAndItsNurseriesAreShown() throws InterruptedException {
		Gate sleeping = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			Nursery.run((nursery) -> {
				nursery.start(() -> {
					sleeping.open();
					Thread.sleep(LONG);
				});
				nursery.start(() -> Thread.sleep(LONG));
				Thread.sleep(LONG);
			});
			return null;
		});
		open((ctx, first) -> {
			sleeping.pass();
			Map<String, List<StackTraceElement>> stacks = far().stacks(ctx.id());
			assertThat(stacks).hasSizeGreaterThanOrEqualTo(2);
			assertThat(stacks.keySet()).anyMatch((name) -> name.startsWith("tractor-scripted-"));
			assertThat(stacks.values()).anySatisfy((stack) -> assertThat(stack)
				.anyMatch((frame) -> frame.getClassName().equals(Scripted.class.getName())));
			assertThat(far().stacks("nobody")).isEmpty();
			assertThat(near().live(Side.PARENT)).isEqualTo(1);
			assertThat(far().live(Side.CHILD)).isEqualTo(1);
			ctx.cancel(Wire.PATIENCE);
		});
	}

	private void returns() {
		this.child.does((ctx) -> {
			ctx.started("up");
			return 7;
		});
	}

	/** Both sides end in this way; gives what the opener's was told. */
	private Told bothEnd(ContextEnd.Kind kind) {
		Told parent = this.recorder.ended(Side.PARENT);
		Told child = this.recorder.ended(Side.CHILD);
		assertThat(parent.end().kind()).isEqualTo(kind);
		assertThat(child.end().kind()).isEqualTo(kind);
		assertThat(parent.end().canceller()).isNull();
		assertThat(child.end().canceller()).isNull();
		return parent;
	}

	private Told bothEndCancelledBy(ActorId canceller) {
		Told parent = this.recorder.ended(Side.PARENT);
		Told child = this.recorder.ended(Side.CHILD);
		assertThat(parent.end().kind()).isEqualTo(ContextEnd.Kind.CANCELLED);
		assertThat(child.end().kind()).isEqualTo(ContextEnd.Kind.CANCELLED);
		assertThat(parent.end().canceller()).isEqualTo(canceller);
		assertThat(child.end().canceller()).isEqualTo(canceller);
		return parent;
	}

	/**
	 * What was told of a context, at its end.
	 */
	private record Told(ContextBeginning beginning, ContextEnd end, @Nullable String entered) {

	}

	private static final class Recorder implements ContextListener {

		private final Map<Side, BlockingQueue<Told>> told = Map.of(Side.PARENT, new LinkedBlockingQueue<>(), Side.CHILD,
				new LinkedBlockingQueue<>());

		@Override
		public ContextWatch began(ContextBeginning context, Map<String, String> headers) {
			return new ContextWatch() {

				@Override
				public Runnable entered() {
					ENTERED.set(context.id());
					return ENTERED::remove;
				}

				@Override
				public void ended(ContextEnd end) {
					queue(context.side()).add(new Told(context, end, ENTERED.get()));
				}

			};
		}

		private BlockingQueue<Told> queue(Side side) {
			return Objects.requireNonNull(this.told.get(side));
		}

		/** The next end on this side. */
		Told ended(Side side) {
			try {
				Told next = queue(side).poll(Wire.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
				if (next == null) {
					throw new AssertionError("Nothing was told of side " + side);
				}
				return next;
			}
			catch (InterruptedException ex) {
				throw new AssertionError(ex);
			}
		}

	}

}
