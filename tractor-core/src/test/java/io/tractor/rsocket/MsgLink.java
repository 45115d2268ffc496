package io.tractor.rsocket;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.tractor.protocol.Envelopes;
import io.tractor.protocol.FrameReader;
import io.tractor.protocol.Msg;
import io.tractor.runtime.Channel;
import io.tractor.runtime.Link;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A link of messages that keeps no rules. What is queued when it is polled shares a
 * frame.
 */
final class MsgLink implements Link {

	private static final int SECONDS = 60;

	final BlockingQueue<Msg> received = new LinkedBlockingQueue<>();

	final CompletableFuture<String> end = new CompletableFuture<>();

	/** How often the link was told its end. */
	final AtomicInteger ends = new AtomicInteger();

	private final ByteBufAllocator allocator;

	private final Queue<Msg> queue = new ArrayDeque<>();

	private boolean last;

	private volatile @Nullable Channel channel;

	MsgLink(ByteBufAllocator allocator) {
		this.allocator = allocator;
	}

	MsgLink on(Channel channel) {
		this.channel = channel;
		return this;
	}

	boolean opened() {
		return this.channel != null;
	}

	Channel channel() {
		Channel channel = this.channel;
		assertThat(channel).isNotNull();
		return channel;
	}

	MsgLink queue(Msg message) {
		synchronized (this.queue) {
			this.queue.add(message);
		}
		return this;
	}

	void send(Msg message) {
		queue(message);
		channel().wakeup();
	}

	void finish() {
		synchronized (this.queue) {
			this.last = true;
		}
		channel().wakeup();
	}

	@Override
	public @Nullable ByteBuf poll() {
		synchronized (this.queue) {
			if (this.queue.isEmpty()) {
				return null;
			}
			ByteBuf frame = this.allocator.buffer();
			this.queue.forEach((message) -> Envelopes.write(message, frame));
			this.queue.clear();
			return frame;
		}
	}

	@Override
	public boolean finished() {
		synchronized (this.queue) {
			return this.last && this.queue.isEmpty();
		}
	}

	@Override
	public void receive(ByteBuf frame) {
		try {
			FrameReader reader = new FrameReader(frame);
			while (reader.next()) {
				this.received.add(reader.message());
			}
		}
		finally {
			frame.release();
		}
	}

	@Override
	public void completed() {
		ended("completed");
	}

	@Override
	public void broken(Throwable cause) {
		ended("broken: " + cause.getMessage());
	}

	@Override
	public void unwanted() {
		ended("unwanted");
	}

	private void ended(String how) {
		this.ends.incrementAndGet();
		this.end.complete(how);
	}

	Msg awaitMessage() throws InterruptedException {
		Msg message = this.received.poll(SECONDS, TimeUnit.SECONDS);
		assertThat(message).as("a message; the end is %s", this.end.getNow("not there")).isNotNull();
		return message;
	}

	String awaitEnd() throws Exception {
		return this.end.get(SECONDS, TimeUnit.SECONDS);
	}

}
