package io.tractor.boot.autoconfigure.peer;

import org.jspecify.annotations.Nullable;

/**
 * How it stands with the connection to a peer.
 *
 * @param name the peer's name
 * @param state whether it is connected
 * @param connections how many connections were made to it so far
 * @param failure why the last attempt failed, if the state is {@link State#FAILED}
 */
public record PeerStatus(String name, State state, long connections, @Nullable Throwable failure) {

	/**
	 * Whether a peer is connected.
	 */
	public enum State {

		/** Not connected: it was not needed yet, or was lost since. */
		IDLE,

		/** Connected. */
		CONNECTED,

		/** The last attempt to connect failed. The next context tries again. */
		FAILED

	}

}
