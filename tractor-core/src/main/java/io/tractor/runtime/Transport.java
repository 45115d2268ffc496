package io.tractor.runtime;

/**
 * The connection to one peer, made on demand and made anew after a loss. Implemented by a
 * transport binding.
 */
public interface Transport extends AutoCloseable {

	/**
	 * Opens a channel for {@code link} to an endpoint of the peer. Never blocks or
	 * throws: if there is no connection and none can be made, {@link Link#broken} tells.
	 * @param endpoint the endpoint's name
	 * @param link the opener's side, its first frame queued
	 * @return the channel
	 */
	Channel open(String endpoint, Link link);

	/**
	 * Closes the connection; what is open on it breaks. Opening afterwards fails.
	 */
	@Override
	void close();

}
