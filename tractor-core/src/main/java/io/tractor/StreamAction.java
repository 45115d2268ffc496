package io.tractor;

import org.jspecify.annotations.Nullable;

/**
 * What to do with a stream.
 *
 * @param <I> what this side receives
 * @param <O> what this side sends
 * @param <X> what the action throws
 */
@FunctionalInterface
public interface StreamAction<I extends @Nullable Object, O extends @Nullable Object, X extends Exception> {

	/**
	 * Uses the stream.
	 * @param stream this side's end
	 * @throws X any exception
	 */
	void run(MsgStream<I, O> stream) throws X;

}
