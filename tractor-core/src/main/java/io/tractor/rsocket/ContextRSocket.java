package io.tractor.rsocket;

import java.util.function.BiFunction;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.util.RSocketProxy;
import io.tractor.runtime.Channel;
import io.tractor.runtime.Link;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Signal;

/**
 * Takes the request-channels that open a context, and passes everything else on.
 */
final class ContextRSocket extends RSocketProxy {

	private final RouteFormat format;

	private final BiFunction<String, Channel, Link> contexts;

	/** One for all requests. */
	private final BiFunction<Signal<? extends Payload>, Flux<Payload>, Publisher<? extends Payload>> route = this::route;

	ContextRSocket(RSocket others, RouteFormat format, BiFunction<String, Channel, Link> contexts) {
		super(others);
		this.format = format;
		this.contexts = contexts;
	}

	@Override
	public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
		return Flux.from(payloads).switchOnFirst(this.route, false);
	}

	private Publisher<? extends Payload> route(Signal<? extends Payload> first, Flux<Payload> payloads) {
		Payload payload = first.get();
		String endpoint = (payload != null) ? this.format.endpoint(payload) : null;
		if (endpoint == null) {
			return this.source.requestChannel(payloads);
		}
		return new IncomingChannel(payloads, (channel) -> this.contexts.apply(endpoint, channel));
	}

}
