package io.tractor.rsocket;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.tractor.runtime.Channel;
import io.tractor.runtime.Link;

/**
 * Makes the channels that this side opens to a peer, and has a connection found for each.
 */
final class Requests {

	/**
	 * Endpoints whose route is kept: far more than a peer has, unless names are made up.
	 */
	private static final int KEPT_ROUTES = 1024;

	private final Connector connector;

	private final Map<String, byte[]> routes = new ConcurrentHashMap<>();

	Requests(Connector connector) {
		this.connector = connector;
	}

	Channel open(String endpoint, Link link) {
		byte[] route;
		try {
			route = route(endpoint);
		}
		catch (IllegalArgumentException ex) {
			OutgoingChannel unopened = new OutgoingChannel(link, new byte[0], this.connector);
			unopened.fail(ex);
			return unopened;
		}
		OutgoingChannel channel = new OutgoingChannel(link, route, this.connector);
		this.connector.connect(channel);
		return channel;
	}

	Channel openStream(String endpoint, Link link, int window) {
		byte[] route;
		try {
			route = RouteFormat.encodeStream(endpoint);
		}
		catch (IllegalArgumentException ex) {
			OutgoingStream unopened = new OutgoingStream(link, new byte[0], window);
			unopened.fail(ex);
			return unopened;
		}
		OutgoingStream stream = new OutgoingStream(link, route, window);
		this.connector.connect(stream);
		return stream;
	}

	private byte[] route(String endpoint) {
		byte[] route = this.routes.get(endpoint);
		if (route == null) {
			route = RouteFormat.encode(endpoint);
			if (this.routes.size() < KEPT_ROUTES) {
				this.routes.put(endpoint, route);
			}
		}
		return route;
	}

}
