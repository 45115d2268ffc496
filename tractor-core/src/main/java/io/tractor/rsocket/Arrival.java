package io.tractor.rsocket;

import io.rsocket.Payload;
import io.rsocket.exceptions.InvalidException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * A request-channel that has arrived. Its first payload says whether it opens a context,
 * or is to be passed on as if nobody had looked: then each signal goes through as it
 * comes.
 * <p>
 * It is the subscriber to what arrives, and the subscription of what is answered, which
 * may be asked for and cancelled before it is known who answers.
 */
final class Arrival extends Operators.DeferredSubscription implements CoreSubscriber<Payload> {

	private final ContextRSocket rsocket;

	private final CoreSubscriber<? super Payload> outbound;

	private volatile @Nullable Subscription inbound;

	/** Who takes what arrives, once that is known. */
	private volatile @Nullable CoreSubscriber<Payload> taker;

	/**
	 * Whether the far side has asked for no answer at all, which RSocket lets through.
	 */
	private boolean wantsNothing;

	/** Whether this ended before it was known who takes it. */
	private boolean ended;

	Arrival(ContextRSocket rsocket, CoreSubscriber<? super Payload> outbound) {
		this.rsocket = rsocket;
		this.outbound = outbound;
	}

	@Override
	public void request(long n) {
		if (n > 0) {
			super.request(n);
		}
		else {
			this.wantsNothing = true;
		}
	}

	@Override
	public void cancel() {
		super.cancel();
		CoreSubscriber<Payload> taker = this.taker;
		Subscription inbound = this.inbound;
		if (taker instanceof Relay relay) {
			relay.discardFirst();
		}
		else if (taker == null && inbound != null) {
			inbound.cancel();
		}
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		if (Operators.validate(this.inbound, subscription)) {
			this.inbound = subscription;
			if (isCancelled()) {
				subscription.cancel();
			}
			else {
				subscription.request(1);
			}
		}
	}

	@Override
	public void onNext(Payload payload) {
		CoreSubscriber<Payload> taker = this.taker;
		Subscription inbound = this.inbound;
		if (taker != null) {
			taker.onNext(payload);
		}
		else if (this.ended || inbound == null) {
			payload.release();
		}
		else {
			String endpoint = this.rsocket.endpoint(payload);
			if (endpoint != null) {
				begin(endpoint, payload, inbound);
			}
			else {
				Relay relay = new Relay(payload, inbound);
				this.taker = relay;
				passOn(relay, relay);
			}
		}
	}

	private void begin(String endpoint, Payload first, Subscription inbound) {
		if (this.wantsNothing) {
			refuse(first, inbound, new InvalidException("a context is to ask for an answer when it is opened"));
			return;
		}
		IncomingChannel channel;
		try {
			channel = new IncomingChannel((self) -> this.rsocket.begin(endpoint, self));
		}
		catch (RuntimeException ex) {
			refuse(first, inbound, ContextRSocket.notBegun(ex));
			return;
		}
		this.taker = channel;
		channel.attach(this.outbound, inbound);
		set(channel);
		channel.begin(first, this.rsocket.unhurried(), this.rsocket.lingering());
	}

	private void refuse(Payload first, Subscription inbound, Throwable cause) {
		this.ended = true;
		first.release();
		terminate();
		this.outbound.onError(cause);
		inbound.cancel();
	}

	private void passOn(Publisher<Payload> payloads, @Nullable Relay relay) {
		Flux<Payload> answer;
		try {
			answer = this.rsocket.others().requestChannel(payloads);
		}
		catch (RuntimeException ex) {
			answer = Flux.error(ex);
		}
		answer.subscribe(new Answer(relay));
		if (relay != null && isCancelled()) {
			relay.discardFirst();
		}
	}

	@Override
	public void onError(Throwable cause) {
		CoreSubscriber<Payload> taker = this.taker;
		if (taker != null) {
			taker.onError(cause);
		}
		else if (!this.ended) {
			this.ended = true;
			passOn(Flux.error(cause), null);
		}
	}

	@Override
	public void onComplete() {
		CoreSubscriber<Payload> taker = this.taker;
		if (taker != null) {
			taker.onComplete();
		}
		else if (!this.ended) {
			this.ended = true;
			passOn(Flux.empty(), null);
		}
	}

	@Override
	public Context currentContext() {
		CoreSubscriber<Payload> taker = this.taker;
		return (taker != null) ? taker.currentContext() : this.outbound.currentContext();
	}

	/**
	 * What is answered to a request that opens no context.
	 */
	private final class Answer implements CoreSubscriber<Payload> {

		private final @Nullable Relay relay;

		Answer(@Nullable Relay relay) {
			this.relay = relay;
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			set(subscription);
		}

		@Override
		public void onNext(Payload payload) {
			Arrival.this.outbound.onNext(payload);
		}

		@Override
		public void onError(Throwable cause) {
			if (this.relay != null) {
				this.relay.discardFirst();
			}
			Arrival.this.outbound.onError(cause);
		}

		@Override
		public void onComplete() {
			if (this.relay != null) {
				this.relay.discardUnlessSubscribed();
			}
			Arrival.this.outbound.onComplete();
		}

		@Override
		public Context currentContext() {
			return Arrival.this.outbound.currentContext();
		}

	}

}
