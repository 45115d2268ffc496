package io.tractor.boot.autoconfigure;

import io.tractor.boot.autoconfigure.peer.Portals;
import io.tractor.boot.autoconfigure.server.ContextAcceptor;
import io.tractor.runtime.Actor;

import org.springframework.context.SmartLifecycle;

/**
 * Ends all contexts before anything they stand on is stopped: the actor first, then, once
 * the peers know, the connections they made and those to them. It is in the last phase,
 * like Boot's RSocket server, and stops before that as it depends on it.
 */
final class TractorLifecycle implements SmartLifecycle {

	private final Actor actor;

	private final ContextAcceptor acceptor;

	private final Portals portals;

	private volatile boolean running;

	TractorLifecycle(Actor actor, ContextAcceptor acceptor, Portals portals) {
		this.actor = actor;
		this.acceptor = acceptor;
		this.portals = portals;
	}

	@Override
	public void start() {
		this.actor.reopen();
		this.running = true;
	}

	/**
	 * Returns when no context is live, or after {@code tractor.abandon-after}; and when
	 * all peers know, or after {@code tractor.cancel-timeout}.
	 */
	@Override
	public void stop() {
		this.running = false;
		this.actor.close();
		this.acceptor.disconnect(this.actor.settings().cancelTimeout());
		this.portals.disconnect();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
