package io.tractor;

import org.jspecify.annotations.Nullable;

/**
 * What the opener does with a one-way stream.
 *
 * @param <T> what is received
 * @param <X> what the action throws
 */
@FunctionalInterface
public interface StreamReceiverAction<T extends @Nullable Object, X extends Exception> {

	/**
	 * Receives from the stream.
	 * @param stream the stream
	 * @throws X any exception
	 */
	void run(StreamReceiver<T> stream) throws X;

}
