package io.tractor.stream;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

import io.tractor.BroadcastReceiver;
import io.tractor.LaggedException;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber's place in what its stream has received.
 *
 * @param <I> what is received
 * @param <O> what is sent
 */
final class Subscription<I extends @Nullable Object, O extends @Nullable Object> implements BroadcastReceiver<I, O> {

	private final DialogStream<I, O> stream;

	private final Broadcast broadcast;

	private final @Nullable LongConsumer whenLagged;

	/** The number of the value to be received next. */
	private final AtomicLong next;

	private final AtomicLong lost = new AtomicLong();

	private final AtomicBoolean closed = new AtomicBoolean();

	/**
	 * Subscribes from the next value on.
	 * @param stream the stream
	 * @param broadcast what it receives
	 * @param whenLagged told of lost values instead of an exception, if there is one
	 */
	Subscription(DialogStream<I, O> stream, Broadcast broadcast, @Nullable LongConsumer whenLagged) {
		this.stream = stream;
		this.broadcast = broadcast;
		this.whenLagged = whenLagged;
		this.next = new AtomicLong(broadcast.fastest());
	}

	@Override
	@SuppressWarnings({ "unchecked", "NullAway" })
	public I receive() {
		while (true) {
			if (this.closed.get()) {
				throw new IllegalStateException("This subscription to " + this.stream + " was closed");
			}
			this.stream.exchange().passQueued();
			long number = this.next.get();
			long oldest = this.broadcast.fastest() - this.broadcast.window();
			Broadcast.Kept kept = this.broadcast.at(number);
			if (number < oldest) {
				skip(number, oldest);
			}
			else if (kept != null && kept.number() == number) {
				if (this.next.compareAndSet(number, number + 1)) {
					this.broadcast.taken(number);
					return (I) kept.value();
				}
			}
			else if (kept != null && kept.number() > number) {
				// The fastest has not told yet how far it is.
				skip(number, this.broadcast.oldestBeside(kept));
			}
			else {
				this.broadcast.await(number, this.closed::get, this.stream.exchange()::pass);
			}
		}
	}

	/** Goes on with the oldest that is not too far behind. */
	private void skip(long number, long oldest) {
		if (!this.next.compareAndSet(number, oldest)) {
			return;
		}
		long skipped = oldest - number;
		this.lost.addAndGet(skipped);
		if (this.whenLagged == null) {
			throw new LaggedException("A subscriber to " + this.stream + " lost " + skipped
					+ " values: it was more than " + this.broadcast.window() + " behind the fastest", skipped);
		}
		this.whenLagged.accept(skipped);
	}

	@Override
	public Iterator<I> iterator() {
		return new ReceivedValues<>(this::receive, this.stream.exchange());
	}

	@Override
	public void send(O value) {
		this.stream.send(value);
	}

	@Override
	public long lost() {
		return this.lost.get();
	}

	@Override
	public int queued() {
		long queued = this.broadcast.end() - this.next.get();
		return (int) Math.max(0, Math.min(queued, this.broadcast.window()));
	}

	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			this.stream.unsubscribed();
			this.stream.exchange().wake();
			this.broadcast.wake();
		}
	}

}
