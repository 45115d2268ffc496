package io.tractor.boot.autoconfigure.peer;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * How it stands with the connections to a peer.
 *
 * @param name the peer's name
 * @param state whether it is connected, at one of its addresses at least
 * @param connections how many connections were made to it so far
 * @param reconnects how many of them were made after the first to the same address
 * @param failure why the last attempt failed, if the state is {@link State#FAILED}
 * @param addresses how it stands with each address that there was an attempt to connect
 * to
 */
public record PeerStatus(String name, State state, long connections, long reconnects, @Nullable Throwable failure,
		Map<String, State> addresses) {

	/**
	 * Whether a peer is connected.
	 */
	public enum State {

		/** Not connected: it was not needed yet, or was lost since. */
		IDLE,

		/** Connected. */
		CONNECTED,

		/**
		 * The last attempt to connect failed, and it is connected nowhere else. A context
		 * that is opened after the back-off tries again.
		 */
		FAILED

	}

}
