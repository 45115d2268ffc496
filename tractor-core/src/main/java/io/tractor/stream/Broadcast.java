package io.tractor.stream;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import io.tractor.scope.Interrupts;
import org.jspecify.annotations.Nullable;

/**
 * What one source gives, kept for a number of readers that each take all of it. Whoever
 * has taken all that is kept pulls the next value from the source, one thread at a time,
 * and the others wait for it. So the fastest paces the source, and there is no thread
 * that does nothing but pull. With the next value it pulls those that have arrived behind
 * it, up to half of the window: the others are woken for all of them at once, and not for
 * each.
 * <p>
 * The last values are kept in a ring, each with its number. They are read without a lock:
 * a slot that holds the number asked for holds the value, one with a smaller number is
 * yet to be written, one with a larger number no longer has it.
 */
final class Broadcast {

	/** What a source gives when it has given up. */
	static final Object NOTHING = new Object();

	/** How many values are pulled beyond the next at most. */
	private static final int AHEAD = 64;

	private final int window;

	private final int ahead;

	private final AtomicReferenceArray<@Nullable Kept> ring;

	private final Source source;

	private final ReentrantLock lock = new ReentrantLock();

	/**
	 * Who waits for the one that pulls. Guarded by the lock, which those that are woken
	 * do not need: each would wait for it until the one before has let it go.
	 */
	private final Waiters waiters = new Waiters();

	/** How many values were ever kept. Written by whoever pulls. */
	private volatile long end;

	/** The number of the next value that the fastest reader takes. */
	private final AtomicLong fastest = new AtomicLong();

	/** Whether somebody pulls. Made true under the lock. */
	private volatile boolean pulling;

	/** Met ahead of its turn. Touched by whoever pulls. */
	private @Nullable Throwable failure;

	/**
	 * Keeps what a source gives.
	 * @param window how far a reader may be behind the fastest
	 * @param source gives them
	 */
	Broadcast(int window, Source source) {
		this.window = window;
		this.ahead = Math.min(AHEAD, window / 2);
		// The next value, and what is pulled along with it, beside what is kept behind.
		this.ring = new AtomicReferenceArray<>(window + 1 + this.ahead);
		this.source = source;
	}

	/** The number of the next value that will be kept. */
	long end() {
		return this.end;
	}

	/** The number of the oldest value that is kept beside another, the newest. */
	long oldestBeside(Kept newest) {
		return newest.number() + 1 - this.ring.length();
	}

	/** How far a reader may be behind the fastest. */
	int window() {
		return this.window;
	}

	/** The number of the next value that the fastest reader takes. */
	long fastest() {
		return this.fastest.get();
	}

	/** Notes that a reader has taken the value of a number. */
	void taken(long number) {
		long before = this.fastest.get();
		while (before <= number && !this.fastest.compareAndSet(before, number + 1)) {
			before = this.fastest.get();
		}
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
		BooleanSupplier served = () -> this.end > number || givenUp.getAsBoolean();
		while (!served.getAsBoolean()) {
			checkpoint.run();
			if (mayPull(served)) {
				pull(givenUp);
			}
		}
	}

	/** Waits while another pulls; true if this thread is the one to pull now. */
	private boolean mayPull(BooleanSupplier served) {
		Waiter waiter;
		this.lock.lock();
		try {
			if (served.getAsBoolean()) {
				return false;
			}
			if (!this.pulling) {
				this.pulling = true;
				return true;
			}
			waiter = new Waiter(() -> !this.pulling || served.getAsBoolean());
			this.waiters.add(waiter);
		}
		finally {
			this.lock.unlock();
		}
		try {
			waiter.park();
		}
		catch (InterruptedException ex) {
			Interrupts.caught();
			giveUp(waiter);
		}
		return false;
	}

	private void giveUp(Waiter waiter) {
		this.lock.lock();
		try {
			this.waiters.remove(waiter);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void pull(BooleanSupplier givenUp) {
		try {
			throwPending();
			Object value = this.source.next(givenUp);
			if (value != NOTHING) {
				keep(value);
				pullAhead();
			}
		}
		finally {
			this.pulling = false;
			wake();
		}
	}

	/** What fails here fails the next who pulls, after what is kept now was taken. */
	private void pullAhead() {
		try {
			for (int i = 0; i < this.ahead; i++) {
				Object value = this.source.now();
				if (value == NOTHING) {
					return;
				}
				keep(value);
			}
		}
		catch (RuntimeException | Error ex) {
			this.failure = ex;
		}
	}

	private void throwPending() {
		Throwable failure = this.failure;
		this.failure = null;
		if (failure instanceof Error error) {
			throw error;
		}
		if (failure instanceof RuntimeException exception) {
			throw exception;
		}
	}

	private void keep(@Nullable Object value) {
		long number = this.end;
		this.ring.set((int) (number % this.ring.length()), new Kept(number, value));
		this.end = number + 1;
	}

	/** Has those that wait ask whether they are to give up. */
	void wake() {
		Waiter over;
		this.lock.lock();
		try {
			over = this.waiters.over();
		}
		finally {
			this.lock.unlock();
		}
		Waiters.wake(over);
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
	interface Source {

		/**
		 * Waits for the next value.
		 * @param givenUp whether to wait no longer
		 * @return the value, or {@link Broadcast#NOTHING} if given up; what is thrown is
		 * thrown to the one who pulls
		 */
		@Nullable Object next(BooleanSupplier givenUp);

		/**
		 * Takes the next value if it is there.
		 * @return the value, or {@link Broadcast#NOTHING}
		 */
		@Nullable Object now();

	}

}
