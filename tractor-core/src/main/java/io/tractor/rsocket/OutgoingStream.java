package io.tractor.rsocket;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.util.ByteBufPayload;
import io.tractor.RemoteError;
import io.tractor.TransportClosedException;
import io.tractor.protocol.Envelopes;
import io.tractor.protocol.FrameReader;
import io.tractor.protocol.Msg;
import io.tractor.runtime.Channel;
import io.tractor.runtime.Link;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/**
 * The requester's end of a request-stream: the parent side's. The link's first frame is
 * the request; of what follows, credit is asked for, and a cancel or an error cancels the
 * request, after which the far side is not heard any more: the link is told at once what
 * it would have answered.
 */
final class OutgoingStream implements Channel, Requester, CoreSubscriber<Payload> {

	/**
	 * How many frames without a value the far side may send: what answers the request,
	 * the first value, the last message, and one to spare.
	 */
	static final int CONTROL_FRAMES = 4;

	private static final Logger logger = LoggerFactory.getLogger(OutgoingStream.class);

	private final Link link;

	private final byte[] route;

	private final int window;

	/** Above zero while a thread takes what the link has queued. */
	private final AtomicInteger work = new AtomicInteger();

	/** Whether the link was told its end, or has abandoned this. */
	private final AtomicBoolean over = new AtomicBoolean();

	/** Whether the request was made, so that what the link queues comes after it. */
	private volatile boolean opened;

	private volatile @Nullable Subscription inbound;

	/** What was asked for in all; touched by who takes what the link has queued. */
	private long requested;

	OutgoingStream(Link link, byte[] route, int window) {
		this.link = link;
		this.route = route;
		this.window = window;
		this.requested = (long) window + CONTROL_FRAMES;
	}

	@Override
	public void open(RSocket rsocket, Claim claim) {
		try {
			open(rsocket);
		}
		finally {
			claim.release();
		}
	}

	private void open(RSocket rsocket) {
		ByteBuf first = this.over.get() ? null : this.link.poll();
		if (first == null) {
			return;
		}
		try {
			rsocket.requestStream(ByteBufPayload.create(first, Unpooled.wrappedBuffer(this.route))).subscribe(this);
		}
		catch (RuntimeException ex) {
			fail(ex);
		}
		this.opened = true;
		wakeup();
	}

	@Override
	public void fail(Throwable cause) {
		if (end()) {
			this.link.broken(cause);
		}
	}

	@Override
	public void abandon() {
		end();
	}

	/**
	 * Ends the request, if it has not ended.
	 * @return whether it had not, so that the link is to be told
	 */
	private boolean end() {
		if (!this.over.compareAndSet(false, true)) {
			return false;
		}
		Subscription inbound = this.inbound;
		if (inbound != null) {
			inbound.cancel();
		}
		return true;
	}

	// What the link has queued

	@Override
	public void wakeup() {
		if (this.opened && this.work.getAndIncrement() == 0) {
			int seen = 1;
			do {
				try {
					takeAll();
				}
				catch (RuntimeException ex) {
					logger.error("A one-way stream is broken off because its link failed", ex);
					fail(ex);
				}
				seen = this.work.addAndGet(-seen);
			}
			while (seen != 0);
		}
	}

	private void takeAll() {
		for (ByteBuf frame = this.link.poll(); frame != null; frame = this.link.poll()) {
			take(frame);
		}
	}

	private void take(ByteBuf frame) {
		try {
			FrameReader reader = new FrameReader(frame);
			while (reader.next()) {
				switch (reader.type()) {
					case Envelopes.CREDIT, Envelopes.CANCEL, Envelopes.ERROR -> take(reader.message());
					// The end of this side's half of the stream, in which nothing went.
					default -> {
					}
				}
			}
		}
		finally {
			frame.release();
		}
	}

	private void take(Msg message) {
		if (message instanceof Msg.Credit credit) {
			ask(credit.count());
		}
		else if (message instanceof Msg.Cancel cancel) {
			leave(RemoteError.cancelled(cancel.canceller(), cancel.canceller()));
		}
		else if (message instanceof Msg.Error error) {
			leave(error.error());
		}
	}

	private void ask(int count) {
		Subscription inbound = this.inbound;
		this.requested += count;
		if (this.requested >= Integer.MAX_VALUE) {
			// RSocket takes that for all there may ever be, and would not ask again.
			fail(new TransportClosedException("a one-way stream carries less than 2^31 values", null));
		}
		else if (inbound != null && !this.over.get()) {
			inbound.request(count);
		}
	}

	/** Ends the request, and tells the link what the far side would have answered. */
	private void leave(RemoteError answer) {
		if (end()) {
			ByteBuf last = Unpooled.buffer();
			Envelopes.write(new Msg.Error(answer), last);
			this.link.receive(last);
			this.link.completed();
		}
	}

	// What the far side sends

	@Override
	public void onSubscribe(Subscription subscription) {
		if (Operators.validate(this.inbound, subscription)) {
			this.inbound = subscription;
			if (this.over.get()) {
				subscription.cancel();
			}
			else {
				subscription.request((long) this.window + CONTROL_FRAMES);
			}
		}
	}

	@Override
	public void onNext(Payload payload) {
		if (this.over.get()) {
			payload.release();
		}
		else {
			this.link.receive(RSocketChannel.frame(payload));
		}
	}

	@Override
	public void onError(Throwable cause) {
		if (!RouteFormat.isRefusal(cause)) {
			fail(cause);
		}
		else if (end()) {
			this.link.refused(RouteFormat.decode(this.route), cause);
		}
	}

	@Override
	public void onComplete() {
		if (this.over.compareAndSet(false, true)) {
			this.link.completed();
		}
	}

}
