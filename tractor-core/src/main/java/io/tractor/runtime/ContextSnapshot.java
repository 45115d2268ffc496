package io.tractor.runtime;

import java.time.Duration;

import io.tractor.ActorId;
import io.tractor.Side;
import io.tractor.StreamStatistics;
import org.jspecify.annotations.Nullable;

/**
 * One side of a live context as it was at one moment.
 *
 * @param id the context's id, the same on both sides
 * @param endpoint the endpoint's name
 * @param side which side this actor has
 * @param peer the actor of the other side, or null if it has not answered yet
 * @param parent the id of the context in whose endpoint's task this one was opened, or
 * null if it was opened elsewhere
 * @param state where the dialog stands, for people
 * @param age how long ago it began on this side
 * @param deadline how long it may still take, or null if it has no deadline
 * @param stream what went through this side's end of the stream
 * @param cancelled whether this side was asked to cancel, or asked
 * @param canceller who asked, or null if nobody has
 * @param zombie whether the task was cancelled, the opener has gone on without it, and it
 * still runs
 */
public record ContextSnapshot(String id, String endpoint, Side side, @Nullable ActorId peer, @Nullable String parent,
		String state, Duration age, @Nullable Duration deadline, StreamStatistics stream, boolean cancelled,
		@Nullable ActorId canceller, boolean zombie) {

	/**
	 * On one line, what is not so left out.
	 */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder(this.state);
		if (this.stream.sent() > 0) {
			text.append(", ").append(this.stream.sent()).append(" sent");
		}
		if (this.stream.received() > 0) {
			text.append(", ").append(this.stream.received()).append(" received");
		}
		if (this.stream.buffered() > 0) {
			text.append(", ")
				.append(this.stream.buffered())
				.append(" of ")
				.append(this.stream.room())
				.append(" buffered");
		}
		if (this.deadline != null) {
			text.append(", ").append(this.deadline.toMillis()).append(" ms left");
		}
		text.append(this.cancelled ? ", cancelled" : "").append(this.zombie ? ", zombie" : "");
		return text.toString();
	}

}
