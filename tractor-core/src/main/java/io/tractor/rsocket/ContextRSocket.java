package io.tractor.rsocket;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.util.RSocketProxy;
import io.tractor.runtime.Acceptor;
import io.tractor.runtime.Channel;
import io.tractor.runtime.Link;
import io.tractor.runtime.Transport;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * Takes the request-channels that open a context, and passes everything else on.
 */
final class ContextRSocket extends RSocketProxy {

	private final RouteFormat format;

	private final Acceptor contexts;

	/** Leads to the endpoints of who is connected. */
	private final Transport peer;

	ContextRSocket(RSocket others, RouteFormat format, Acceptor contexts, Transport peer) {
		super(others);
		this.format = format;
		this.contexts = contexts;
		this.peer = peer;
	}

	@Override
	public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
		return new Flux<>() {

			@Override
			public void subscribe(CoreSubscriber<? super Payload> actual) {
				Arrival arrival = new Arrival(ContextRSocket.this, actual);
				actual.onSubscribe(arrival);
				payloads.subscribe(arrival);
			}

		};
	}

	RSocket others() {
		return this.source;
	}

	@Nullable String endpoint(Payload first) {
		return this.format.endpoint(first);
	}

	Link begin(String endpoint, Channel channel) {
		return this.contexts.accept(endpoint, channel, this.peer);
	}

}
