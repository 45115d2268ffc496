package io.tractor.scope;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;

import io.tractor.ScopeCancelledException;
import org.jspecify.annotations.Nullable;

/**
 * A task that was started in a {@link Nursery}. May be asked from any thread, also after
 * the nursery's end.
 *
 * @param <T> what the task returns
 */
public sealed class Task<T extends @Nullable Object> permits Nursery.Started {

	/** Made by the first who waits. */
	private volatile @Nullable CountDownLatch ended;

	private volatile @Nullable End<T> end;

	Task() {
	}

	/**
	 * Waits until the task has ended and gives its value. A checkpoint, if the task has
	 * not ended yet.
	 * @return what the task returned
	 * @throws ScopeCancelledException if the task was cancelled; or if the calling
	 * thread's scope was cancelled, or the thread was interrupted, before the task ended.
	 * Else it throws what the task threw, the same object, and a checked exception
	 * undeclared.
	 */
	public T get() {
		End<T> result = this.end;
		if (result == null) {
			result = await();
		}
		return result.get();
	}

	/**
	 * Whether the task has ended, in whatever way.
	 * @return true once it has
	 */
	public boolean isDone() {
		return this.end != null;
	}

	private End<T> await() {
		try {
			CountDownLatch ended = ended();
			if (this.end == null) {
				Interrupts.asCheckpoint(ended::await);
			}
		}
		catch (ScopeCancelledException ex) {
			// A task that fails cancels who waits for it: its failure says more.
			if (this.end == null) {
				throw ex;
			}
		}
		return Objects.requireNonNull(this.end);
	}

	void returned(T value) {
		end(() -> value);
	}

	void failed(Throwable error) {
		end(() -> {
			throw Unchanged.of(error);
		});
	}

	void cancelled(Throwable cancellation) {
		end(() -> {
			throw new ScopeCancelledException("The task was cancelled", cancellation);
		});
	}

	private synchronized CountDownLatch ended() {
		CountDownLatch ended = this.ended;
		if (ended == null) {
			ended = new CountDownLatch(1);
			this.ended = ended;
		}
		return ended;
	}

	private void end(End<T> how) {
		this.end = how;
		CountDownLatch ended = this.ended;
		if (ended != null) {
			ended.countDown();
		}
	}

	/**
	 * How it ended: gives the value or throws.
	 */
	private interface End<T extends @Nullable Object> {

		T get();

	}

}
