package io.tractor.runtime;

import io.tractor.Side;

/**
 * What is known of a context when it begins on one side.
 *
 * @param id the context's id, the same on both sides; the opener has chosen it
 * @param endpoint the endpoint's name
 * @param side which side this actor has
 * @param peer on the opener's side the portal's name for the peer, on the endpoint's the
 * name that the opener's actor gives itself
 * @param served whether this actor has such an endpoint; on the opener's side always
 * true. If not, the name is whatever a peer made up
 */
public record ContextBeginning(String id, String endpoint, Side side, String peer, boolean served) {

}
