package io.tractor.rsocket;

import io.rsocket.RSocket;

/**
 * A channel that this side opens, once there is a connection for it.
 */
sealed interface Requester permits OutgoingChannel, OutgoingStream, Choice.Bid {

	/**
	 * Opens the channel on a connection.
	 * @param rsocket the connection
	 * @param claim keeps it open until the channel has begun on it; to be released then,
	 * or when it never will
	 */
	void open(RSocket rsocket, Claim claim);

	/**
	 * The channel cannot go on. Tells the link, unless it knows.
	 * @param cause why
	 */
	void fail(Throwable cause);

}
