package io.tractor.boot.autoconfigure;

import java.time.Duration;

import io.tractor.boot.autoconfigure.peer.Portals;
import io.tractor.boot.autoconfigure.server.ContextAcceptor;
import io.tractor.runtime.Actor;

import org.springframework.context.SmartLifecycle;

/**
 * Ends all contexts before anything they stand on is stopped: the actor first, which
 * takes no new ones and lets those it serves finish for a while; then, once the peers
 * know, the connections they made and those to them. It is in the last phase, like Boot's
 * RSocket server, and stops before that as it depends on it.
 */
final class TractorLifecycle implements SmartLifecycle {

	private final Actor actor;

	private final ContextAcceptor acceptor;

	private final Portals portals;

	private final Duration grace;

	private volatile boolean running;

	/**
	 * A lifecycle.
	 * @param actor whose contexts end
	 * @param acceptor has the connections that peers made
	 * @param portals have those to peers
	 * @param grace how long live contexts may take to finish before they are cancelled
	 */
	TractorLifecycle(Actor actor, ContextAcceptor acceptor, Portals portals, Duration grace) {
		this.actor = actor;
		this.acceptor = acceptor;
		this.portals = portals;
		this.grace = grace;
	}

	@Override
	public void start() {
		this.actor.reopen();
		this.running = true;
	}

	/**
	 * Returns when no context is live, at the latest the grace period and
	 * {@code tractor.abandon-after} later; and when all peers know, or after
	 * {@code tractor.cancel-timeout}.
	 */
	@Override
	public void stop() {
		this.running = false;
		this.actor.close(this.grace);
		this.acceptor.disconnect(this.actor.settings().cancelTimeout());
		this.portals.disconnect();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
