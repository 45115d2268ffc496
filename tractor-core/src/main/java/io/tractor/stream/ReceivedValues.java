package io.tractor.stream;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

import io.tractor.ContextCancelledException;
import io.tractor.EndOfChannelException;
import org.jspecify.annotations.Nullable;

/**
 * Receives until the far side's end, or a cancel that this side asked for.
 *
 * @param <I> what is received
 */
final class ReceivedValues<I extends @Nullable Object> implements Iterator<I> {

	private final Supplier<I> receive;

	private final Exchange<?> exchange;

	private boolean fetched;

	private boolean ended;

	private @Nullable I next;

	ReceivedValues(Supplier<I> receive, Exchange<?> exchange) {
		this.receive = receive;
		this.exchange = exchange;
	}

	@Override
	public boolean hasNext() {
		if (!this.fetched && !this.ended) {
			fetch();
		}
		return this.fetched;
	}

	private void fetch() {
		try {
			this.next = this.receive.get();
			this.fetched = true;
		}
		catch (EndOfChannelException ex) {
			this.ended = true;
		}
		catch (ContextCancelledException ex) {
			if (!this.exchange.absorbs(ex)) {
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
