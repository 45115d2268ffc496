package io.tractor.stream;

import java.util.ArrayDeque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.tractor.dialog.Outlet;
import io.tractor.protocol.Envelopes;
import io.tractor.protocol.Msg;
import org.jspecify.annotations.Nullable;

/**
 * What one side has queued for the wire, as bytes: what keeps its place among the
 * stream's values, and what may overtake them. Not thread-safe. Whatever is queued when
 * the wire has room leaves in one frame, up to {@link #FRAME_BYTES}; a larger value has a
 * frame of its own.
 * <p>
 * How much can pile up is bounded by the far side's credit, and by the few control
 * messages a dialog has.
 */
final class Outbox implements Outlet {

	/**
	 * A frame is closed once it holds this much. Another number is for tests: with 1 each
	 * value has a frame of its own, with some megabytes all that is queued shares one.
	 */
	static final int FRAME_BYTES = Integer.getInteger("io.tractor.frame-bytes", 64 * 1024);

	private static final int INITIAL_BYTES = 256;

	private @Nullable ByteBuf ahead;

	private @Nullable ByteBuf tail;

	private @Nullable ArrayDeque<ByteBuf> full;

	private boolean closed;

	private boolean touched;

	/** Whether the frame that was taken last was one that may overtake. */
	private boolean overtaken;

	@Override
	public void inOrder(Msg message) {
		if (!this.closed) {
			Envelopes.write(message, tail(size(message)));
		}
	}

	/** How much of a frame a message takes, as far as it matters. */
	private static int size(Msg message) {
		if (message instanceof Msg.Return result) {
			return result.value().length;
		}
		return (message instanceof Msg.Started started) ? started.value().length : 0;
	}

	@Override
	public void ahead(Msg message) {
		if (this.closed) {
			return;
		}
		ByteBuf frame = this.ahead;
		if (frame == null) {
			frame = ByteBufAllocator.DEFAULT.buffer(INITIAL_BYTES);
			this.ahead = frame;
		}
		Envelopes.write(message, frame);
	}

	/** Queues a stream value in its order. */
	void value(byte[] bytes, int offset, int length) {
		if (!this.closed) {
			Envelopes.writeValue(Envelopes.YIELD, bytes, offset, length, tail(length));
		}
	}

	private ByteBuf tail(int length) {
		ByteBuf frame = this.tail;
		if (frame != null && frame.readableBytes() + length > FRAME_BYTES) {
			if (this.full == null) {
				this.full = new ArrayDeque<>(2);
			}
			this.full.add(frame);
			frame = null;
		}
		if (frame == null) {
			frame = ByteBufAllocator.DEFAULT.buffer(Math.max(INITIAL_BYTES, Envelopes.headerLength(length) + length));
			this.tail = frame;
		}
		return frame;
	}

	/**
	 * Takes the next frame, which the caller then owns: what may overtake, but after each
	 * one of these one that keeps its place, if there is one.
	 */
	@Nullable ByteBuf poll() {
		this.touched = true;
		ByteBuf frame = this.ahead;
		if (frame != null && !(this.overtaken && hasInOrder())) {
			this.ahead = null;
			this.overtaken = true;
			return frame;
		}
		this.overtaken = false;
		if (this.full != null) {
			frame = this.full.poll();
			if (frame != null) {
				return frame;
			}
			this.full = null;
		}
		frame = this.tail;
		this.tail = null;
		return frame;
	}

	boolean isEmpty() {
		return this.ahead == null && !hasInOrder();
	}

	private boolean hasInOrder() {
		return this.tail != null || (this.full != null && !this.full.isEmpty());
	}

	/** Whether the wire has ever looked for a frame, so that one may have left. */
	boolean touched() {
		return this.touched;
	}

	/** Drops what is queued and takes nothing more. */
	void close() {
		this.closed = true;
		for (ByteBuf frame = poll(); frame != null; frame = poll()) {
			frame.release();
		}
	}

}
