package io.tractor.rsocket;

import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.rsocket.Payload;
import io.rsocket.exceptions.CanceledException;
import io.rsocket.util.ByteBufPayload;
import io.tractor.runtime.Channel;
import io.tractor.runtime.Link;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The responder's end of a request-channel: the child side's.
 */
sealed class IncomingChannel extends RSocketChannel permits IncomingStream {

	/** Whether nothing is to wait. Made true before the last look at what waits. */
	private volatile boolean hurried = true;

	/** Where this stays between its end and the far side's; null before it begins. */
	private @Nullable Lingering lingering;

	/** Whether a frame was sent; touched by who sends. */
	private boolean answered;

	/** Whether more than the first frame was asked for; touched on the event loop. */
	private boolean askedForMore;

	IncomingChannel(Function<? super Channel, ? extends Link> link) {
		super(link);
	}

	/**
	 * Takes what arrives from here on: the first payload, and what comes after it.
	 * @param first the first payload
	 * @param unhurried the channels of this connection that may wait a moment
	 * @param lingering the channels of this connection that have ended on this side only
	 */
	void begin(Payload first, Unhurried unhurried, Lingering lingering) {
		this.lingering = lingering;
		EventExecutor eventLoop = eventLoop();
		this.hurried = eventLoop == null || !unhurried.add(this, eventLoop);
		onNext(first);
		if (this.hurried) {
			ask();
		}
	}

	/**
	 * Asks for more than the first frame. A context that ends with its first answer needs
	 * none: so that is given, or the moment it may take over, before.
	 */
	private void ask() {
		Subscription inbound = inbound();
		if (WINDOW > 1 && !this.askedForMore && inbound != null && !isOver()) {
			this.askedForMore = true;
			inbound.request(WINDOW - 1);
		}
	}

	@Override
	public ContextView requestContext() {
		return (outbound() instanceof CoreSubscriber<?> subscriber) ? subscriber.currentContext() : Context.empty();
	}

	@Override
	public void wakeupSoon() {
		if (this.hurried) {
			wakeup();
		}
	}

	/** The moment is over: what waits leaves now, and what comes later at once. */
	void hurry() {
		this.hurried = true;
		wakeup();
		ask();
	}

	/** RSocket has cancelled: the far side did, or the connection is lost. */
	@Override
	public void cancel() {
		cancelled();
	}

	@Override
	void send(ByteBuf frame, Subscriber<? super Payload> outbound) {
		outbound.onNext(ByteBufPayload.create(frame));
		this.answered = true;
	}

	@Override
	void idle() {
		if (this.answered) {
			ask();
		}
	}

	@Override
	void complete(Subscriber<? super Payload> outbound) {
		super.complete(outbound);
		Lingering lingering = this.lingering;
		if (lingering != null) {
			lingering.add(this);
		}
	}

	@Override
	void heard() {
		Lingering lingering = this.lingering;
		if (lingering != null) {
			lingering.remove(this);
		}
	}

	@Override
	void end(@Nullable Subscriber<? super Payload> outbound) {
		heard();
		if (outbound != null && deafen()) {
			outbound.onError(new CanceledException("the context was abandoned"));
		}
		cancelInbound();
	}

}
