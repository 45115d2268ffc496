package io.tractor.boot.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.tractor.boot.autoconfigure.peer.PeerStatus;
import io.tractor.boot.autoconfigure.peer.Portals;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * {@link HealthIndicator} for a peer: down if the last attempt to connect to it failed,
 * and it is not connected at another address. It never makes one itself.
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
		Health.Builder health = switch (status.state()) {
			case IDLE -> Health.up().withDetail("connection", "idle");
			case CONNECTED -> Health.up().withDetail("connection", "connected");
			case FAILED -> ((status.failure() != null) ? Health.down(status.failure()) : Health.down())
				.withDetail("connection", "failed");
		};
		if (status.addresses().size() > 1) {
			Map<String, String> addresses = new LinkedHashMap<>();
			status.addresses()
				.forEach((address, state) -> addresses.put(address, state.name().toLowerCase(Locale.ROOT)));
			health.withDetail("addresses", addresses);
		}
		return health.build();
	}

}
