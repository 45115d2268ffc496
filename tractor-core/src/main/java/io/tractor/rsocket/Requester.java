package io.tractor.rsocket;

import io.rsocket.RSocket;

/**
 * A channel that this side opens, once there is a connection for it.
 */
sealed interface Requester permits OutgoingChannel, OutgoingStream, Choice.Bid {

	/**
	 * Opens the channel on a connection.
	 * @param rsocket the connection
	 */
	void open(RSocket rsocket);

	/**
	 * The channel cannot go on. Tells the link, unless it knows.
	 * @param cause why
	 */
	void fail(Throwable cause);

}
