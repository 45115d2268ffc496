package io.tractor.boot.autoconfigure.actuate;

import io.tractor.boot.autoconfigure.peer.PeerStatus;
import io.tractor.boot.autoconfigure.peer.Portals;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * {@link HealthIndicator} for a peer: down if the last attempt to connect to it failed.
 * It never makes one itself.
 */
final class PeerHealthIndicator implements HealthIndicator {

	private final Portals portals;

	private final String peer;

	PeerHealthIndicator(Portals portals, String peer) {
		this.portals = portals;
		this.peer = peer;
	}

	@Override
	public Health health() {
		PeerStatus status = this.portals.status(this.peer);
		return switch (status.state()) {
			case IDLE -> Health.up().withDetail("connection", "idle").build();
			case CONNECTED -> Health.up().withDetail("connection", "connected").build();
			case FAILED -> ((status.failure() != null) ? Health.down(status.failure()) : Health.down())
				.withDetail("connection", "failed")
				.build();
		};
	}

}
