package io.tractor.rsocket;

/**
 * Finds connections for the channels that this side opens.
 */
@FunctionalInterface
interface Connector {

	/**
	 * Opens a channel on a connection that there is, or on one that is made for it; or
	 * fails it. Does not block.
	 * @param channel the channel
	 */
	void connect(Requester channel);

}
