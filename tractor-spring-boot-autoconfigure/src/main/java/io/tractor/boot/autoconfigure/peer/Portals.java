package io.tractor.boot.autoconfigure.peer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tractor.Portal;
import io.tractor.runtime.Actor;

import org.springframework.core.env.PropertyResolver;

/**
 * The portals to all configured peers, and the connections they use.
 */
public final class Portals implements AutoCloseable {

	private final Actor actor;

	private final Map<String, Peer> peers = new LinkedHashMap<>();

	/**
	 * Portals. No connection is made yet.
	 * @param actor whose portals they are
	 * @param properties the peers by name
	 * @param environment resolves what is known only when a connection is made
	 * @param customizers customize how connections are made
	 * @throws org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException
	 * if the URI of a peer is not valid
	 */
	public Portals(Actor actor, Map<String, PeerProperties> properties, PropertyResolver environment,
			List<TractorConnectorCustomizer> customizers) {
		this.actor = actor;
		properties.forEach(
				(name, peer) -> this.peers.put(name, new Peer(name, peer.getUri(), actor, environment, customizers)));
	}

	/**
	 * The portal to a peer.
	 * @param peer the peer's name
	 * @return the portal
	 * @throws IllegalArgumentException if there is no such peer
	 */
	public Portal portal(String peer) {
		return this.actor.portal(peer, known(peer));
	}

	private Peer known(String peer) {
		Peer known = this.peers.get(peer);
		if (known == null) {
			throw new IllegalArgumentException("There is no peer '" + peer + "': the configuration has "
					+ this.peers.keySet() + ", and can have 'tractor.peers." + peer + ".uri'");
		}
		return known;
	}

	/**
	 * How it stands with the connections to all peers.
	 * @return a status of each, as it is now
	 */
	public List<PeerStatus> status() {
		return this.peers.values().stream().map(Peer::status).toList();
	}

	/**
	 * How it stands with the connection to a peer.
	 * @param peer the peer's name
	 * @return its status now
	 * @throws IllegalArgumentException if there is no such peer
	 */
	public PeerStatus status(String peer) {
		return known(peer).status();
	}

	/**
	 * Closes all connections. The next context makes a new one.
	 */
	public void disconnect() {
		this.peers.values().forEach(Peer::disconnect);
	}

	/**
	 * Closes all connections for good.
	 */
	@Override
	public void close() {
		this.peers.values().forEach(Peer::close);
	}

}
