package io.tractor.boot.autoconfigure.peer;

/**
 * An application event: a connection to a peer was made. Listeners are called one event
 * after the other, on a thread that may block.
 *
 * @param peer the peer's name
 * @param address where it is
 */
public record PeerConnectedEvent(String peer, String address) {

}
