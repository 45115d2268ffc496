package io.tractor.stream;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
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

	/** Whether somebody pulls. */
	private final AtomicBoolean pulling = new AtomicBoolean();

	/**
	 * Who waits for that one, the last first. All are taken out at once to be woken, and
	 * wait for nothing then that another of them holds.
	 */
	private final AtomicReference<@Nullable Waiter> waiting = new AtomicReference<>();

	/** How many values were ever kept. Written by whoever pulls. */
	private volatile long end;

	/** The number of the next value that the fastest reader takes. */
	private final AtomicLong fastest = new AtomicLong();

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
			if (!this.pulling.compareAndSet(false, true)) {
				awaitPuller(served);
			}
			else if (served.getAsBoolean()) {
				pulled();
			}
			else {
				pull(givenUp);
			}
		}
	}

	/** Waits until who pulls has done so, or until served. */
	private void awaitPuller(BooleanSupplier served) {
		Waiter waiter = new Waiter(() -> !this.pulling.get() || served.getAsBoolean());
		waiter.next = this.waiting.get();
		while (!this.waiting.compareAndSet(waiter.next, waiter)) {
			waiter.next = this.waiting.get();
		}
		if (waiter.isToWake()) {
			// Who pulled may have woken all others just before this one came.
			wake();
			return;
		}
		try {
			waiter.park();
		}
		catch (InterruptedException ex) {
			Interrupts.caught();
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
			pulled();
		}
	}

	private void pulled() {
		this.pulling.set(false);
		wake();
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
		Waiters.wake(this.waiting.getAndSet(null));
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
