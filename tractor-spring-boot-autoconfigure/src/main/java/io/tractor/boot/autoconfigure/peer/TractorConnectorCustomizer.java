package io.tractor.boot.autoconfigure.peer;

import io.rsocket.core.RSocketConnector;

/**
 * Customizes how connections to peers are made: their keep-alive, setup payload,
 * interceptors. A bean of this type takes effect on all peers, in the order of the beans.
 */
@FunctionalInterface
public interface TractorConnectorCustomizer {

	/**
	 * Customizes the connector of a peer, before its first connection is made.
	 * @param peer the peer's name
	 * @param connector its connector; to keep composite metadata
	 */
	void customize(String peer, RSocketConnector connector);

}
