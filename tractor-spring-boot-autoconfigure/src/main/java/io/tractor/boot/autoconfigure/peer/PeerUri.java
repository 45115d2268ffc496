package io.tractor.boot.autoconfigure.peer;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.handler.ssl.SslContext;
import io.rsocket.transport.ClientTransport;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import io.tractor.rsocket.PromptFlush;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.tcp.TcpClient;

/**
 * Where a peer is.
 *
 * @param scheme how to get there
 * @param host its host, an IPv6 address without brackets
 * @param port its port
 * @param path the path, and query, of a web socket
 */
record PeerUri(Scheme scheme, String host, int port, String path) {

	private static final String EXPECTED = "Write tcp://host:port, ws://host:port/path or wss://host:port/path.";

	/** More lenient than {@link URI}: names of containers may have an underscore. */
	private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[\\w.-]+)(?::(\\d{1,5}))?");

	private static final int MAX_PORT = 65535;

	/**
	 * Reads a URI.
	 * @param text the URI
	 * @return what it says
	 * @throws IllegalArgumentException if it is none, or not of a peer, and why
	 */
	static PeerUri parse(String text) {
		URI uri;
		try {
			uri = new URI(text.trim());
		}
		catch (URISyntaxException ex) {
			throw new IllegalArgumentException("It is not a URI: " + ex.getReason() + ". " + EXPECTED);
		}
		Scheme scheme = Scheme.of(uri.getScheme());
		String authority = uri.getRawAuthority();
		Matcher matcher = AUTHORITY.matcher((authority != null) ? authority : "");
		if (!matcher.matches()) {
			throw new IllegalArgumentException("It has no host, or one that is not valid. " + EXPECTED);
		}
		int port = port(scheme, matcher.group(2));
		String path = (uri.getRawQuery() != null) ? uri.getRawPath() + "?" + uri.getRawQuery() : uri.getRawPath();
		if (scheme == Scheme.TCP && !path.isEmpty() && !path.equals("/") || uri.getRawFragment() != null) {
			throw new IllegalArgumentException("There must be nothing behind host and port. " + EXPECTED);
		}
		return new PeerUri(scheme, matcher.group(1).replaceAll("[\\[\\]]", ""), port, path.isEmpty() ? "/" : path);
	}

	private static int port(Scheme scheme, @Nullable String text) {
		int port = (text != null) ? Integer.parseInt(text) : scheme.port;
		if (port < 1 || port > MAX_PORT) {
			throw new IllegalArgumentException(
					((text != null) ? "The port must be from 1 to " + MAX_PORT + ". " : "It has no port. ") + EXPECTED);
		}
		return port;
	}

	/**
	 * Makes the way there. The host's name is resolved for each connection, by Netty.
	 * @param ssl what to secure it with, or null
	 * @return a transport
	 */
	ClientTransport transport(@Nullable SslContext ssl) {
		return switch (this.scheme) {
			case TCP -> TcpClientTransport.create(tcp(ssl));
			case WS -> WebsocketClientTransport.create(http(), this.path);
			case WSS -> WebsocketClientTransport
				.create((ssl != null) ? http().secure((spec) -> spec.sslContext(ssl)) : http().secure(), this.path);
		};
	}

	TcpClient tcp(@Nullable SslContext ssl) {
		TcpClient client = TcpClient.newConnection().host(this.host).port(this.port).doOnChannelInit(new PromptFlush());
		return (ssl != null) ? client.secure((spec) -> spec.sslContext(ssl)) : client;
	}

	HttpClient http() {
		return HttpClient.newConnection().host(this.host).port(this.port).doOnChannelInit(new PromptFlush());
	}

	/** Whether a bundle can secure it. */
	boolean securable() {
		return this.scheme != Scheme.WS;
	}

	/**
	 * How to get to a peer.
	 */
	enum Scheme {

		/** TCP; has no default port. */
		TCP(0),

		/** A web socket. */
		WS(80),

		/** A web socket over TLS, the peer's certificate checked as the JVM does. */
		WSS(443);

		private final int port;

		Scheme(int port) {
			this.port = port;
		}

		private static Scheme of(@Nullable String name) {
			for (Scheme scheme : values()) {
				if (scheme.name().toLowerCase(Locale.ROOT).equalsIgnoreCase(name)) {
					return scheme;
				}
			}
			throw new IllegalArgumentException(
					((name != null) ? "Its scheme '" + name + "' is unknown. " : "It has no scheme. ") + EXPECTED);
		}

	}

}
