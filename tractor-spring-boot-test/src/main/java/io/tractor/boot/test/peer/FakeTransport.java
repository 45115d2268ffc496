package io.tractor.boot.test.peer;

import io.tractor.TransportClosedException;
import io.tractor.runtime.Channel;
import io.tractor.runtime.Link;
import io.tractor.runtime.Transport;

/**
 * The application's way to a fake peer: to what it is at the moment.
 */
final class FakeTransport implements Transport {

	private final ScriptedPeer peer;

	FakeTransport(ScriptedPeer peer) {
		this.peer = peer;
	}

	@Override
	public Channel open(String endpoint, Link link) {
		Performance performance = this.peer.performance();
		return performance.isReachable() ? performance.transport().open(endpoint, link) : refused(link);
	}

	@Override
	public Channel openStream(String endpoint, Link link, int window) {
		Performance performance = this.peer.performance();
		return performance.isReachable() ? performance.transport().openStream(endpoint, link, window) : refused(link);
	}

	private Channel refused(Link link) {
		link.broken(new TransportClosedException("no connection to " + this.peer + ": it is unreachable", null));
		return new Channel() {

			@Override
			public void wakeup() {
			}

			@Override
			public void abandon() {
			}

		};
	}

	/**
	 * Does nothing: the connection is the peer's.
	 */
	@Override
	public void close() {
	}

}
