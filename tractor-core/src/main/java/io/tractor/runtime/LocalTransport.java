package io.tractor.runtime;

import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.buffer.ByteBuf;
import io.tractor.TransportClosedException;
import org.jspecify.annotations.Nullable;

/**
 * The way to an actor in the same JVM: frames are handed over as they are, by the thread
 * that has queued them, or what is left of a long row by {@linkplain Carrier another}.
 * For an actor's contexts to itself, and for tests without sockets.
 */
public final class LocalTransport implements Transport {

	/** How many frames are handed over in a turn. */
	private static final int TURN = 32;

	private final Acceptor target;

	private final @Nullable Acceptor origin;

	private final Set<Line> lines = ConcurrentHashMap.newKeySet();

	private volatile boolean closed;

	/** Guarded by this object's monitor. */
	private @Nullable LocalTransport back;

	/**
	 * A way to an actor, with none back.
	 * @param target the actor
	 */
	public LocalTransport(Acceptor target) {
		this(target, null);
	}

	/**
	 * A way to an actor.
	 * @param target the actor
	 * @param origin the actor that comes by it, whose endpoints the target can open
	 * contexts to; null if it has none
	 */
	public LocalTransport(Acceptor target, @Nullable Acceptor origin) {
		this.target = target;
		this.origin = origin;
	}

	@Override
	public Channel open(String endpoint, Link link) {
		return open(endpoint, link, false);
	}

	@Override
	public Channel openStream(String endpoint, Link link, int window) {
		return open(endpoint, link, true);
	}

	private Channel open(String endpoint, Link link, boolean oneWay) {
		Line line = new Line(endpoint, link, oneWay);
		this.lines.add(line);
		if (this.closed) {
			line.lose(new TransportClosedException("the way to " + this.target + " was closed by this side", null));
		}
		return line.out;
	}

	/**
	 * Loses the connection: what is open breaks on both sides. Opening again works.
	 */
	public void lose() {
		loseBack();
		// Not those that are opened meanwhile, by who has heard of the loss.
		List.copyOf(this.lines).forEach((line) -> line.lose(new ClosedChannelException()));
	}

	@Override
	public void close() {
		this.closed = true;
		lose();
	}

	@Override
	public String toString() {
		return "the way to " + this.target + " in this JVM";
	}

	/** The way back, for as long as the connection holds. */
	private synchronized Transport back() {
		LocalTransport back = this.back;
		if (back == null) {
			Acceptor origin = (this.origin != null) ? this.origin : Actor.builder("nobody").build();
			back = new LocalTransport(origin, this.target);
			this.back = back;
		}
		return back;
	}

	private synchronized void loseBack() {
		if (this.back != null) {
			this.back.close();
			this.back = null;
		}
	}

	/** One channel, both directions. */
	private final class Line {

		private final Direction out;

		private final Direction back;

		private volatile boolean broken;

		Line(String endpoint, Link near, boolean oneWay) {
			this.out = new Direction(this, oneWay);
			this.back = new Direction(this, oneWay);
			Link far = LocalTransport.this.target.accept(endpoint, this.back, back());
			this.out.connect(near, far);
			this.back.connect(far, near);
		}

		void lose(Throwable cause) {
			if (breaks()) {
				this.out.from().broken(cause);
				this.back.from().broken(cause);
			}
		}

		/** Whether this broke it now, so that there is somebody to tell. */
		boolean breaks() {
			this.broken = true;
			return LocalTransport.this.lines.remove(this);
		}

		void completed() {
			if (this.out.completed && this.back.completed) {
				LocalTransport.this.lines.remove(this);
			}
		}

	}

	/** One side's end of a channel: carries what that side sends. */
	private static final class Direction extends Carrier implements Channel {

		private final Line line;

		private final boolean oneWay;

		private volatile boolean completed;

		private @Nullable Link from;

		private @Nullable Link to;

		Direction(Line line, boolean oneWay) {
			this.line = line;
			this.oneWay = oneWay;
		}

		void connect(Link from, Link to) {
			this.from = from;
			this.to = to;
		}

		Link from() {
			return connected(this.from);
		}

		private static Link connected(@Nullable Link link) {
			if (link == null) {
				throw new IllegalStateException("Not connected yet");
			}
			return link;
		}

		@Override
		public void wakeup() {
			carry();
		}

		@Override
		protected boolean turn() {
			return this.line.broken || this.completed || turn(from(), connected(this.to));
		}

		private boolean turn(Link from, Link to) {
			for (int frames = 0; frames < TURN; frames++) {
				ByteBuf frame = from.poll();
				if (frame == null) {
					complete(from, to);
					return true;
				}
				to.receive(frame);
			}
			return false;
		}

		private void complete(Link from, Link to) {
			if (from.finished()) {
				this.completed = true;
				this.line.completed();
				to.completed();
			}
		}

		@Override
		public void abandon() {
			if (this.line.breaks()) {
				connected(this.to).broken(new ClosedChannelException());
			}
		}

		@Override
		public boolean oneWay() {
			return this.oneWay;
		}

	}

}
