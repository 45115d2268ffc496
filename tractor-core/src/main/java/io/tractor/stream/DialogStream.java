package io.tractor.stream;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;

import io.tractor.ContextCancelledException;
import io.tractor.EndOfChannelException;
import io.tractor.MsgStream;
import io.tractor.codec.ValueReader;
import io.tractor.codec.ValueWriter;
import org.jspecify.annotations.Nullable;

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

	/**
	 * Opens a side's half of the stream.
	 * @param exchange the side
	 * @param reader of what is received
	 * @param writer of what is sent
	 * @param overrunAfter how long a sender waits for credit
	 */
	public DialogStream(Exchange<?> exchange, ValueReader reader, ValueWriter writer, Duration overrunAfter) {
		this.exchange = exchange;
		this.reader = reader;
		this.writer = writer;
		this.overrunAfter = overrunAfter;
		exchange.open();
	}

	@Override
	public void send(O value) {
		this.exchange.send(this.writer, value, this.overrunAfter);
	}

	@Override
	@SuppressWarnings({ "unchecked", "NullAway" })
	public I receive() {
		return (I) this.exchange.receive(this.reader);
	}

	@Override
	public Iterator<I> iterator() {
		return new Values();
	}

	@Override
	public void close() {
		this.exchange.close();
	}

	@Override
	public void abort() {
		this.exchange.abort();
	}

	/** Ends at the far side's end, and at a cancel that this side asked for. */
	private final class Values implements Iterator<I> {

		private boolean fetched;

		private boolean ended;

		private @Nullable I next;

		@Override
		public boolean hasNext() {
			if (!this.fetched && !this.ended) {
				fetch();
			}
			return this.fetched;
		}

		private void fetch() {
			try {
				this.next = receive();
				this.fetched = true;
			}
			catch (EndOfChannelException ex) {
				this.ended = true;
			}
			catch (ContextCancelledException ex) {
				if (!DialogStream.this.exchange.absorbs(ex)) {
					throw ex;
				}
				this.ended = true;
			}
		}

		@Override
		@SuppressWarnings("NullAway")
		public I next() {
			if (!hasNext()) {
				throw new NoSuchElementException("The stream has ended");
			}
			I value = this.next;
			this.next = null;
			this.fetched = false;
			return value;
		}

	}

}
