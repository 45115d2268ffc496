package io.tractor.boot.autoconfigure.peer;

import org.jspecify.annotations.Nullable;

/**
 * An application event: a connection to a peer has ended, and this application has not
 * ended it by its shutdown. Listeners are called one event after the other, on a thread
 * that may block.
 *
 * @param peer the peer's name
 * @param address where it was connected to
 * @param cause what happened to it; null if it was just closed
 */
public record PeerLostEvent(String peer, String address, @Nullable Throwable cause) {

}
