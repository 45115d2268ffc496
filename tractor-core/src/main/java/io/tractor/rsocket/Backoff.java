package io.tractor.rsocket;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long an address is left alone after an attempt to connect to it has failed: twice
 * as long after each further failure, up to a cap, and a part of it by chance, so that
 * many that have lost one peer do not come back at the same moment.
 *
 * @param first how long after the first failure
 * @param most how long at most
 * @param jitter which part of it is up to chance, from 0 to 1
 */
public record Backoff(Duration first, Duration most, double jitter) {

	/** The next one who wants a connection tries again. */
	public static final Backoff NONE = new Backoff(Duration.ZERO, Duration.ZERO, 0);

	/**
	 * Checks the numbers.
	 * @throws IllegalArgumentException if one is negative, or the jitter above 1
	 */
	public Backoff {
		if (first.isNegative() || most.isNegative()) {
			throw new IllegalArgumentException("A back-off must not be negative: " + first + ", " + most);
		}
		if (!(jitter >= 0 && jitter <= 1)) {
			throw new IllegalArgumentException("The jitter of a back-off must be from 0 to 1, not " + jitter);
		}
	}

	/**
	 * How long to wait after some failures in a row.
	 * @param failures how many there were
	 * @return nanoseconds
	 */
	long nanos(int failures) {
		double longest = Math.min(this.first.toNanos() * Math.pow(2, failures - 1), this.most.toNanos());
		return (long) (longest * (1 - this.jitter * ThreadLocalRandom.current().nextDouble()));
	}

}
