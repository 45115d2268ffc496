package io.tractor;

import org.jspecify.annotations.Nullable;

/**
 * The endpoint's side of a context: the one {@code ChildContext} parameter of a
 * {@link Context} method.
 *
 * @param <S> the first value's type
 * @param <I> what this side receives on the stream
 * @param <O> what this side sends on the stream
 */
public non-sealed interface ChildContext<S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object>
		extends TractorContext<I, O> {

	/**
	 * Completes the hand-shake: the opener's body starts with {@code first}. To be called
	 * exactly once; an endpoint that returns without it has broken the protocol.
	 * @param first the first value
	 * @throws IllegalStateException if it was called before
	 * @throws MsgTypeException if {@code first} cannot be encoded; a better one may be
	 * given
	 * @throws ScopeCancelledException if the context is cancelled
	 */
	void started(S first);

	/**
	 * As {@link #started(Object)} with null, for contracts whose first value is
	 * {@code Void} or may be null.
	 */
	@SuppressWarnings("NullAway")
	default void started() {
		started(null);
	}

	/**
	 * Cancels this task itself: its next checkpoint throws
	 * {@link ScopeCancelledException}, and the opener sees a
	 * {@link ContextCancelledException} with this actor as canceller. Returns at once.
	 */
	@Override
	void cancel();

	/**
	 * A portal to the opener's actor, over the connection this context came by: contexts
	 * opened through it need no address and no connection of their own, and are lost with
	 * it. The opener's actor serves them if it has endpoints.
	 * @return the portal
	 */
	Portal peer();

	/**
	 * How this side ended so far, without waiting or throwing.
	 * @return the outcome, {@link Outcome.Unresolved} while the task runs
	 */
	Outcome<?> outcome();

	/**
	 * The context of the running task: an endpoint's thread, or a task started in a
	 * nursery of it.
	 * @return the context
	 * @throws IllegalStateException if this thread runs no endpoint
	 */
	static ChildContext<?, ?, ?> current() {
		ChildContext<?, ?, ?> context = CurrentContext.get();
		if (context == null) {
			throw new IllegalStateException("This thread runs no @Context endpoint, nor a task of its nursery");
		}
		return context;
	}

}
