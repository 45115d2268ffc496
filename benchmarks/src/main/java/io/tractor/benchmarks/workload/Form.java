package io.tractor.benchmarks.workload;

import java.time.Duration;

/**
 * How thoroughly everything is measured.
 */
public enum Form {

	/**
	 * A look whether all of it runs, in a few minutes: for every build. Its figures are
	 * rough.
	 */
	SHORT(1, Duration.ofMillis(500), Duration.ofMillis(500), 2_000),

	/** What figures are published of. */
	LONG(5, Duration.ofSeconds(6), Duration.ofSeconds(3), 10_000);

	private final int rounds;

	private final Duration warmUp;

	private final Duration time;

	private final int idle;

	Form(int rounds, Duration warmUp, Duration time, int idle) {
		this.rounds = rounds;
		this.warmUp = warmUp;
		this.time = time;
		this.idle = idle;
	}

	/**
	 * How often each candidate has its turn.
	 * @return the number of rounds
	 */
	public int rounds() {
		return this.rounds;
	}

	/**
	 * How long each workload runs before it is measured.
	 * @return the time
	 */
	public Duration warmUp() {
		return this.warmUp;
	}

	/**
	 * For how long it is measured.
	 * @return the time
	 */
	public Duration time() {
		return this.time;
	}

	/**
	 * How many idle contexts there are where there are many.
	 * @return the number
	 */
	public int idle() {
		return this.idle;
	}

	/** Which numbers of a series are measured. */
	int[] of(int[] numbers) {
		return (this == LONG) ? numbers : new int[] { numbers[numbers.length - 1] };
	}

	/**
	 * Whether each workload has processes of its own, rather than those of the one before
	 * it, where these would do.
	 * @return true if what one leaves behind in a JVM is not to touch the next
	 */
	public boolean freshProcesses() {
		return this == LONG;
	}

}
