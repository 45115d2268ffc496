package io.tractor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The opener's side of a context: {@code portal.context(..).open((ctx, first) -> ..)}.
 *
 * @param <I> what this side receives on the stream
 * @param <O> what this side sends on the stream
 * @param <R> the result's type
 */
public non-sealed interface ParentContext<I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object>
		extends TractorContext<I, O> {

	/**
	 * Asks the far task to cancel and waits until it has ended, at most for the cancel
	 * time-out (616 ms by default). The local body is not cancelled, it goes on; but the
	 * iteration of its stream ends, {@link #waitForResult()} gives
	 * {@link Outcome.Cancelled}, and {@code send}, {@code receive} and {@code openStream}
	 * fail with the {@link ContextCancelledException}, which {@code open} absorbs. Does
	 * nothing if it was called before or the far task has ended.
	 * @throws ScopeCancelledException if the calling thread's own scope is cancelled
	 * while waiting; the request stands
	 */
	@Override
	void cancel();

	/**
	 * As {@link #cancel()}, with a time-out of its own.
	 * @param timeout how long to wait for the acknowledgement
	 * @return whether the far task has ended
	 */
	boolean cancel(Duration timeout);

	/**
	 * Waits until the far task has ended. If this side has not opened its stream it gives
	 * the stream up: what still comes is drained, and {@code openStream} fails from then
	 * on. If its stream is open, reading it stays the business of those who have it.
	 * Asking again, from any thread, gives the same outcome.
	 * @return {@link Outcome.Returned}, or {@link Outcome.Cancelled} if this side asked
	 * for the cancel
	 * @throws RemoteActorException if the far task failed
	 * @throws ContextCancelledException if the far task was cancelled and not by this
	 * side
	 * @throws TransportClosedException if the connection was lost
	 * @throws ScopeCancelledException if the calling thread's own scope is cancelled
	 * while waiting
	 */
	Outcome<R> waitForResult();

	/**
	 * As {@link #cancel()}, without a thread that waits. Asks when it is subscribed to;
	 * cancelling the subscription gives up the wait, and the request stands.
	 * @return whether the far task has ended, once it has or the cancel time-out is over
	 */
	Mono<Boolean> cancelReactive();

	/**
	 * As {@link #waitForResult()}, without a thread that waits: what that throws is its
	 * error. Any number of subscribers get the same outcome.
	 * @return {@link Outcome.Returned}, or {@link Outcome.Cancelled} if this side asked
	 * for the cancel
	 */
	Mono<Outcome<R>> resultReactive();

	/**
	 * How the context ended so far, without waiting or throwing.
	 * @return the outcome, {@link Outcome.Unresolved} while the far task runs
	 */
	Outcome<R> outcome();

}
