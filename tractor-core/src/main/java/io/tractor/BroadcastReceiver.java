package io.tractor;

import java.util.Iterator;

import org.jspecify.annotations.Nullable;

/**
 * One local subscriber's own copy of what a stream receives, from its
 * {@linkplain MsgStream#subscribe() subscription} on. The subscribers share the decoded
 * values, so values that can be changed should not be.
 * <p>
 * The fastest subscriber paces the stream: what it receives is kept for the others, as
 * many values as the stream's buffer holds. One that falls further behind loses the
 * oldest, is told how many, and goes on with the oldest that is kept. The end of the
 * stream, and an error of the far side, reach each subscriber after what it had queued; a
 * cancel of the subscriber's own scope does at once.
 * <p>
 * May be used by several threads, which then share the copy. The rules are those of
 * tractor's {@code BroadcastReceiver}.
 *
 * @param <I> what is received
 * @param <O> what is sent
 */
public interface BroadcastReceiver<I extends @Nullable Object, O extends @Nullable Object>
		extends Iterable<I>, AutoCloseable {

	/**
	 * Receives the next value of this copy, waiting for it.
	 * @return the next value
	 * @throws LaggedException if this subscriber has lost values, unless it was made with
	 * an action for that; the next call gives the oldest value that is kept
	 * @throws IllegalStateException if this subscription, or the stream, was closed
	 * @throws TractorException as {@link MsgStream#receive()} does
	 */
	I receive();

	/**
	 * Receives until the far side's end, as {@link MsgStream#iterator()} does.
	 * @return an iterator; its {@code hasNext} throws {@link LaggedException} as
	 * {@link #receive()} does, and can be called again
	 */
	@Override
	Iterator<I> iterator();

	/**
	 * Sends on the stream, as {@link MsgStream#send} does.
	 * @param value the value
	 */
	void send(O value);

	/**
	 * How many values this subscriber has lost so far.
	 * @return the count
	 */
	long lost();

	/**
	 * How many values are queued for this subscriber.
	 * @return the count, at most the size of the stream's buffer
	 */
	int queued();

	/**
	 * Ends this subscription: receiving fails clearly from then on, also on threads that
	 * wait in it. The stream and its other subscribers go on. A second call does nothing.
	 */
	@Override
	void close();

}
