package io.tractor.runtime;

import io.tractor.ActorId;
import io.tractor.Side;
import org.jspecify.annotations.Nullable;

/**
 * One side of a live context as it was at one moment.
 *
 * @param id the context's id, the same on both sides
 * @param endpoint the endpoint's name
 * @param side which side this actor has
 * @param peer the actor of the other side, or null if it has not answered yet
 * @param state where the dialog stands, for people
 * @param cancelled whether this side was asked to cancel, or asked
 * @param zombie whether the task was cancelled, the opener has gone on without it, and it
 * still runs
 */
public record ContextSnapshot(String id, String endpoint, Side side, @Nullable ActorId peer, String state,
		boolean cancelled, boolean zombie) {

}
