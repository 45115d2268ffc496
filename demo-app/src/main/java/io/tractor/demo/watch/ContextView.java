package io.tractor.demo.watch;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One side of a context, live or ended.
 *
 * @param id the context's id, the same on both sides
 * @param endpoint the endpoint's name
 * @param side {@code parent}: opened by this actor, or {@code child}: served by it
 * @param peer the name of the actor on the other side
 * @param state where it stands, or how it ended
 * @param ended whether it has ended
 * @param canceller the name of the actor that cancelled it, or null
 * @param sent values sent on its stream
 * @param received values received
 * @param began when it began on this side
 */
public record ContextView(String id, String endpoint, String side, String peer, String state, boolean ended,
		@Nullable String canceller, long sent, long received, Instant began) {
}
