package io.tractor.benchmarks.candidate;

import java.util.Arrays;

/**
 * Times of single operations, all kept. Not thread-safe.
 */
public final class Latencies {

	private static final int FIRST_CAPACITY = 1 << 16;

	private long[] nanos = new long[FIRST_CAPACITY];

	private int count;

	/**
	 * Adds one.
	 * @param nanoseconds how long it took
	 */
	public void add(long nanoseconds) {
		if (this.count == this.nanos.length) {
			this.nanos = Arrays.copyOf(this.nanos, 2 * this.count);
		}
		this.nanos[this.count++] = nanoseconds;
	}

	/**
	 * How many there are.
	 * @return the count
	 */
	public int count() {
		return this.count;
	}

	/**
	 * The time that so much of them do not exceed.
	 * @param part how much of them, from 0 to 1
	 * @return the time in nanoseconds
	 */
	public double percentile(double part) {
		if (this.count == 0) {
			throw new IllegalStateException("Nothing was measured");
		}
		long[] sorted = Arrays.copyOf(this.nanos, this.count);
		Arrays.sort(sorted);
		return sorted[Math.min(this.count - 1, (int) (part * this.count))];
	}

}
