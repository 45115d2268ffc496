package io.tractor.boot.autoconfigure.peer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.rsocket.RSocket;
import io.rsocket.plugins.InterceptorRegistry;
import io.tractor.rsocket.BalancedTransport;
import io.tractor.rsocket.RSocketTransport;
import io.tractor.runtime.Acceptor;
import io.tractor.runtime.Channel;
import io.tractor.runtime.Link;
import io.tractor.runtime.Transport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The way to one peer: connections that are made when they are first needed, to where the
 * peer is said to be then.
 */
final class Peer implements Transport {

	private final String name;

	private final PeerSettings settings;

	private final PeerAddresses addresses;

	private final PeerConnector connector;

	private final PeerServices services;

	private final Connections.Watcher watcher;

	private final Object lock = new Object();

	/** Guarded by the lock. */
	private @Nullable Transport transport;

	/** Guarded by the lock. */
	private @Nullable Lookups lookups;

	/** By address. Guarded by the lock. */
	private final Map<String, Connections> connections = new LinkedHashMap<>();

	/** Made to addresses that are gone. Guarded by the lock. */
	private long made;

	/** Of those, made again. Guarded by the lock. */
	private long madeAgain;

	/** Guarded by the lock. */
	private boolean closed;

	/**
	 * A peer.
	 * @param name its name
	 * @param properties its properties
	 * @param contexts takes the contexts that the peer opens over the connection
	 * @param services what the application has for it
	 * @param watcher told of connections
	 * @throws org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException
	 * if a property is not valid
	 */
	Peer(String name, PeerProperties properties, Acceptor contexts, PeerServices services,
			Connections.Watcher watcher) {
		this.name = name;
		this.services = services;
		this.watcher = watcher;
		this.settings = new PeerSettings(name, properties);
		this.settings.check(services);
		this.addresses = new PeerAddresses(this.settings, services.environment());
		this.addresses.check(services.directory());
		this.connector = new PeerConnector(name, this.settings, this.addresses, services, contexts);
	}

	@Override
	public Channel open(String endpoint, Link link) {
		return transport().open(endpoint, link);
	}

	@Override
	public Channel openStream(String endpoint, Link link, int window) {
		return transport().openStream(endpoint, link, window);
	}

	@Override
	public List<Transport> ways() {
		return transport().ways();
	}

	private Transport transport() {
		synchronized (this.lock) {
			Transport transport = this.transport;
			if (transport == null) {
				transport = this.addresses.several() ? several() : single();
				if (this.closed) {
					transport.close();
				}
				this.transport = transport;
			}
			return transport;
		}
	}

	private Transport single() {
		String address = this.addresses.single();
		return new RSocketTransport(this.name, address, connect(address, (registry) -> {
		}), this.settings.connectTimeout(), this.settings.backoff());
	}

	private Transport several() {
		String service = this.addresses.service();
		PeerDirectory directory = this.services.directory();
		if (service == null || directory == null) {
			BalancedTransport transport = balanced(() -> {
			});
			transport.update(this.addresses.all());
			return transport;
		}
		Lookups lookups = new Lookups(service, () -> known(this.addresses.complete(directory.addresses(service))),
				this.settings.discovery().getRefreshInterval());
		BalancedTransport transport = balanced(lookups::wanted);
		lookups.of(transport);
		this.lookups = lookups;
		return transport;
	}

	/** Keeps no account of addresses that are gone. */
	private List<String> known(List<String> addresses) {
		synchronized (this.lock) {
			this.connections.entrySet().removeIf((entry) -> {
				boolean gone = !addresses.contains(entry.getKey());
				if (gone) {
					forget(entry.getValue());
				}
				return gone;
			});
		}
		return addresses;
	}

	private BalancedTransport balanced(Runnable lookUp) {
		return new BalancedTransport(this.name, this::connect, this.settings.strategy(), this.settings.connectTimeout(),
				this.settings.backoff(), lookUp);
	}

	private Mono<RSocket> connect(String address, Consumer<InterceptorRegistry> interceptors) {
		Connections connections = new Connections(address, this.watcher);
		synchronized (this.lock) {
			forget(this.connections.put(address, connections));
		}
		return connections.watched(this.connector.connect(address, interceptors));
	}

	/** Under the lock. */
	private void forget(@Nullable Connections connections) {
		if (connections != null) {
			this.made += connections.made();
			this.madeAgain += connections.madeAgain();
		}
	}

	/**
	 * Closes the connections; the next context makes others.
	 */
	void disconnect() {
		Transport transport;
		synchronized (this.lock) {
			transport = this.transport;
			this.transport = null;
			if (this.lookups != null) {
				this.lookups.close();
				this.lookups = null;
			}
			this.connections.values().forEach(Connections::closed);
		}
		if (transport != null) {
			transport.close();
		}
	}

	PeerStatus status() {
		synchronized (this.lock) {
			long made = this.made;
			long madeAgain = this.madeAgain;
			Throwable failure = null;
			Map<String, PeerStatus.State> states = new TreeMap<>();
			for (Map.Entry<String, Connections> address : this.connections.entrySet()) {
				Connections connections = address.getValue();
				states.put(address.getKey(), connections.state());
				made += connections.made();
				madeAgain += connections.madeAgain();
				failure = (failure != null) ? failure : connections.failure();
			}
			PeerStatus.State state = states.containsValue(PeerStatus.State.CONNECTED) ? PeerStatus.State.CONNECTED
					: (failure != null) ? PeerStatus.State.FAILED : PeerStatus.State.IDLE;
			return new PeerStatus(this.name, state, made, madeAgain,
					(state == PeerStatus.State.FAILED) ? failure : null, states);
		}
	}

	@Override
	public void close() {
		synchronized (this.lock) {
			this.closed = true;
		}
		disconnect();
	}

	@Override
	public String toString() {
		return "peer '" + this.name + "'";
	}

}
