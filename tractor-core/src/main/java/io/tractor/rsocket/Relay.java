package io.tractor.rsocket;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import io.rsocket.Payload;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Payloads of which the first was looked at: passes on that one, and then what comes. The
 * first is released if nobody takes it.
 */
final class Relay extends Flux<Payload> implements CoreSubscriber<Payload>, Subscription {

	private static final int SUBSCRIBED = 1;

	/** The first payload is on its way down, or released. */
	private static final int TAKEN = 1 << 1;

	/** And has arrived there, or will not: what comes after it may follow. */
	private static final int PASSED = 1 << 2;

	/** No payload comes any more. */
	private static final int DONE = 1 << 3;

	private static final int CANCELLED = 1 << 4;

	private static final AtomicIntegerFieldUpdater<Relay> STATE = AtomicIntegerFieldUpdater.newUpdater(Relay.class,
			"state");

	private final Payload first;

	private final Subscription inbound;

	private volatile int state;

	private @Nullable CoreSubscriber<? super Payload> actual;

	private @Nullable Throwable error;

	Relay(Payload first, Subscription inbound) {
		this.first = first;
		this.inbound = inbound;
	}

	private int mark(int facts) {
		return STATE.getAndUpdate(this, (before) -> before | facts);
	}

	private boolean is(int fact) {
		return (this.state & fact) != 0;
	}

	@Override
	public void subscribe(CoreSubscriber<? super Payload> actual) {
		int before = mark(SUBSCRIBED);
		if ((before & SUBSCRIBED) != 0) {
			Operators.error(actual, new IllegalStateException("a request-channel has one subscriber only"));
		}
		else if ((before & TAKEN) != 0) {
			Operators.error(actual, new CancellationException("the request-channel is over"));
		}
		else {
			this.actual = actual;
			actual.onSubscribe(this);
		}
	}

	@Override
	public void request(long n) {
		if (!Operators.validate(n)) {
			return;
		}
		CoreSubscriber<? super Payload> actual = this.actual;
		if (actual == null || is(TAKEN) || (mark(TAKEN) & TAKEN) != 0) {
			this.inbound.request(n);
			return;
		}
		actual.onNext(this.first);
		if ((mark(PASSED) & DONE) != 0) {
			end();
		}
		else if (n > 1) {
			this.inbound.request((n == Long.MAX_VALUE) ? n : n - 1);
		}
	}

	@Override
	public void cancel() {
		mark(CANCELLED);
		discardFirst();
		this.inbound.cancel();
	}

	/**
	 * The answer is over or not wanted: if the first payload was not taken, it never is.
	 */
	void discardFirst() {
		if ((mark(TAKEN) & TAKEN) == 0) {
			this.first.release();
			if ((mark(PASSED) & DONE) != 0) {
				end();
			}
		}
	}

	/** The answer is complete without a look at the payloads: nobody will want them. */
	void discardUnlessSubscribed() {
		if ((mark(SUBSCRIBED) & SUBSCRIBED) == 0) {
			discardFirst();
			this.inbound.cancel();
		}
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		throw new UnsupportedOperationException("subscribed already");
	}

	@Override
	public void onNext(Payload payload) {
		CoreSubscriber<? super Payload> actual = this.actual;
		if (actual == null || is(CANCELLED)) {
			payload.release();
		}
		else {
			actual.onNext(payload);
		}
	}

	@Override
	public void onError(Throwable cause) {
		this.error = cause;
		onComplete();
	}

	@Override
	public void onComplete() {
		if ((mark(DONE) & (DONE | PASSED)) == PASSED) {
			end();
		}
	}

	private void end() {
		CoreSubscriber<? super Payload> actual = this.actual;
		Throwable error = this.error;
		if (actual == null || is(CANCELLED)) {
			return;
		}
		if (error != null) {
			actual.onError(error);
		}
		else {
			actual.onComplete();
		}
	}

	@Override
	public Context currentContext() {
		CoreSubscriber<? super Payload> actual = this.actual;
		return (actual != null) ? actual.currentContext() : Context.empty();
	}

}
