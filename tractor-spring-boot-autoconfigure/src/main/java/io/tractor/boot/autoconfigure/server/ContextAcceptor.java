package io.tractor.boot.autoconfigure.server;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.netty.buffer.ByteBuf;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.plugins.SocketAcceptorInterceptor;
import io.tractor.rsocket.ContextSocketAcceptorInterceptor;
import io.tractor.runtime.Actor;
import io.tractor.runtime.Channel;
import io.tractor.runtime.Link;
import io.tractor.runtime.Transport;
import org.jspecify.annotations.Nullable;

/**
 * Serves contexts on the connections of an RSocket server, and knows which connections
 * have any. To be the innermost of the server's interceptors.
 */
public final class ContextAcceptor implements SocketAcceptorInterceptor {

	private final Actor actor;

	private final Set<RSocket> connections = ConcurrentHashMap.newKeySet();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition drained = this.lock.newCondition();

	/** Guarded by the lock. */
	private int channels;

	/**
	 * An acceptor.
	 * @param actor what serves the contexts
	 */
	public ContextAcceptor(Actor actor) {
		this.actor = actor;
	}

	@Override
	public SocketAcceptor apply(SocketAcceptor others) {
		return (setup,
				connection) -> new ContextSocketAcceptorInterceptor(
						(endpoint, channel, peer) -> accept(connection, endpoint, channel, peer))
					.apply(others)
					.accept(setup, connection);
	}

	private Link accept(RSocket connection, String endpoint, Channel channel, Transport peer) {
		if (this.connections.add(connection)) {
			connection.onClose()
				.subscribe(null, (failure) -> this.connections.remove(connection),
						() -> this.connections.remove(connection));
		}
		opened();
		return new ServedLink(this.actor.accept(endpoint, channel, peer));
	}

	private void opened() {
		this.lock.lock();
		try {
			this.channels++;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void ended() {
		this.lock.lock();
		try {
			this.channels--;
			if (this.channels == 0) {
				this.drained.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Closes the connections that have served contexts, once the far sides know how their
	 * contexts ended. To be called when the actor is closed; returns when all of them
	 * know, or after the timeout. Interrupting the wait ends it.
	 * @param timeout how long to wait at most
	 */
	public void disconnect(Duration timeout) {
		try {
			awaitDrained(timeout.toNanos());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.connections.forEach(RSocket::dispose);
	}

	private void awaitDrained(long nanos) throws InterruptedException {
		this.lock.lock();
		try {
			long left = nanos;
			while (this.channels > 0 && left > 0) {
				left = this.drained.awaitNanos(left);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A context's link. What the far side has completed, it has heard the end of; of a
	 * one-way stream there is no more to know than that the end is on its way.
	 */
	private final class ServedLink implements Link {

		private final Link link;

		private final AtomicBoolean ended = new AtomicBoolean();

		ServedLink(Link link) {
			this.link = link;
		}

		@Override
		public @Nullable ByteBuf poll() {
			return this.link.poll();
		}

		@Override
		public boolean finished() {
			return this.link.finished();
		}

		@Override
		public void receive(ByteBuf frame) {
			this.link.receive(frame);
		}

		@Override
		public void completed() {
			this.link.completed();
			end();
		}

		@Override
		public void broken(Throwable cause) {
			this.link.broken(cause);
			end();
		}

		@Override
		public void unwanted() {
			this.link.unwanted();
			end();
		}

		private void end() {
			if (this.ended.compareAndSet(false, true)) {
				ContextAcceptor.this.ended();
			}
		}

	}

}
