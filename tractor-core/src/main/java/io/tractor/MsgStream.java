package io.tractor;

import java.util.Iterator;
import java.util.function.LongConsumer;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One side's end of the stream of a context: bidirectional, one in a context, opened once
 * on each side. Any number of threads may send and receive: each value reaches exactly
 * one receiver, and the values of one sending thread arrive in their order.
 * <p>
 * Iterating receives until the far side's end; it also ends, without an exception, when
 * this side cancelled the context.
 *
 * @param <I> what this side receives
 * @param <O> what this side sends
 */
public interface MsgStream<I extends @Nullable Object, O extends @Nullable Object> extends Iterable<I>, AutoCloseable {

	/**
	 * Sends one value. Returns once it is queued for the wire; it waits while the far
	 * side's buffer is full, at most for {@code overrun-after} (10 s by default). The
	 * value is encoded on the calling thread and may be changed afterwards.
	 * @param value the value
	 * @throws EndOfChannelException if the far side has closed its stream or returned
	 * @throws StreamOverrunException if the far side's buffer stayed full; the context
	 * fails with it
	 * @throws MsgTypeException if the value cannot be encoded; nothing was sent, and the
	 * context fails with it unless it is caught
	 * @throws IllegalStateException if this side has closed its stream
	 * @throws ContextCancelledException on the parent side, if the context was cancelled
	 * @throws RemoteActorException if the far side failed
	 * @throws TransportClosedException if the connection was lost
	 * @throws ScopeCancelledException if this side's scope is cancelled
	 */
	void send(O value);

	/**
	 * Receives one value, waiting for it. It is decoded on the calling thread.
	 * @return the next value
	 * @throws EndOfChannelException if the far side has closed its stream or returned and
	 * all it sent before was received
	 * @throws MsgTypeException if the value does not fit the contract; the context fails
	 * with it
	 * @throws LaggedException if there are {@linkplain #subscribe() subscribers}, and
	 * this stream fell too far behind them
	 * @throws IllegalStateException if this side has closed its stream
	 * @throws ContextCancelledException on the parent side, if the context was cancelled
	 * @throws RemoteActorException if the far side failed
	 * @throws TransportClosedException if the connection was lost
	 * @throws ScopeCancelledException if this side's scope is cancelled
	 */
	I receive();

	/**
	 * Receives until the far side's end.
	 * @return an iterator for one thread; several may be used at once and share the
	 * values
	 */
	@Override
	Iterator<I> iterator();

	/**
	 * What this side receives, for as long as somebody asks for it: a value is taken, and
	 * the far side given room for another, when it is asked for. Several may be
	 * subscribed to it at once and share the values; cancelling one leaves the rest to
	 * others, and the stream open. It completes at the far side's end, and when this side
	 * cancelled the context; all else that {@link #receive()} throws is its error.
	 * <p>
	 * Values are decoded and given on by the connection's event loop, or by whoever asks
	 * for them: what is done with them there must not block.
	 * @return the values; a null among them is an error, as a {@code Flux} has none
	 */
	Flux<I> asFlux();

	/**
	 * Sends what a publisher gives, which is asked for as many values as the far side has
	 * room for and one more: that one waits, at most for {@code overrun-after}. Begins
	 * when it is subscribed to, and is done once the last value is queued for the wire;
	 * cancelling it cancels the publisher. What {@link #send} throws is its error, as is
	 * the publisher's.
	 * @param values what is sent; encoded where the publisher gives it
	 * @return when all is sent
	 */
	Mono<Void> sendAll(Publisher<? extends O> values);

	/**
	 * Gives this side's threads a copy each of what the stream receives, from now on,
	 * rather than a share: each subscriber receives every value. From the first call on
	 * this stream itself is such a subscriber, and its {@link #receive()} may throw
	 * {@link LaggedException} too; that is not reversible. It is tractor's
	 * {@code subscribe}.
	 * @return a new subscriber, to be closed when it is not needed any more
	 * @throws IllegalStateException if this side has closed its stream
	 */
	BroadcastReceiver<I, O> subscribe();

	/**
	 * As {@link #subscribe()}, for one that goes on when it has lost values.
	 * @param whenLagged called on the receiving thread with the number of values lost,
	 * instead of a {@link LaggedException}
	 * @return a new subscriber
	 * @throws IllegalStateException if this side has closed its stream
	 */
	BroadcastReceiver<I, O> subscribe(LongConsumer whenLagged);

	/**
	 * What went through this end of the stream so far.
	 * @return the numbers of now
	 */
	StreamStatistics statistics();

	/**
	 * Tells the far side "finished": its iteration ends after what was sent before. On
	 * the child side nothing more can be sent by the parent after this arrived; what the
	 * child still sends after a parent's close is drained and dropped, so that it can
	 * finish its work and return. A second call does nothing. Does not wait.
	 */
	@Override
	void close();

	/**
	 * Closes this end without a word to the far side, which will see how the context
	 * ends. Does nothing after {@link #close()}.
	 */
	void abort();

}
