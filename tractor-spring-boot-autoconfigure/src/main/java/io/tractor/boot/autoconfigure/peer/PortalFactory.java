package io.tractor.boot.autoconfigure.peer;

import java.util.function.Consumer;

/**
 * Makes portals to peers whose addresses are known only at run time. What
 * {@code tractor.peers.<name>} can say of a peer can be said of them; connectors, portals
 * and credentials are customized by the same beans. Such a portal has no health and no
 * meter of its own. Thread-safe.
 */
public interface PortalFactory {

	/**
	 * Makes a portal. No connection is made yet.
	 * @param peer the peer's name, for messages, metrics and customizers
	 * @param uri where it is, as in {@code tractor.peers.<name>.uri}
	 * @return the portal, to be closed; closed with the application at the latest
	 * @throws org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException
	 * if the URI is not valid
	 */
	default ClosablePortal open(String peer, String uri) {
		return open(peer, (properties) -> properties.setUri(uri));
	}

	/**
	 * Makes a portal. No connection is made yet.
	 * @param peer the peer's name, for messages, metrics and customizers
	 * @param settings sets what {@code tractor.peers.<name>} can say, which is what it
	 * would be without anything said
	 * @return the portal, to be closed; closed with the application at the latest
	 * @throws org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException
	 * if they are not valid
	 */
	ClosablePortal open(String peer, Consumer<PeerProperties> settings);

}
