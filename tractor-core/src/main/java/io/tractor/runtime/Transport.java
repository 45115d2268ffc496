package io.tractor.runtime;

import java.util.List;

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
	 * Opens a {@linkplain Channel#oneWay() one-way} channel for {@code link} to an
	 * endpoint of the peer, otherwise as {@link #open}. When the link asks the far side
	 * to end, the channel may tell it at once that it has.
	 * @param endpoint the endpoint's name
	 * @param link the opener's side, its first frame queued
	 * @param window for how many values the first frame says that there is room
	 * @return the channel
	 */
	Channel openStream(String endpoint, Link link, int window);

	/**
	 * The ways to each of the actors that this leads to, for what concerns all of them.
	 * @return this, unless it leads to several
	 */
	default List<Transport> ways() {
		return List.of(this);
	}

	/**
	 * Closes the connection; what is open on it breaks. Opening afterwards fails.
	 */
	@Override
	void close();

}
