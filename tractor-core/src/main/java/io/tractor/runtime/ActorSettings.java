package io.tractor.runtime;

import java.time.Duration;

import io.tractor.MsgStream;
import io.tractor.StreamOptions;
import io.tractor.codec.ValueReader;
import io.tractor.codec.ValueWriter;
import io.tractor.stream.DialogStream;
import io.tractor.stream.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * How patient an actor is, and how much it buffers.
 *
 * @param cancelTimeout how long {@code ctx.cancel()} waits for the acknowledgement
 * @param abandonAfter how long leaving a context waits for a far task that was asked to
 * cancel
 * @param overrunAfter how long a sender waits for a full buffer; zero fails at once
 * @param bufferSize how many values of a stream this actor buffers, the credit it gives
 * @param maxBufferSize how far the buffer of a stream grows while its reader keeps up;
 * not at all if that is no more than the buffer size, or senders do not wait for a full
 * buffer, or the stream has a buffer size of its own
 * @param allowCancelActor whether a peer may cancel all that this actor serves
 */
public record ActorSettings(Duration cancelTimeout, Duration abandonAfter, Duration overrunAfter, int bufferSize,
		int maxBufferSize, boolean allowCancelActor) {

	/** 616 ms, 10 s, 10 s, 64 values, 1,024 values, and not allowed. */
	public static final ActorSettings DEFAULT = new ActorSettings(Duration.ofMillis(616), Duration.ofSeconds(10),
			Duration.ofSeconds(10), 64, 1024, false);

	public ActorSettings {
		if (cancelTimeout.isNegative() || abandonAfter.isNegative() || overrunAfter.isNegative()) {
			throw new IllegalArgumentException("cancelTimeout, abandonAfter and overrunAfter must not be negative");
		}
		if (bufferSize < 1 || bufferSize > StreamOptions.MAX_VALUES) {
			throw new IllegalArgumentException(
					"bufferSize must be from 1 to " + StreamOptions.MAX_VALUES + ", not " + bufferSize);
		}
		if (maxBufferSize < 1 || maxBufferSize > StreamOptions.MAX_VALUES) {
			throw new IllegalArgumentException(
					"maxBufferSize must be from 1 to " + StreamOptions.MAX_VALUES + ", not " + maxBufferSize);
		}
	}

	/**
	 * Opens a side's half of the stream as {@code options} say, and where they do not, as
	 * these settings do.
	 */
	<I extends @Nullable Object, O extends @Nullable Object> MsgStream<I, O> openStream(Exchange<?> side,
			ValueReader reader, ValueWriter writer, StreamOptions options, ActorLimits limits) {
		Integer bufferSize = options.bufferSize();
		limits.checkRoom((long) ((bufferSize != null) ? bufferSize : this.bufferSize) + options.allowedOverruns());
		Duration overrunAfter = options.overrunAfter();
		Duration patience = (overrunAfter != null) ? overrunAfter : this.overrunAfter;
		// Where a full buffer is an error at once, it is full at the number that is set.
		boolean exact = bufferSize != null || options.allowedOverruns() > 0 || patience.isZero();
		return new DialogStream<>(side, reader, writer, (bufferSize != null) ? bufferSize : this.bufferSize,
				options.allowedOverruns(), exact ? 0 : Math.min(this.maxBufferSize, limits.streamBuffer()), patience);
	}

	public ActorSettings withMaxBufferSize(int maxBufferSize) {
		return new ActorSettings(this.cancelTimeout, this.abandonAfter, this.overrunAfter, this.bufferSize,
				maxBufferSize, this.allowCancelActor);
	}

	public ActorSettings withCancelTimeout(Duration cancelTimeout) {
		return new ActorSettings(cancelTimeout, this.abandonAfter, this.overrunAfter, this.bufferSize,
				this.maxBufferSize, this.allowCancelActor);
	}

	public ActorSettings withAbandonAfter(Duration abandonAfter) {
		return new ActorSettings(this.cancelTimeout, abandonAfter, this.overrunAfter, this.bufferSize,
				this.maxBufferSize, this.allowCancelActor);
	}

	public ActorSettings withOverrunAfter(Duration overrunAfter) {
		return new ActorSettings(this.cancelTimeout, this.abandonAfter, overrunAfter, this.bufferSize,
				this.maxBufferSize, this.allowCancelActor);
	}

	/**
	 * Sets how many values are buffered, exactly: it does not grow, unless
	 * {@link #withMaxBufferSize} is called afterwards.
	 * @param bufferSize how many, from 1 to {@value StreamOptions#MAX_VALUES}
	 * @return new settings
	 */
	public ActorSettings withBufferSize(int bufferSize) {
		return new ActorSettings(this.cancelTimeout, this.abandonAfter, this.overrunAfter, bufferSize, bufferSize,
				this.allowCancelActor);
	}

	public ActorSettings withAllowCancelActor(boolean allowCancelActor) {
		return new ActorSettings(this.cancelTimeout, this.abandonAfter, this.overrunAfter, this.bufferSize,
				this.maxBufferSize, allowCancelActor);
	}

}
