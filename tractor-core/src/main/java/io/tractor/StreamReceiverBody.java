package io.tractor;

import org.jspecify.annotations.Nullable;

/**
 * What the opener does with a one-way stream, giving a value.
 *
 * @param <T> what is received
 * @param <R> what the body returns
 * @param <X> what the body throws
 */
@FunctionalInterface
public interface StreamReceiverBody<T extends @Nullable Object, R extends @Nullable Object, X extends Exception> {

	/**
	 * Receives from the stream.
	 * @param stream the stream
	 * @return any value
	 * @throws X any exception
	 */
	R run(StreamReceiver<T> stream) throws X;

}
