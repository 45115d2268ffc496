package io.tractor.rsocket;

import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.tractor.protocol.Envelopes;
import io.tractor.protocol.Msg;
import io.tractor.runtime.Channel;
import io.tractor.runtime.Link;
import org.reactivestreams.Subscriber;

/**
 * The responder's end of a request-stream: the child side's. The one payload that arrives
 * is the link's first frame; what RSocket asks for later stands for credit, and its
 * cancel for the opener's.
 */
final class IncomingStream extends IncomingChannel {

	/**
	 * Whether RSocket has asked for the first time, which the first frame accounts for.
	 */
	private boolean asked;

	IncomingStream(Function<? super Channel, ? extends Link> link) {
		super(link);
	}

	/**
	 * Begins the stream.
	 * @param first the payload that asked for it
	 * @param outbound RSocket's subscriber
	 */
	void begin(Payload first, Subscriber<? super Payload> outbound) {
		attach(outbound);
		outbound.onSubscribe(this);
		onNext(first);
	}

	@Override
	public boolean oneWay() {
		return true;
	}

	@Override
	public void request(long n) {
		if (n <= 0) {
			// RSocket lets this through; what waits for demand would wait for ever.
			breakOff(new IllegalArgumentException("a one-way stream is to ask for values when it is opened"));
			return;
		}
		super.request(n);
		if (this.asked && n > 0) {
			ByteBuf credit = Unpooled.buffer();
			Envelopes.write(new Msg.Credit((int) Math.min(n, Integer.MAX_VALUE)), credit);
			link().receive(credit);
		}
		this.asked = true;
	}

	/** The opener has left, or the connection is lost: RSocket tells both so. */
	@Override
	public void cancel() {
		unwanted();
	}

	/** There is nobody to complete the other direction. */
	@Override
	void complete(Subscriber<? super Payload> outbound) {
		super.complete(outbound);
		onComplete();
	}

}
