package io.tractor.boot.autoconfigure.peer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.tractor.Portal;
import io.tractor.runtime.Actor;

/**
 * The portals to all configured peers, and to those that are known only at run time; and
 * the connections they use.
 */
public final class Portals implements PortalFactory, AutoCloseable {

	private final Actor actor;

	private final PeerServices services;

	private final PeerEvents events;

	private final Map<String, Peer> peers = new LinkedHashMap<>();

	/** Those that were opened at run time. */
	private final Set<Peer> others = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	/**
	 * Portals. No connection is made yet.
	 * @param actor whose portals they are
	 * @param properties the peers by name
	 * @param services what the application has for its peers
	 * @throws org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException
	 * if a property of a peer is not valid
	 */
	public Portals(Actor actor, Map<String, PeerProperties> properties, PeerServices services) {
		this.actor = actor;
		this.services = services;
		this.events = new PeerEvents(services.events());
		properties.forEach((name, peer) -> this.peers.put(name, peer(name, peer)));
	}

	private Peer peer(String name, PeerProperties properties) {
		return new Peer(name, properties, this.actor, this.services, this.events.of(name));
	}

	/**
	 * The portal to a peer.
	 * @param peer the peer's name
	 * @return the portal
	 * @throws IllegalArgumentException if there is no such peer
	 */
	public Portal portal(String peer) {
		return portal(peer, known(peer));
	}

	private Portal portal(String name, Peer peer) {
		Portal portal = this.actor.portal(name, peer);
		for (TractorPortalCustomizer customizer : this.services.portalCustomizers()) {
			portal = customizer.customize(portal);
		}
		return portal;
	}

	@Override
	public ClosablePortal open(String peer, Consumer<PeerProperties> settings) {
		PeerProperties properties = new PeerProperties();
		settings.accept(properties);
		Peer opened = peer(peer, properties);
		this.others.add(opened);
		if (this.closed) {
			opened.close();
		}
		return new OwnPortal(portal(peer, opened), () -> {
			close(opened);
			this.others.remove(opened);
		});
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
	 * How it stands with the connections to all configured peers.
	 * @return a status of each, as it is now
	 */
	public List<PeerStatus> status() {
		return this.peers.values().stream().map(Peer::status).toList();
	}

	/**
	 * How it stands with the connections to a configured peer.
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
		this.others.forEach(Peer::disconnect);
	}

	/** Whose contexts end before it. */
	private void close(Peer peer) {
		this.actor.cancelOpened(peer, "the portal to " + peer + " was closed");
		peer.close();
	}

	/**
	 * Closes all connections for good. Contexts that are open on them are cancelled, with
	 * this actor as canceller; returns when they have ended, at the latest after
	 * {@code tractor.abandon-after} for each peer.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.peers.values().forEach(this::close);
		this.others.forEach(this::close);
		this.events.close();
	}

}
