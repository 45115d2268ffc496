package io.tractor.runtime;

/**
 * Takes the contexts that peers open: an {@link Actor}, as a transport binding sees it.
 */
@FunctionalInterface
public interface Acceptor {

	/**
	 * Takes a channel that a peer opened to an endpoint. Never throws: what is wrong is
	 * told to the peer.
	 * @param endpoint the endpoint's name, which may be unknown
	 * @param channel the way back, which may be used at once
	 * @param peer the way to the peer's own endpoints, over the same connection
	 * @return what takes the channel's frames
	 */
	Link accept(String endpoint, Channel channel, Transport peer);

}
