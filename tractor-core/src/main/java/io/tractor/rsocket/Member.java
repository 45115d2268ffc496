package io.tractor.rsocket;

import java.time.Duration;

import io.rsocket.RSocket;
import io.rsocket.loadbalance.WeightedStats;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

/**
 * One address of a peer that has several. To a strategy it is an RSocket that has no
 * availability while it is not connected; no request is made through it.
 */
final class Member implements RSocket {

	private final RSocketTransport transport;

	private final ConnectionUse use = new ConnectionUse(this::closeSoonIfRetired);

	/** Written under this object's monitor. */
	private volatile boolean retired;

	/**
	 * Channels that were given the connection, or wait for it, and have not begun.
	 * Guarded by this object's monitor.
	 */
	private int claims;

	/** Whether it is given to nobody any more. Guarded by this object's monitor. */
	private boolean closing;

	Member(String peer, String address, AddressConnector connector, Duration connectTimeout, Backoff backoff) {
		this.transport = new RSocketTransport(peer, address, connector.connect(address, this.use::install),
				connectTimeout, backoff);
	}

	RSocketTransport transport() {
		return this.transport;
	}

	/**
	 * Takes the address for a channel, before its connection is asked for.
	 * @return keeps the connection until the channel has begun, or null if the address is
	 * gone and its connection is being closed
	 */
	@Nullable Claim claim() {
		synchronized (this) {
			if (this.closing) {
				return null;
			}
			this.claims++;
		}
		return new Claim(this::released);
	}

	private void released() {
		synchronized (this) {
			this.claims--;
		}
		closeSoonIfRetired();
	}

	/**
	 * Gives a channel the connection.
	 * @param channel the channel
	 * @return whether there is one
	 */
	boolean give(Requester channel) {
		Claim claim = claim();
		if (claim == null) {
			return false;
		}
		RSocket connection = this.transport.connection();
		if (connection == null) {
			claim.release();
			return false;
		}
		channel.open(connection, claim);
		return true;
	}

	/** Its address is gone: it closes when nothing is live on it any more. */
	void retire() {
		synchronized (this) {
			this.retired = true;
		}
		closeIfRetired();
	}

	/** Not from within what a connection says of itself. */
	private void closeSoonIfRetired() {
		if (this.retired) {
			Schedulers.parallel().schedule(this::closeIfRetired);
		}
	}

	/** A channel is live before its claim is released, so that one of them is seen. */
	private void closeIfRetired() {
		synchronized (this) {
			if (!this.retired || this.closing || this.claims > 0 || this.use.live() > 0) {
				return;
			}
			this.closing = true;
		}
		this.transport.close();
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
