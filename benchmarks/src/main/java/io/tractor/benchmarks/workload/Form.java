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
	SHORT(1, 1, 1, Duration.ofMillis(200), 2_000, 0),

	/** What figures are published of. */
	LONG(5, 3, 12, Duration.ofMillis(2_500), 10_000, 2);

	private final int rounds;

	private final int settledTurns;

	private final int turns;

	private final Duration time;

	private final int idle;

	private final int repeats;

	Form(int rounds, int settledTurns, int turns, Duration time, int idle, int repeats) {
		this.rounds = rounds;
		this.settledTurns = settledTurns;
		this.turns = turns;
		this.time = time;
		this.idle = idle;
		this.repeats = repeats;
	}

	/**
	 * How often each candidate has its turn.
	 * @return the number of rounds
	 */
	public int rounds() {
		return this.rounds;
	}

	/** How many turns in a row are hardly better than the best before it is measured. */
	int settledTurns() {
		return this.settledTurns;
	}

	/** How many it has at most. */
	int turns() {
		return this.turns;
	}

	/** How long a turn takes, and measuring. */
	Duration time() {
		return this.time;
	}

	/** How long a workload runs where it was moved to before it is measured there. */
	Duration settling() {
		return this.time.dividedBy(2);
	}

	/**
	 * How many idle contexts there are where there are many.
	 * @return the number
	 */
	public int idle() {
		return this.idle;
	}

	/** How often something is measured again, at most, as others had the processors. */
	int repeats() {
		return this.repeats;
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
