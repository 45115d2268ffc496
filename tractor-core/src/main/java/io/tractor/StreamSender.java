package io.tractor;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Stream} method sends its values with. Any number of threads may send, as
 * long as the method has not returned.
 * <p>
 * <b>Legacy</b>, as {@link Stream} is.
 *
 * @param <T> what is sent
 */
@FunctionalInterface
public interface StreamSender<T extends @Nullable Object> {

	/**
	 * Sends one value. Returns once it is queued for the wire; it waits while the
	 * opener's buffer is full, at most for {@code overrun-after} (10 s by default). The
	 * value is encoded on the calling thread and may be changed afterwards.
	 * @param value the value
	 * @throws ScopeCancelledException if the opener has left, or the task is cancelled
	 * otherwise
	 * @throws StreamOverrunException if the opener's buffer stayed full; the stream fails
	 * with it
	 * @throws MsgTypeException if the value cannot be encoded; nothing was sent, and the
	 * stream fails with it unless it is caught
	 */
	void send(T value);

}
