package io.tractor.conformance;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Something that happens once, for other threads to wait for: not for ever.
 */
final class Gate {

	private final CountDownLatch latch = new CountDownLatch(1);

	void open() {
		this.latch.countDown();
	}

	boolean isOpen() {
		return this.latch.getCount() == 0;
	}

	/** Waits for it, and can be interrupted. */
	void pass() throws InterruptedException {
		if (!this.latch.await(Wire.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new AssertionError("Nobody has opened the gate");
		}
	}

	/** Waits for it without blocking, to go on at the same moment. */
	void passSpinning() {
		long start = System.nanoTime();
		while (!isOpen()) {
			if (System.nanoTime() - start > Wire.PATIENCE.toNanos()) {
				throw new AssertionError("Nobody has opened the gate");
			}
			Thread.onSpinWait();
		}
	}

	/**
	 * Waits for it whatever interrupts, and keeps no interrupt: a task that ignores its
	 * cancel.
	 */
	void passStubbornly() {
		while (true) {
			try {
				pass();
				return;
			}
			catch (InterruptedException ex) {
				// Ignored on purpose.
			}
		}
	}

}
