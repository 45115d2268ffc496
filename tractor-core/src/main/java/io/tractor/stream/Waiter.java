package io.tractor.stream;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * One thread that waits for something of a dialog to come true.
 */
final class Waiter {

	private final BooleanSupplier condition;

	private final Thread thread = Thread.currentThread();

	private volatile boolean over;

	/** Guarded by the lock of the {@link Waiters}, then theirs who wake it. */
	@Nullable Waiter next;

	/**
	 * The calling thread.
	 * @param condition what it waits for, asked under the lock of the {@link Waiters}
	 */
	Waiter(BooleanSupplier condition) {
		this.condition = condition;
	}

	boolean isToWake() {
		return this.condition.getAsBoolean();
	}

	/** Waits to be woken, without the lock. */
	void park() throws InterruptedException {
		while (!this.over) {
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
			LockSupport.park(this);
		}
	}

	/** As {@link #park()}, for so long at most. */
	void park(long nanos) throws InterruptedException {
		long end = System.nanoTime() + nanos;
		for (long left = nanos; left > 0 && !this.over; left = end - System.nanoTime()) {
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
			LockSupport.parkNanos(this, left);
		}
	}

	void wake() {
		this.over = true;
		LockSupport.unpark(this.thread);
	}

}
