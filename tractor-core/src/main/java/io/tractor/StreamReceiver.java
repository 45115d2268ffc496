package io.tractor;

import java.util.Iterator;

import org.jspecify.annotations.Nullable;

/**
 * The opener's end of a one-way stream, for the length of its block. Any number of
 * threads may receive: each value reaches exactly one.
 * <p>
 * <b>Legacy</b>, as {@link Stream} is.
 *
 * @param <T> what is received
 * @see Portal#openStreamFrom(String)
 */
public interface StreamReceiver<T extends @Nullable Object> extends Iterable<T> {

	/**
	 * Receives one value, waiting for it. It is decoded on the calling thread.
	 * @return the next value
	 * @throws EndOfChannelException if the far method has returned and all it sent was
	 * received
	 * @throws MsgTypeException if the value is not of the expected type; the stream fails
	 * with it
	 * @throws RemoteActorException if the far method failed
	 * @throws TransportClosedException if the connection was lost
	 * @throws ScopeCancelledException if the calling thread's scope is cancelled
	 */
	T receive();

	/**
	 * Receives until the far method has returned; its error is thrown, never taken for an
	 * end.
	 * @return an iterator for one thread; several may be used at once and share the
	 * values
	 */
	@Override
	Iterator<T> iterator();

}
