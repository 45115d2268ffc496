package io.tractor;

import org.jspecify.annotations.Nullable;

/**
 * What to do with a stream, giving a value.
 *
 * @param <I> what this side receives
 * @param <O> what this side sends
 * @param <T> what the body returns
 * @param <X> what the body throws
 */
@FunctionalInterface
public interface StreamBody<I extends @Nullable Object, O extends @Nullable Object, T extends @Nullable Object, X extends Exception> {

	/**
	 * Uses the stream.
	 * @param stream this side's end
	 * @return any value
	 * @throws X any exception
	 */
	T run(MsgStream<I, O> stream) throws X;

}
