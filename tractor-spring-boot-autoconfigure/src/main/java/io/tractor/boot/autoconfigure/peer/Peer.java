package io.tractor.boot.autoconfigure.peer;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.tractor.rsocket.ContextSocketAcceptorInterceptor;
import io.tractor.rsocket.RSocketTransport;
import io.tractor.runtime.Acceptor;
import io.tractor.runtime.Channel;
import io.tractor.runtime.Link;
import io.tractor.runtime.Transport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.PropertyResolver;
import org.springframework.util.StringUtils;

/**
 * The way to one peer: a connection that is made when it is first needed, to where the
 * peer is said to be then.
 */
final class Peer implements Transport {

	/** Known only once a server listens, as {@code local.rsocket.server.port}. */
	private static final Pattern PORT_OF_OWN_SERVER = Pattern.compile("\\$\\{local\\.[\\w.-]+\\.port}");

	private final String name;

	private final String property;

	private final @Nullable String uri;

	private final Acceptor contexts;

	private final PropertyResolver environment;

	private final List<TractorConnectorCustomizer> customizers;

	private final Connections connections = new Connections();

	private final Object lock = new Object();

	/** Guarded by the lock. */
	private @Nullable RSocketTransport transport;

	/** Guarded by the lock. */
	private boolean closed;

	/**
	 * A peer.
	 * @param name its name
	 * @param uri where it is, possibly with placeholders for ports of own servers
	 * @param contexts takes the contexts that the peer opens over the connection
	 * @param environment resolves them
	 * @param customizers customize the connector
	 * @throws InvalidConfigurationPropertyValueException if {@code uri} is not valid
	 */
	Peer(String name, @Nullable String uri, Acceptor contexts, PropertyResolver environment,
			List<TractorConnectorCustomizer> customizers) {
		this.name = name;
		this.contexts = contexts;
		this.property = "tractor.peers." + name + ".uri";
		this.uri = uri;
		this.environment = environment;
		this.customizers = customizers;
		String anyPort = (uri != null) ? PORT_OF_OWN_SERVER.matcher(uri).replaceAll("1") : null;
		parse((anyPort != null) ? this.environment.resolvePlaceholders(anyPort) : null);
	}

	private PeerUri parse(@Nullable String text) {
		if (!StringUtils.hasText(text)) {
			throw invalid("It must say where the peer is, such as tcp://host:port.");
		}
		Matcher unresolved = Pattern.compile("\\$\\{([^}]*)}").matcher(text);
		if (unresolved.find()) {
			throw invalid("There is no property '" + unresolved.group(1) + "'.");
		}
		try {
			return PeerUri.parse(text);
		}
		catch (IllegalArgumentException ex) {
			throw invalid(ex.getMessage());
		}
	}

	private InvalidConfigurationPropertyValueException invalid(@Nullable String reason) {
		return new InvalidConfigurationPropertyValueException(this.property, this.uri, reason);
	}

	@Override
	public Channel open(String endpoint, Link link) {
		return transport().open(endpoint, link);
	}

	@Override
	public Channel openStream(String endpoint, Link link, int window) {
		return transport().openStream(endpoint, link, window);
	}

	private RSocketTransport transport() {
		synchronized (this.lock) {
			RSocketTransport transport = this.transport;
			if (transport == null) {
				transport = new RSocketTransport(this.name, resolved(), connector());
				if (this.closed) {
					transport.close();
				}
				this.transport = transport;
			}
			return transport;
		}
	}

	private Mono<RSocket> connector() {
		RSocketConnector connector = RSocketTransport.connector()
			.acceptor(ContextSocketAcceptorInterceptor.acceptor(this.contexts));
		this.customizers.forEach((customizer) -> customizer.customize(this.name, connector));
		return this.connections.watched(Mono.defer(() -> connector.connect(parse(resolved()).transport())));
	}

	private String resolved() {
		return this.environment.resolvePlaceholders(String.valueOf(this.uri));
	}

	/**
	 * Closes the connection; the next context makes another one.
	 */
	void disconnect() {
		RSocketTransport transport;
		synchronized (this.lock) {
			transport = this.transport;
			this.transport = null;
		}
		if (transport != null) {
			transport.close();
		}
		this.connections.closed();
	}

	PeerStatus status() {
		return this.connections.status(this.name);
	}

	@Override
	public void close() {
		synchronized (this.lock) {
			this.closed = true;
		}
		disconnect();
	}

}
