package io.tractor.rsocket;

import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.rsocket.Payload;
import io.rsocket.exceptions.CanceledException;
import io.rsocket.util.ByteBufPayload;
import io.tractor.runtime.Channel;
import io.tractor.runtime.Link;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/**
 * The responder's end of a request-channel: the child side's.
 */
final class IncomingChannel extends RSocketChannel {

	private final Publisher<Payload> payloads;

	IncomingChannel(Publisher<Payload> payloads, Function<? super Channel, ? extends Link> link) {
		super(link);
		this.payloads = payloads;
	}

	@Override
	public void subscribe(Subscriber<? super Payload> subscriber) {
		outbound(subscriber);
		this.payloads.subscribe(this);
	}

	@Override
	void send(ByteBuf frame, Subscriber<? super Payload> outbound) {
		outbound.onNext(ByteBufPayload.create(frame));
	}

	@Override
	void end(@Nullable Subscriber<? super Payload> outbound) {
		if (outbound != null && deafen()) {
			outbound.onError(new CanceledException("the context was abandoned"));
		}
		cancelInbound();
	}

}
