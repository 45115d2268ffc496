package io.tractor.stream;

import java.time.Duration;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

import io.tractor.BroadcastReceiver;
import io.tractor.MsgStream;
import io.tractor.StreamStatistics;
import io.tractor.codec.ValueReader;
import io.tractor.codec.ValueWriter;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The stream's face: values on the user's threads, bytes below.
 *
 * @param <I> what this side receives
 * @param <O> what this side sends
 */
public final class DialogStream<I extends @Nullable Object, O extends @Nullable Object> implements MsgStream<I, O> {

	private final Exchange<?> exchange;

	private final ValueReader reader;

	private final ValueWriter writer;

	private final Duration overrunAfter;

	/** Kept once the first subscriber came. Written under this object's monitor. */
	private volatile @Nullable Broadcast broadcast;

	/** This stream's own place in it. Written before the broadcast. */
	private @Nullable Subscription<I, O> own;

	/** Guarded by this object's monitor. */
	private int subscribers;

	private final BooleanSupplier shared = () -> this.broadcast != null;

	/**
	 * Opens a side's half of the stream.
	 * @param exchange the side
	 * @param reader of what is received
	 * @param writer of what is sent
	 * @param bufferSize how many values are buffered
	 * @param beyond how many more there is room for
	 * @param limit up to how many there is room while the reader keeps up
	 * @param overrunAfter how long a sender waits for credit
	 */
	public DialogStream(Exchange<?> exchange, ValueReader reader, ValueWriter writer, int bufferSize, int beyond,
			int limit, Duration overrunAfter) {
		this.exchange = exchange;
		this.reader = reader;
		this.writer = writer;
		this.overrunAfter = overrunAfter;
		exchange.open(bufferSize, beyond, limit);
	}

	@Override
	public void send(O value) {
		this.exchange.send(this.writer, value, this.overrunAfter);
	}

	@Override
	@SuppressWarnings({ "unchecked", "NullAway" })
	public I receive() {
		Object value = (this.broadcast != null) ? Broadcast.NOTHING : this.exchange.receive(this.reader, this.shared);
		return (value != Broadcast.NOTHING) ? (I) value : this.own.receive();
	}

	@Override
	public Iterator<I> iterator() {
		return new ReceivedValues<>(this::receive, this.exchange);
	}

	@Override
	public Flux<I> asFlux() {
		return new ReceivedFlux<>(this.exchange, this.reader, this.shared);
	}

	@Override
	public Mono<Void> sendAll(Publisher<? extends O> values) {
		return new SentValues<>(this.exchange, this.writer, values, this.overrunAfter);
	}

	@Override
	public BroadcastReceiver<I, O> subscribe() {
		return subscribed(null);
	}

	@Override
	public BroadcastReceiver<I, O> subscribe(LongConsumer whenLagged) {
		return subscribed(whenLagged);
	}

	private BroadcastReceiver<I, O> subscribed(@Nullable LongConsumer whenLagged) {
		this.exchange.checkReadable();
		return new Subscription<>(this, share(), whenLagged);
	}

	/** From the first subscriber on, this stream itself is but one of them. */
	private synchronized Broadcast share() {
		Broadcast broadcast = this.broadcast;
		if (broadcast == null) {
			broadcast = new Broadcast(this.exchange.room(), new Values());
			this.own = new Subscription<>(this, broadcast, null);
			this.broadcast = broadcast;
			this.exchange.wake();
			this.exchange.react();
		}
		this.subscribers++;
		return broadcast;
	}

	synchronized void unsubscribed() {
		this.subscribers--;
	}

	Exchange<?> exchange() {
		return this.exchange;
	}

	@Override
	public StreamStatistics statistics() {
		return this.exchange.statistics(subscribers());
	}

	private synchronized int subscribers() {
		return this.subscribers;
	}

	@Override
	public void close() {
		this.exchange.close();
	}

	@Override
	public void abort() {
		this.exchange.abort();
	}

	@Override
	public String toString() {
		return "the stream of endpoint '" + this.exchange.endpointName() + "'";
	}

	/** The values received, for all who share them. */
	private final class Values implements Broadcast.Source {

		@Override
		public @Nullable Object next(BooleanSupplier givenUp) {
			return DialogStream.this.exchange.receive(DialogStream.this.reader, givenUp);
		}

		@Override
		public @Nullable Object now() {
			return DialogStream.this.exchange.receiveNow(DialogStream.this.reader);
		}

	}

}
