package io.tractor.rsocket;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.tractor.runtime.Channel;
import io.tractor.runtime.Link;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A link of strings. What is queued when it is polled shares a frame, joined by commas.
 * Holds strings and no buffers, so that a buffer that is left over is the channel's
 * fault.
 */
final class QueueLink implements Link {

	private static final int SECONDS = 60;

	final BlockingQueue<String> received = new LinkedBlockingQueue<>();

	final CompletableFuture<Void> completed = new CompletableFuture<>();

	final CompletableFuture<Throwable> broken = new CompletableFuture<>();

	private final CompletableFuture<String> first = new CompletableFuture<>();

	/** How often the link was told its end. */
	final AtomicInteger ends = new AtomicInteger();

	final AtomicInteger frames = new AtomicInteger();

	/** Whether two threads polled at once. */
	final AtomicBoolean clash = new AtomicBoolean();

	private final ByteBufAllocator allocator;

	private final AtomicBoolean polling = new AtomicBoolean();

	private final Queue<String> queue = new ArrayDeque<>();

	private boolean last;

	private volatile @Nullable Channel channel;

	private volatile Consumer<String> onFrame = (frame) -> {
	};

	QueueLink(ByteBufAllocator allocator) {
		this.allocator = allocator;
	}

	QueueLink on(Channel channel) {
		this.channel = channel;
		return this;
	}

	QueueLink onFrame(Consumer<String> action) {
		this.onFrame = action;
		return this;
	}

	/** Sends back what it gets, and finishes on completion. */
	QueueLink echo() {
		this.completed.thenRun(this::finish);
		return onFrame(this::send);
	}

	/** Queues without a wake-up. */
	QueueLink queue(String... values) {
		synchronized (this.queue) {
			this.queue.addAll(Arrays.asList(values));
		}
		return this;
	}

	void send(String... values) {
		queue(values);
		wakeup();
	}

	void finish() {
		synchronized (this.queue) {
			this.last = true;
		}
		wakeup();
	}

	void wakeup() {
		Channel channel = this.channel;
		if (channel != null) {
			channel.wakeup();
		}
	}

	void abandon() {
		Channel channel = this.channel;
		assertThat(channel).isNotNull();
		channel.abandon();
	}

	@Override
	public @Nullable ByteBuf poll() {
		this.clash.compareAndSet(false, !this.polling.compareAndSet(false, true));
		String frame;
		synchronized (this.queue) {
			frame = this.queue.isEmpty() ? null : String.join(",", this.queue);
			this.queue.clear();
		}
		this.polling.set(false);
		if (frame == null) {
			return null;
		}
		this.frames.incrementAndGet();
		return ByteBufUtil.writeUtf8(this.allocator, frame);
	}

	@Override
	public boolean finished() {
		synchronized (this.queue) {
			return this.last && this.queue.isEmpty();
		}
	}

	@Override
	public void receive(ByteBuf frame) {
		String text;
		try {
			text = frame.toString(UTF_8);
		}
		finally {
			frame.release();
		}
		this.first.complete(text);
		this.onFrame.accept(text);
		this.received.add(text);
	}

	@Override
	public void completed() {
		this.ends.incrementAndGet();
		this.completed.complete(null);
	}

	@Override
	public void broken(Throwable cause) {
		this.ends.incrementAndGet();
		this.broken.complete(cause);
	}

	String awaitFrame() throws InterruptedException {
		String frame = this.received.poll(SECONDS, TimeUnit.SECONDS);
		assertThat(frame).as("a frame; broken by %s", this.broken.getNow(null)).isNotNull();
		return frame;
	}

	/** The first frame, or null if none came before the link broke. */
	@Nullable String awaitFrameOrBroken() throws Exception {
		CompletableFuture.anyOf(this.first, this.broken).get(SECONDS, TimeUnit.SECONDS);
		return this.first.getNow(null);
	}

	List<String> awaitValues(int count) throws InterruptedException {
		List<String> values = new ArrayList<>();
		while (values.size() < count) {
			values.addAll(Arrays.asList(awaitFrame().split(",")));
		}
		return values;
	}

	Throwable awaitBroken() throws Exception {
		return this.broken.get(SECONDS, TimeUnit.SECONDS);
	}

	void awaitCompleted() throws Exception {
		this.completed.get(SECONDS, TimeUnit.SECONDS);
	}

}
