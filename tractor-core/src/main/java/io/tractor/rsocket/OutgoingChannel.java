package io.tractor.rsocket;

import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.util.ByteBufPayload;
import io.tractor.runtime.Link;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import reactor.core.scheduler.Schedulers;

/**
 * The requester's end of a request-channel: the parent side's. Its first payload carries
 * the route.
 * <p>
 * The connection it was given may turn out to be lost when the first payload is to leave.
 * RSocket then rejects that payload while it is being handed it, on the same thread;
 * nothing was sent, and the channel asks for another connection, once. A connection that
 * is lost in that very moment may have sent it, also on the same thread: then the channel
 * is broken.
 */
final class OutgoingChannel extends RSocketChannel implements Requester, Publisher<Payload> {

	/** For how many milliseconds a cancelled channel waits to hear why. */
	private static final long CAUSE_FOLLOWS = 1000;

	private final byte[] route;

	private final Connector connector;

	private @Nullable RSocket rsocket;

	/** Keeps the connection until the first payload was sent. */
	private volatile Claim claim = Claim.NONE;

	/** Whether the first payload was sent. This and the rest: only while sending. */
	private boolean opened;

	/** The thread that hands RSocket the first payload, while it does. */
	private @Nullable Thread opening;

	/** Whether the connection was lost before: it rejects the payload. */
	private boolean rejecting;

	private boolean retried;

	/** The first frame, while it may have to be sent again. */
	private @Nullable ByteBuf first;

	OutgoingChannel(Link link, byte[] route, Connector connector) {
		super(link);
		this.route = route;
		this.connector = connector;
	}

	@Override
	public void open(RSocket rsocket, Claim claim) {
		this.claim = claim;
		if (isBroken()) {
			claim.release();
			return;
		}
		this.rsocket = rsocket;
		try {
			rsocket.requestChannel(this).subscribe(this);
		}
		catch (RuntimeException ex) {
			fail(ex);
		}
	}

	@Override
	public void subscribe(Subscriber<? super Payload> subscriber) {
		attach(subscriber);
		subscriber.onSubscribe(this);
	}

	/**
	 * RSocket has cancelled. If because of an error, a lost connection above all, the
	 * error comes next, on the same thread; if the far side has sent CANCEL, it may be
	 * about to send ERROR. Either is a better cause than none.
	 */
	@Override
	public void cancel() {
		if (this.opening == Thread.currentThread()) {
			return;
		}
		deafen();
		if (isBroken() || isReceived()) {
			cancelled();
		}
		else {
			Schedulers.parallel().schedule(this::cancelled, CAUSE_FOLLOWS, TimeUnit.MILLISECONDS);
		}
	}

	@Override
	public void onError(Throwable cause) {
		if (this.opening != Thread.currentThread() || this.retried || !this.rejecting
				|| cause instanceof IllegalArgumentException) {
			if (RouteFormat.isRefusal(cause)) {
				refused(RouteFormat.decode(this.route), cause);
			}
			else {
				super.onError(cause);
			}
			return;
		}
		this.retried = true;
		this.claim.release();
		detach();
		this.connector.connect(this);
	}

	@Override
	@Nullable ByteBuf next() {
		ByteBuf first = this.first;
		if (first != null) {
			this.first = null;
			return first;
		}
		return super.next();
	}

	@Override
	void send(ByteBuf frame, Subscriber<? super Payload> outbound) {
		if (this.opened) {
			outbound.onNext(ByteBufPayload.create(frame));
			return;
		}
		boolean retried = this.retried;
		RSocket rsocket = this.rsocket;
		this.rejecting = rsocket != null && rsocket.isDisposed();
		this.first = frame.retain();
		this.opening = Thread.currentThread();
		outbound.onNext(ByteBufPayload.create(frame, Unpooled.wrappedBuffer(this.route)));
		this.opening = null;
		if (this.retried == retried) {
			this.opened = true;
			this.claim.release();
			releaseFirst();
		}
	}

	@Override
	void end(@Nullable Subscriber<? super Payload> outbound) {
		deafen();
		this.claim.release();
		releaseFirst();
		cancelInbound();
	}

	private void releaseFirst() {
		ByteBuf first = this.first;
		if (first != null) {
			this.first = null;
			first.release();
		}
	}

}
