package io.tractor.rsocket;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.internal.ThreadExecutorMap;
import io.rsocket.Payload;
import io.rsocket.util.DefaultPayload;
import io.tractor.runtime.Carrier;
import io.tractor.runtime.Channel;
import io.tractor.runtime.Link;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;

/**
 * One request-channel: what RSocket asks for is polled from the {@link Link}, what it
 * delivers is given to the link.
 * <p>
 * <b>Out</b>: while the far side has asked for frames, whatever the link has leaves;
 * while it has not, the link queues, and what it has queued shares the next frame. The
 * link is polled on the connection's event loop, once that is known: it has to be woken
 * for each write anyway, and what is queued until it runs shares the frame too; as does
 * what the link answers there to one frame. So a busy sender fills its frames however
 * large the window is, and a single value waits for nothing. <b>In</b>: a window of
 * frames is asked for, and renewed as soon as a frame is in the link's hands, whether the
 * application takes it or not: no message waits behind a slow reader.
 * <p>
 * The state is four facts that only ever become true. Who makes one true learns what was
 * true before, so that of all that race to end a channel one wins:
 *
 * <pre>
 * SENT       the link has finished, and RSocket was told  | both: the regular end
 * RECEIVED   RSocket has completed, and the link was told |
 * BROKEN     lost, refused, cancelled or abandoned: nothing is polled or received any more.
 *            The link was told, unless it was told RECEIVED or abandoned the channel itself
 * DEAF       RSocket takes no more signals: it has cancelled, or was told of an error
 * </pre>
 */
abstract sealed class RSocketChannel extends Carrier implements Channel, Subscription, CoreSubscriber<Payload>
		permits IncomingChannel, OutgoingChannel {

	/**
	 * How many frames the far side may send before it hears again from this one: enough
	 * to keep a long way filled, frames being as full as they are. It bounds no memory,
	 * the credit of the dialog's stream does that. A sender that does not wait for its
	 * event loop puts more into each frame the smaller this is.
	 */
	static final int WINDOW = 16;

	private static final int RENEWAL = Math.max(1, WINDOW / 2);

	/**
	 * How many frames leave in a turn: more than a far side like this one asks for at
	 * once, so that over a network it ends for want of demand.
	 */
	private static final int TURN = 2 * WINDOW;

	private static final int SENT = 1;

	private static final int RECEIVED = 1 << 1;

	private static final int BROKEN = 1 << 2;

	private static final int DEAF = 1 << 3;

	private static final Logger logger = LoggerFactory.getLogger(RSocketChannel.class);

	private static final AtomicIntegerFieldUpdater<RSocketChannel> STATE = AtomicIntegerFieldUpdater
		.newUpdater(RSocketChannel.class, "state");

	private static final AtomicLongFieldUpdater<RSocketChannel> REQUESTED = AtomicLongFieldUpdater
		.newUpdater(RSocketChannel.class, "requested");

	private final Link link;

	private volatile int state;

	private volatile long requested;

	private volatile @Nullable Subscriber<? super Payload> outbound;

	private volatile @Nullable Subscription inbound;

	private volatile @Nullable EventExecutor eventLoop;

	/**
	 * The thread that hands the link a frame, while it does: what the link answers at
	 * once leaves together afterwards. Others may read what is out of date, but nobody
	 * finds itself here who is not.
	 */
	private @Nullable Thread receiver;

	/** Whether the link has answered; touched by that thread only. */
	private boolean answered;

	/** Frames received since the window was last renewed; touched by onNext only. */
	private int received;

	/** Frames asked for so far; touched by onNext only. */
	int asked = WINDOW;

	RSocketChannel(Link link) {
		this.link = link;
	}

	/**
	 * For a link that is made for its channel.
	 * @param link gives the link; may use the channel at once
	 */
	RSocketChannel(Function<? super Channel, ? extends Link> link) {
		this.link = link.apply(this);
	}

	@Override
	public final void wakeup() {
		EventExecutor eventLoop = this.eventLoop;
		if (this.receiver == Thread.currentThread()) {
			this.answered = true;
		}
		else if (eventLoop == null || eventLoop.inEventLoop()) {
			carry();
		}
		else {
			carryElsewhere();
		}
	}

	@Override
	public final void abandon() {
		int before = mark(BROKEN);
		if ((before & BROKEN) == 0 && (before & (SENT | RECEIVED)) != (SENT | RECEIVED)) {
			carry();
		}
	}

	/**
	 * The channel cannot go on. Tells the link, unless it knows.
	 * @param cause why
	 */
	public final void fail(Throwable cause) {
		if ((mark(BROKEN | DEAF) & (BROKEN | RECEIVED)) == 0) {
			this.link.broken(cause);
		}
		carry();
	}

	/** As {@link #fail}, for a request that something around the far side refuses. */
	final void refused(String route, Throwable cause) {
		if ((mark(BROKEN | DEAF) & (BROKEN | RECEIVED)) == 0) {
			this.link.refused(route, cause);
		}
		carry();
	}

	/** As {@link #fail}, for a far side that has left. */
	final void unwanted() {
		if ((mark(BROKEN | DEAF) & (BROKEN | RECEIVED)) == 0) {
			this.link.unwanted();
		}
		carry();
	}

	final Link link() {
		return this.link;
	}

	final boolean isBroken() {
		return (this.state & BROKEN) != 0;
	}

	/** Whether nothing more comes. */
	final boolean isOver() {
		return (this.state & (RECEIVED | BROKEN)) != 0;
	}

	final boolean isReceived() {
		return (this.state & RECEIVED) != 0;
	}

	final @Nullable Subscriber<? super Payload> outbound() {
		return this.outbound;
	}

	/** The connection's event loop, once it is known. */
	final @Nullable EventExecutor eventLoop() {
		return this.eventLoop;
	}

	final @Nullable Subscription inbound() {
		return this.inbound;
	}

	/**
	 * Makes facts true.
	 * @param facts what to make true
	 * @return what was true before
	 */
	private int mark(int facts) {
		while (true) {
			int before = this.state;
			if ((before & facts) == facts || STATE.compareAndSet(this, before, before | facts)) {
				return before;
			}
		}
	}

	/**
	 * Makes a fact true, unless the channel is broken.
	 * @param fact what to make true
	 * @return whether it was not before and is now
	 */
	private boolean markUnlessBroken(int fact) {
		while (true) {
			int before = this.state;
			if ((before & (fact | BROKEN)) != 0) {
				return false;
			}
			if (STATE.compareAndSet(this, before, before | fact)) {
				return true;
			}
		}
	}

	/**
	 * Takes over both directions, of which RSocket knows already.
	 * @param outbound RSocket's subscriber
	 * @param inbound RSocket's subscription
	 */
	final void attach(Subscriber<? super Payload> outbound, Subscription inbound) {
		this.inbound = inbound;
		this.outbound = outbound;
		carry();
	}

	// The outbound direction: this is the publisher's subscription.

	final void attach(Subscriber<? super Payload> outbound) {
		this.outbound = outbound;
	}

	@Override
	public void request(long n) {
		if (Operators.validate(n)) {
			noteEventLoop();
			Operators.addCap(REQUESTED, this, n);
			carry();
		}
	}

	/** It is the current thread, if that is Netty's. */
	private void noteEventLoop() {
		// On a thread of a user's the question alone would leave 600 bytes in its
		// thread locals.
		if (this.eventLoop == null && Thread.currentThread() instanceof FastThreadLocalThread) {
			this.eventLoop = ThreadExecutorMap.currentExecutor();
		}
	}

	/** RSocket has cancelled, and there is no more to be known of why. */
	final void cancelled() {
		fail(new CancellationException("the far side has cancelled the channel, or its connection is lost"));
	}

	/** On the event loop, once what waits there has had its turn. */
	@Override
	protected final void runLater() {
		EventExecutor eventLoop = this.eventLoop;
		if (eventLoop != null) {
			eventLoop.execute(this);
		}
		else {
			super.runLater();
		}
	}

	@Override
	protected final boolean turn() {
		try {
			return send();
		}
		catch (Throwable ex) {
			surprised(ex);
			return true;
		}
	}

	private boolean send() {
		for (int frames = 0; frames < TURN; frames++) {
			Subscriber<? super Payload> outbound = this.outbound;
			if (isBroken()) {
				end(outbound);
				return true;
			}
			if (outbound == null || (this.state & (SENT | DEAF)) != 0) {
				return true;
			}
			ByteBuf frame = (this.requested > 0) ? next() : null;
			if (frame != null) {
				emit(frame, outbound);
			}
			else if (this.link.finished() && markUnlessBroken(SENT)) {
				complete(outbound);
			}
			else if (!isBroken()) {
				idle();
				return true;
			}
		}
		return false;
	}

	private void emit(ByteBuf frame, Subscriber<? super Payload> outbound) {
		if (isBroken()) {
			frame.release();
			return;
		}
		Operators.produced(REQUESTED, this, 1);
		send(frame, outbound);
	}

	/**
	 * Takes the next frame.
	 * @return a frame, or null if there is none now
	 */
	@Nullable ByteBuf next() {
		return this.link.poll();
	}

	/**
	 * Sends a frame.
	 * @param frame the frame, to be passed on or released
	 * @param outbound RSocket's subscriber
	 */
	abstract void send(ByteBuf frame, Subscriber<? super Payload> outbound);

	/**
	 * All that was queued and asked for has been sent, and there will be more.
	 */
	void idle() {
	}

	/**
	 * Tells RSocket that the last frame was sent.
	 * @param outbound RSocket's subscriber
	 */
	void complete(Subscriber<? super Payload> outbound) {
		outbound.onComplete();
	}

	/**
	 * Ends the outbound direction of a broken channel. May be called more than once.
	 * @param outbound RSocket's subscriber, if there is one
	 */
	abstract void end(@Nullable Subscriber<? super Payload> outbound);

	/**
	 * Says that RSocket will not be signalled any more.
	 * @return whether it may be told an error before
	 */
	final boolean deafen() {
		return (mark(DEAF) & (DEAF | SENT)) == 0;
	}

	/** Back to the start: another RSocket will subscribe. Only while sending. */
	final void detach() {
		this.outbound = null;
		this.inbound = null;
		this.requested = 0;
	}

	final void cancelInbound() {
		Subscription inbound = this.inbound;
		if (inbound != null) {
			inbound.cancel();
		}
	}

	// The inbound direction: this is the subscriber.

	@Override
	public final void onSubscribe(Subscription subscription) {
		if (Operators.validate(this.inbound, subscription)) {
			this.inbound = subscription;
			if (isBroken()) {
				subscription.cancel();
			}
			else {
				subscription.request(WINDOW);
			}
		}
	}

	@Override
	public final void onNext(Payload payload) {
		if ((this.state & (RECEIVED | BROKEN)) != 0) {
			payload.release();
			return;
		}
		ByteBuf frame = frame(payload);
		noteEventLoop();
		this.receiver = Thread.currentThread();
		try {
			this.link.receive(frame);
		}
		catch (Throwable ex) {
			surprised(ex);
		}
		this.receiver = null;
		if (this.answered) {
			this.answered = false;
			answer();
		}
		this.received++;
		Subscription inbound = this.inbound;
		if (this.received == RENEWAL && inbound != null) {
			this.received = 0;
			renew(inbound);
		}
	}

	/**
	 * Sends what the link has answered to a frame: at once on the event loop. Where there
	 * is none the frame may have been delivered by who sent it, who is not to send the
	 * answer, too.
	 */
	private void answer() {
		EventExecutor eventLoop = this.eventLoop;
		if (eventLoop != null && eventLoop.inEventLoop()) {
			carry();
		}
		else {
			carryElsewhere();
		}
	}

	/**
	 * RSocket adds up what it is asked for, and has no more to tell the far side once
	 * that is {@link Integer#MAX_VALUE}. So the last time everything is asked for.
	 */
	private void renew(Subscription inbound) {
		if (this.asked < Integer.MAX_VALUE - WINDOW - RENEWAL) {
			this.asked += RENEWAL;
			inbound.request(RENEWAL);
		}
		else if (this.asked != Integer.MAX_VALUE) {
			this.asked = Integer.MAX_VALUE;
			inbound.request(Long.MAX_VALUE);
		}
	}

	@Override
	public final void onComplete() {
		if (markUnlessBroken(RECEIVED)) {
			heard();
			this.link.completed();
		}
	}

	/** Waits no longer for the far side to complete: goes on as if it had. */
	final void giveUp() {
		if (markUnlessBroken(RECEIVED)) {
			cancelInbound();
			this.link.completed();
		}
	}

	/** The far side has completed. */
	void heard() {
	}

	@Override
	public void onError(Throwable cause) {
		fail(cause);
	}

	/**
	 * The data of a payload, without a copy.
	 * @param payload the payload, released on return
	 * @return the data, owned by the caller
	 */
	static ByteBuf frame(Payload payload) {
		ByteBuf data = payload.data();
		if (!(payload instanceof DefaultPayload)) {
			// One of these has a copy on the heap and counts no references.
			data.retain();
			payload.release();
		}
		return data;
	}

	/**
	 * A link does not throw. If one does, its context ends, and not the connection and
	 * all that is on it.
	 */
	private void surprised(Throwable ex) {
		logger.error("A context is broken off because its link failed", ex);
		breakOff(ex);
	}

	/**
	 * As {@link #fail}, and RSocket is told, too.
	 * @param ex why
	 */
	final void breakOff(Throwable ex) {
		int before = mark(BROKEN);
		try {
			if ((before & (BROKEN | RECEIVED)) == 0) {
				this.link.broken(ex);
			}
		}
		catch (Throwable ignored) {
			logger.debug("Nor does the link take that", ignored);
		}
		if ((before & BROKEN) == 0) {
			carry();
		}
	}

}
