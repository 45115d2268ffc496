package io.tractor.runtime;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * When a context began, and how long it may take.
 *
 * @param began a reading of {@link System#nanoTime()}
 * @param limit how long it may take, or null
 */
record Time(long began, @Nullable Duration limit) {

	/** Begins now. */
	Time(@Nullable Duration limit) {
		this(System.nanoTime(), limit);
	}

	Duration passed() {
		return Duration.ofNanos(System.nanoTime() - this.began);
	}

	@Nullable Duration left() {
		return (this.limit != null) ? this.limit.minus(passed()) : null;
	}

}
