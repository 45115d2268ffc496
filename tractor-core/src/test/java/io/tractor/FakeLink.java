package io.tractor;

import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.EmptyByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tractor.runtime.Link;

/**
 * One side of a channel that counts what it is told: frames have nothing in them.
 */
public final class FakeLink implements Link {

	private static final ByteBuf FRAME = new EmptyByteBuf(UnpooledByteBufAllocator.DEFAULT);

	private final AtomicInteger queued = new AtomicInteger();

	private final AtomicInteger inside = new AtomicInteger();

	/** How many frames it was given. */
	public final AtomicInteger received = new AtomicInteger();

	/** How often it was told an end. */
	public final AtomicInteger ends = new AtomicInteger();

	private volatile boolean finished;

	private volatile boolean clash;

	/** Has more frames. */
	public void queue(int frames) {
		this.queued.addAndGet(frames);
	}

	/** Has no more after those queued. */
	public void finish() {
		this.finished = true;
	}

	/** Whether all that was queued was taken. */
	public boolean isEmpty() {
		return this.queued.get() == 0;
	}

	/** Whether two threads gave it frames at once. */
	public boolean clash() {
		return this.clash;
	}

	@Override
	public ByteBuf poll() {
		while (true) {
			int count = this.queued.get();
			if (count == 0) {
				return null;
			}
			if (this.queued.compareAndSet(count, count - 1)) {
				return FRAME;
			}
		}
	}

	@Override
	public boolean finished() {
		return this.finished && isEmpty();
	}

	@Override
	public void receive(ByteBuf frame) {
		this.clash |= this.inside.getAndIncrement() != 0;
		this.received.incrementAndGet();
		this.inside.decrementAndGet();
	}

	@Override
	public void completed() {
		this.ends.incrementAndGet();
	}

	@Override
	public void broken(Throwable cause) {
		this.ends.incrementAndGet();
	}

}
