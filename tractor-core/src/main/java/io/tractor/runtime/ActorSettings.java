package io.tractor.runtime;

import java.time.Duration;

/**
 * How patient an actor is, and how much it buffers.
 *
 * @param cancelTimeout how long {@code ctx.cancel()} waits for the acknowledgement
 * @param abandonAfter how long leaving a context waits for a far task that was asked to
 * cancel
 * @param overrunAfter how long a sender waits for a full buffer; zero fails at once
 * @param bufferSize how many values of a stream this actor buffers, the credit it gives
 */
public record ActorSettings(Duration cancelTimeout, Duration abandonAfter, Duration overrunAfter, int bufferSize) {

	/** 616 ms, 10 s, 10 s and 64 values. */
	public static final ActorSettings DEFAULT = new ActorSettings(Duration.ofMillis(616), Duration.ofSeconds(10),
			Duration.ofSeconds(10), 64);

	private static final int MAX_BUFFER_SIZE = 1 << 20;

	public ActorSettings {
		if (cancelTimeout.isNegative() || abandonAfter.isNegative() || overrunAfter.isNegative()) {
			throw new IllegalArgumentException("cancelTimeout, abandonAfter and overrunAfter must not be negative");
		}
		if (bufferSize < 1 || bufferSize > MAX_BUFFER_SIZE) {
			throw new IllegalArgumentException(
					"bufferSize must be from 1 to " + MAX_BUFFER_SIZE + ", not " + bufferSize);
		}
	}

	public ActorSettings withCancelTimeout(Duration cancelTimeout) {
		return new ActorSettings(cancelTimeout, this.abandonAfter, this.overrunAfter, this.bufferSize);
	}

	public ActorSettings withAbandonAfter(Duration abandonAfter) {
		return new ActorSettings(this.cancelTimeout, abandonAfter, this.overrunAfter, this.bufferSize);
	}

	public ActorSettings withOverrunAfter(Duration overrunAfter) {
		return new ActorSettings(this.cancelTimeout, this.abandonAfter, overrunAfter, this.bufferSize);
	}

	public ActorSettings withBufferSize(int bufferSize) {
		return new ActorSettings(this.cancelTimeout, this.abandonAfter, this.overrunAfter, bufferSize);
	}

}
