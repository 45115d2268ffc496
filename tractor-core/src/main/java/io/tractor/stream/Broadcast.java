package io.tractor.stream;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import io.tractor.scope.Interrupts;
import org.jspecify.annotations.Nullable;

/**
 * What one source gives, kept for a number of readers that each take all of it. Whoever
 * has taken all that is kept pulls the next value from the source, one thread at a time,
 * and the others wait for it. So the fastest paces the source, and there is no thread
 * that does nothing but pull.
 * <p>
 * The last values are kept in a ring, each with its number. They are read without a lock:
 * a slot that holds the number asked for holds the value, one with a smaller number is
 * yet to be written, one with a larger number no longer has it.
 */
final class Broadcast {

	/** What a source gives when it has given up. */
	static final Object NOTHING = new Object();

	private final AtomicReferenceArray<@Nullable Kept> ring;

	private final Source source;

	private final ReentrantLock lock = new ReentrantLock();

	/** Signalled when a value was kept, and when pulling or a reader gave up. */
	private final Condition changed = this.lock.newCondition();

	/** How many values were ever kept. Written by whoever pulls. */
	private volatile long end;

	/** Guarded by the lock. */
	private boolean pulling;

	/**
	 * Keeps what a source gives.
	 * @param capacity how many values are kept
	 * @param source gives them
	 */
	Broadcast(int capacity, Source source) {
		this.ring = new AtomicReferenceArray<>(capacity);
		this.source = source;
	}

	/** The number of the next value that will be kept. */
	long end() {
		return this.end;
	}

	/** How many values are kept at most. */
	int capacity() {
		return this.ring.length();
	}

	/**
	 * What stands where the value of a number is kept.
	 * @param number the number
	 * @return that value, or an older one, or a newer one, or null
	 */
	@Nullable Kept at(long number) {
		return this.ring.get((int) (number % this.ring.length()));
	}

	/**
	 * Waits until the value of a number was kept; pulls it if nobody else is pulling.
	 * @param number the number
	 * @param givenUp whether to wait no longer; {@link #wake()} makes it being asked
	 * @param checkpoint run before each wait and after an interrupt
	 */
	void await(long number, BooleanSupplier givenUp, Runnable checkpoint) {
		while (this.end <= number && !givenUp.getAsBoolean()) {
			checkpoint.run();
			if (mayPull(number, givenUp)) {
				pull(givenUp);
			}
		}
	}

	/** Waits while another pulls; true if this thread is the one to pull now. */
	private boolean mayPull(long number, BooleanSupplier givenUp) {
		this.lock.lock();
		try {
			while (this.end <= number && !givenUp.getAsBoolean()) {
				if (!this.pulling) {
					this.pulling = true;
					return true;
				}
				this.changed.await();
			}
			return false;
		}
		catch (InterruptedException ex) {
			Interrupts.caught();
			return false;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void pull(BooleanSupplier givenUp) {
		try {
			Object value = this.source.next(givenUp);
			if (value != NOTHING) {
				keep(value);
			}
		}
		finally {
			this.lock.lock();
			try {
				this.pulling = false;
				this.changed.signalAll();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	private void keep(@Nullable Object value) {
		long number = this.end;
		this.ring.set((int) (number % this.ring.length()), new Kept(number, value));
		this.end = number + 1;
	}

	/** Has those that wait ask whether they are to give up. */
	void wake() {
		this.lock.lock();
		try {
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A value and its number, counted from 0.
	 *
	 * @param number the number
	 * @param value the value
	 */
	record Kept(long number, @Nullable Object value) {

	}

	/**
	 * Where the values come from.
	 */
	@FunctionalInterface
	interface Source {

		/**
		 * Waits for the next value.
		 * @param givenUp whether to wait no longer
		 * @return the value, or {@link Broadcast#NOTHING} if given up; what is thrown is
		 * thrown to the one who pulls
		 */
		@Nullable Object next(BooleanSupplier givenUp);

	}

}
