package io.tractor.scope;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * For the engine: the deadline of a scope, or of a context that has none. All deadlines
 * are watched by one daemon thread, started with the first, whose actions are short.
 */
public final class Deadline {

	private static final ScheduledThreadPoolExecutor TIMER = timer();

	/** Half the range, so that differences of two deadlines do not overflow. */
	private static final long NEVER = Long.MAX_VALUE / 2;

	private @Nullable Future<?> timer;

	private long at;

	private boolean over;

	/**
	 * Sets the deadline, unless there is an earlier one or it is over.
	 * @param time how long from now on
	 * @param action what to do then, at once if the time is not positive
	 */
	public void set(Duration time, Runnable action) {
		if (time.isNegative() || time.isZero()) {
			action.run();
			return;
		}
		long nanos = nanos(time);
		synchronized (this) {
			long then = System.nanoTime() + nanos;
			if (this.over || (this.timer != null && this.at - then <= 0)) {
				return;
			}
			stopTimer();
			this.timer = TIMER.schedule(action, nanos, TimeUnit.NANOSECONDS);
			this.at = then;
		}
	}

	/**
	 * Ends the wait for it, for good.
	 */
	public synchronized void stop() {
		this.over = true;
		stopTimer();
	}

	/**
	 * Whether the wait was ended by {@link #stop()}. An action that has begun before is
	 * not held up by that, and may ask.
	 * @return true if nothing is to happen any more
	 */
	public synchronized boolean stopped() {
		return this.over;
	}

	private void stopTimer() {
		if (this.timer != null) {
			this.timer.cancel(false);
		}
	}

	/**
	 * The time left.
	 * @return the time in nanoseconds, negative if it is over, or null if there is none
	 */
	public synchronized @Nullable Long left() {
		return (this.timer != null) ? this.at - System.nanoTime() : null;
	}

	private static long nanos(Duration time) {
		try {
			return Math.min(time.toNanos(), NEVER);
		}
		catch (ArithmeticException ex) {
			return NEVER;
		}
	}

	/**
	 * How many deadlines are being waited for.
	 * @return the number of timers
	 */
	static int pending() {
		return TIMER.getQueue().size();
	}

	private static ScheduledThreadPoolExecutor timer() {
		ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, (runnable) -> {
			Thread thread = new Thread(null, runnable, "tractor-timer", 0, false);
			thread.setDaemon(true);
			// It outlives whoever comes first, and must not keep his classes.
			thread.setContextClassLoader(null);
			return thread;
		});
		timer.setRemoveOnCancelPolicy(true);
		return timer;
	}

}
