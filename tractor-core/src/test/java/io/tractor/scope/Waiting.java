package io.tractor.scope;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits of the tests, all of them bounded.
 */
final class Waiting {

	private static final long SECONDS = 20;

	private Waiting() {
	}

	/** Blocks until interrupted. */
	static void forever() throws InterruptedException {
		if (!new CountDownLatch(1).await(SECONDS, TimeUnit.SECONDS)) {
			throw new AssertionError("Nobody interrupted " + Thread.currentThread());
		}
	}

	/** Waits for what is sure to come; an interrupt is a failure. */
	static void until(CountDownLatch latch) {
		try {
			if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
				throw new AssertionError("Timed out");
			}
		}
		catch (InterruptedException ex) {
			throw new AssertionError("Interrupted: " + ex.getMessage());
		}
	}

	/** Waits for what is sure to come, whatever the interrupt flag. */
	static void spinUntil(BooleanSupplier condition) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - end > 0) {
				throw new AssertionError("Timed out");
			}
			Thread.yield();
		}
	}

	static void join(Thread thread) {
		try {
			thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex.toString());
		}
		if (thread.isAlive()) {
			throw new AssertionError("Still alive: " + thread);
		}
	}

}
