package io.tractor.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.netty.buffer.ByteBuf;
import io.tractor.TransportClosedException;

/**
 * Two actors in one JVM, their frames carried by a thread that stands for the event loop.
 */
public final class InMemoryTransport implements Transport {

	private final Actor target;

	private final ExecutorService loop = Executors.newSingleThreadExecutor((runnable) -> {
		Thread thread = new Thread(runnable, "in-memory-loop");
		thread.setDaemon(true);
		return thread;
	});

	private final Set<Wire> wires = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	public InMemoryTransport(Actor target) {
		this.target = target;
	}

	@Override
	public Channel open(String endpoint, Link link) {
		Wire wire = new Wire();
		wire.near = link;
		if (this.closed) {
			link.broken(new TransportClosedException("The in-memory connection is closed", null));
			return wire.outward;
		}
		wire.far = this.target.accept(endpoint, wire.back);
		this.wires.add(wire);
		wire.outward.wakeup();
		return wire.outward;
	}

	/**
	 * Loses the connection: what is open breaks on both sides; opening again works.
	 */
	public void lose() {
		this.wires.forEach(Wire::lose);
	}

	@Override
	public void close() {
		this.closed = true;
		lose();
		this.loop.shutdown();
	}

	private final class Wire {

		private volatile Link near;

		private volatile Link far;

		private final Half outward = new Half(true);

		private final Half back = new Half(false);

		private void lose() {
			InMemoryTransport.this.loop.execute(() -> {
				if (InMemoryTransport.this.wires.remove(this)) {
					this.near.broken(new java.nio.channels.ClosedChannelException());
					this.far.broken(new java.nio.channels.ClosedChannelException());
				}
			});
		}

		private final class Half implements Channel {

			private final boolean out;

			private boolean completed;

			Half(boolean out) {
				this.out = out;
			}

			@Override
			public void wakeup() {
				if (!InMemoryTransport.this.loop.isShutdown()) {
					InMemoryTransport.this.loop.execute(this::pump);
				}
			}

			private void pump() {
				if (!InMemoryTransport.this.wires.contains(Wire.this) || this.completed) {
					return;
				}
				Link from = this.out ? Wire.this.near : Wire.this.far;
				Link to = this.out ? Wire.this.far : Wire.this.near;
				for (ByteBuf frame = from.poll(); frame != null; frame = from.poll()) {
					to.receive(frame);
				}
				if (from.finished()) {
					this.completed = true;
					to.completed();
					if (Wire.this.outward.completed && Wire.this.back.completed) {
						InMemoryTransport.this.wires.remove(Wire.this);
					}
				}
			}

			@Override
			public void abandon() {
				lose();
			}

		}

	}

}
