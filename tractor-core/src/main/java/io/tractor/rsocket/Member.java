package io.tractor.rsocket;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.rsocket.RSocket;
import io.rsocket.loadbalance.WeightedStats;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/**
 * One address of a peer that has several. To a strategy it is an RSocket that has no
 * availability while it is not connected; no request is made through it.
 */
final class Member implements RSocket {

	/**
	 * How many milliseconds a channel may take from its connection to its first frame.
	 */
	private static final long TO_BEGIN = 500;

	private final RSocketTransport transport;

	private final ConnectionUse use = new ConnectionUse(this::closeIfRetired);

	private volatile boolean retired;

	Member(String peer, String address, AddressConnector connector, Duration connectTimeout, Backoff backoff) {
		this.transport = new RSocketTransport(peer, address, connector.connect(address, this.use::install),
				connectTimeout, backoff);
	}

	RSocketTransport transport() {
		return this.transport;
	}

	/** Its address is gone: it closes when nothing is live on it any more. */
	void retire() {
		this.retired = true;
		closeIfRetired();
	}

	/** Channels that were given the connection a moment ago may be about to begin. */
	private void closeIfRetired() {
		if (this.retired && this.use.live() == 0) {
			Schedulers.parallel().schedule(() -> {
				if (this.use.live() == 0) {
					this.transport.close();
				}
			}, TO_BEGIN, TimeUnit.MILLISECONDS);
		}
	}

	/** What a weighted strategy decides by. */
	static @Nullable WeightedStats stats(RSocket member) {
		return (member instanceof Member known) ? known.use.stats() : null;
	}

	@Override
	public double availability() {
		RSocket connection = this.transport.connection();
		return (connection != null) ? connection.availability() : 0;
	}

	@Override
	public boolean isDisposed() {
		return this.transport.connection() == null;
	}

	@Override
	public String toString() {
		return this.transport.toString();
	}

}
