package io.tractor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How one side treats its end of a stream, given when it opens it. Immutable; what is not
 * set is as the actor's settings say.
 *
 * @param bufferSize how many values are buffered here before the far side has to wait,
 * from 1 to {@value #MAX_VALUES}, or null for the actor's buffer size (64 by default)
 * @param allowedOverruns how many more are queued beyond the buffer, from 0 to
 * {@value #MAX_VALUES}; 0 by default
 * @param overrunAfter how long a send waits while the far side's buffer is full, zero for
 * not at all, or null for the actor's time (10 s by default)
 */
public record StreamOptions(@Nullable Integer bufferSize, int allowedOverruns, @Nullable Duration overrunAfter) {

	/** The most values of a buffer, and the most beyond it. */
	public static final int MAX_VALUES = 1 << 20;

	/** As the actor's settings say, and nothing beyond the buffer. */
	public static final StreamOptions DEFAULT = new StreamOptions(null, 0, null);

	public StreamOptions {
		if (bufferSize != null && (bufferSize < 1 || bufferSize > MAX_VALUES)) {
			throw new IllegalArgumentException("bufferSize must be from 1 to " + MAX_VALUES + ", not " + bufferSize);
		}
		if (allowedOverruns < 0 || allowedOverruns > MAX_VALUES) {
			throw new IllegalArgumentException(
					"allowedOverruns must be from 0 to " + MAX_VALUES + ", not " + allowedOverruns);
		}
		if (overrunAfter != null && overrunAfter.isNegative()) {
			throw new IllegalArgumentException("overrunAfter must not be negative, and is " + overrunAfter);
		}
	}

	/**
	 * Sets how many values are buffered on this side. If more were announced to the far
	 * side before the stream was opened, that many may still come first.
	 * @param values from 1 to {@value #MAX_VALUES}
	 * @return new options
	 */
	public StreamOptions withBufferSize(int values) {
		return new StreamOptions(values, this.allowedOverruns, this.overrunAfter);
	}

	/**
	 * Lets the far side send more than the buffer holds, up to a bound, rather than wait
	 * or overrun: for bursts that this side catches up with later. It is tractor's
	 * {@code allow_overruns}, which has no bound.
	 * @param values how many beyond the buffer, from 0 to {@value #MAX_VALUES}
	 * @return new options
	 */
	public StreamOptions allowOverruns(int values) {
		return new StreamOptions(this.bufferSize, values, this.overrunAfter);
	}

	/**
	 * Sets how long a send on this side waits while the far side's buffer is full, before
	 * it fails and the context with it.
	 * @param time how long, zero for not at all, which is tractor's rule
	 * @return new options
	 */
	public StreamOptions withOverrunAfter(Duration time) {
		return new StreamOptions(this.bufferSize, this.allowedOverruns, time);
	}

}
