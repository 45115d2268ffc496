package io.tractor.boot.test.peer;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import io.tractor.ChildContext;
import io.tractor.DeadlineExceededException;
import io.tractor.EndOfChannelException;
import io.tractor.MsgStream;
import io.tractor.scope.CancelScope;
import org.jspecify.annotations.Nullable;

/**
 * What a fake peer does when the application opens a context to an endpoint of it, step
 * by step:
 * {@code files.on(FileSearch::search).started(plan).send(match).returns(summary)}. The
 * steps are taken in the order they were written, on the thread of the context's task; a
 * cancel by the application, its death and all other ends cut them off as they would cut
 * off an endpoint.
 * <p>
 * A script that does not say how it ends returns null after its last step. One that sends
 * or receives or returns and has not said {@code started(..)} before starts with null.
 * What the application sends must be what the script expects: if not, the context fails,
 * and so does the test at its end.
 *
 * @param <S> the first value's type
 * @param <I> what the endpoint receives
 * @param <O> what the endpoint sends
 * @param <R> the result's type
 */
public final class EndpointScript<S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object> {

	private final Duration patience;

	private final List<Step<S, I, O>> steps = new CopyOnWriteArrayList<>();

	private volatile @Nullable Object result;

	private volatile boolean complete;

	EndpointScript(Duration patience) {
		this.patience = patience;
	}

	/**
	 * Completes the hand-shake.
	 * @param first the first value
	 * @return this script
	 */
	public EndpointScript<S, I, O, R> started(S first) {
		return step((act) -> act.started(first));
	}

	/**
	 * Sends values. Waits while the application is behind.
	 * @param values the values
	 * @return this script
	 */
	@SafeVarargs
	public final EndpointScript<S, I, O, R> send(O... values) {
		for (O value : values) {
			step((act) -> act.stream().send(value));
		}
		return this;
	}

	/**
	 * Waits for the next value of the application, at most ten seconds, which must be
	 * equal to this.
	 * @param value the value
	 * @return this script
	 */
	public EndpointScript<S, I, O, R> expect(I value) {
		return step((act) -> {
			I received = act.receive(String.valueOf(value), this.patience);
			if (!Objects.deepEquals(received, value)) {
				throw new AssertionError(
						"Expected " + value + " to be sent to " + act.call() + ", and got " + received);
			}
		});
	}

	/**
	 * Waits for the next value of the application, at most ten seconds, which must meet
	 * the requirements.
	 * @param requirements throws an {@link AssertionError} if it does not
	 * @return this script
	 */
	public EndpointScript<S, I, O, R> expectThat(Consumer<? super I> requirements) {
		return step((act) -> requirements.accept(act.receive("a value", this.patience)));
	}

	/**
	 * Waits until the application closes its end of the stream, at most ten seconds; what
	 * it sends before is {@linkplain PeerCall#received() kept}.
	 * @return this script
	 */
	public EndpointScript<S, I, O, R> expectEnd() {
		return step((act) -> act.receiveAll(this.patience));
	}

	/**
	 * Does something else, such as to wait for the test. An {@link AssertionError} fails
	 * the test; anything else it throws fails the context only.
	 * @param action what to do
	 * @return this script
	 */
	public EndpointScript<S, I, O, R> perform(ScriptAction<S, I, O> action) {
		return step((act) -> action.perform(act.context()));
	}

	/**
	 * Ends with a result.
	 * @param result the result
	 */
	public void returns(R result) {
		this.result = result;
		step(Act::startedAtLast);
		this.complete = true;
	}

	/**
	 * Ends with an error: the application sees a {@link io.tractor.RemoteActorException}.
	 * @param error the error
	 */
	public void fails(Throwable error) {
		step((act) -> {
			throw error;
		});
		this.complete = true;
	}

	/**
	 * Cancels itself, as an operator of the peer would: the application sees a
	 * {@link io.tractor.ContextCancelledException} with the peer as canceller.
	 */
	public void cancels() {
		step((act) -> {
			act.context().cancel();
			act.context().checkpoint();
		});
		this.complete = true;
	}

	/**
	 * Says no more, until it is cut off.
	 */
	public void hangs() {
		step((act) -> new CountDownLatch(1).await());
		this.complete = true;
	}

	/**
	 * Loses the connection, as if the peer's process had died: all contexts of the
	 * application with that peer are lost, and new ones make a new connection.
	 */
	public void dies() {
		step((act) -> {
			act.die();
			new CountDownLatch(1).await();
		});
		this.complete = true;
	}

	private EndpointScript<S, I, O, R> step(Step<S, I, O> step) {
		if (this.complete) {
			throw new IllegalStateException(
					"The script has said how it ends: write another one" + " for the next context, with on(..)");
		}
		this.steps.add(step);
		return this;
	}

	@SuppressWarnings("unchecked")
	@Nullable Object play(ChildContext<?, ?, ?> context, PeerCall call, Performance performance) throws Throwable {
		Act<S, I, O> act = new Act<>((ChildContext<S, I, O>) context, call, performance);
		try {
			for (Step<S, I, O> step : this.steps) {
				step.take(act);
			}
			act.startedAtLast();
			return this.result;
		}
		catch (AssertionError ex) {
			performance.failed(ex);
			throw ex;
		}
	}

	/**
	 * A step of a script.
	 *
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 */
	@FunctionalInterface
	private interface Step<S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object> {

		void take(Act<S, I, O> act) throws Throwable;

	}

	/**
	 * One context as it is played. For the thread of its task.
	 *
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 */
	private static final class Act<S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object> {

		private final ChildContext<S, I, O> context;

		private final PeerCall call;

		private final Performance performance;

		private boolean started;

		private @Nullable MsgStream<I, O> stream;

		Act(ChildContext<S, I, O> context, PeerCall call, Performance performance) {
			this.context = context;
			this.call = call;
			this.performance = performance;
		}

		ChildContext<S, I, O> context() {
			return this.context;
		}

		PeerCall call() {
			return this.call;
		}

		void started(S first) {
			this.started = true;
			this.context.started(first);
		}

		void startedAtLast() {
			if (!this.started) {
				this.started = true;
				this.context.started();
			}
		}

		MsgStream<I, O> stream() {
			MsgStream<I, O> stream = this.stream;
			if (stream == null) {
				startedAtLast();
				stream = this.context.openStream();
				this.stream = stream;
			}
			return stream;
		}

		I receive(String expected, Duration patience) {
			MsgStream<I, O> stream = stream();
			I value;
			try {
				value = CancelScope.failAfter(patience, stream::receive);
			}
			catch (EndOfChannelException ex) {
				throw new AssertionError(
						"Expected " + expected + " to be sent to " + this.call + ", and the stream has ended", ex);
			}
			catch (DeadlineExceededException ex) {
				throw new AssertionError(
						"Expected " + expected + " to be sent to " + this.call + ", and nothing was within " + patience,
						ex);
			}
			this.call.received(value);
			return value;
		}

		void receiveAll(Duration patience) {
			MsgStream<I, O> stream = stream();
			try {
				CancelScope.failAfter(patience, () -> {
					for (I value : stream) {
						this.call.received(value);
					}
				});
			}
			catch (DeadlineExceededException ex) {
				throw new AssertionError("Expected the stream to " + this.call
						+ " to be closed by the application, and it was not within " + patience, ex);
			}
		}

		void die() {
			this.performance.transport().lose();
		}

	}

}
