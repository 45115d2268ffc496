package io.tractor.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Told of one context's further life on one side. As with {@link ContextListener}, no
 * lock is held, nothing may block, and what is thrown is logged.
 */
public interface ContextWatch {

	/**
	 * The endpoint's task begins to run on the calling thread. Not called on the opener's
	 * side, nor if the context is refused.
	 * @return run by the same thread when the task has ended, or, of an endpoint that
	 * returns a Mono, when that has been subscribed to; or null
	 */
	default @Nullable Runnable entered() {
		return null;
	}

	/**
	 * The context has ended on this side: called once, after everything else.
	 * @param end how it ended
	 */
	default void ended(ContextEnd end) {
	}

}
