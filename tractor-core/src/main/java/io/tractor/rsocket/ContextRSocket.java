package io.tractor.rsocket;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.util.RSocketProxy;
import io.tractor.runtime.Acceptor;
import io.tractor.runtime.Channel;
import io.tractor.runtime.Link;
import io.tractor.runtime.Transport;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/**
 * Takes the request-channels that open a context and the request-streams that ask for a
 * one-way stream, and passes everything else on.
 */
final class ContextRSocket extends RSocketProxy {

	private static final Logger logger = LoggerFactory.getLogger(ContextRSocket.class);

	private final RouteFormat format;

	private final Acceptor contexts;

	/** Leads to the endpoints of who is connected. */
	private final Transport peer;

	private final Unhurried unhurried = new Unhurried();

	private final Lingering lingering = new Lingering();

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

	@Override
	public Flux<Payload> requestStream(Payload payload) {
		String endpoint = this.format.stream(payload);
		if (endpoint == null) {
			return super.requestStream(payload);
		}
		return new Flux<>() {

			@Override
			public void subscribe(CoreSubscriber<? super Payload> actual) {
				IncomingStream stream;
				try {
					stream = new IncomingStream((self) -> begin(endpoint, self));
				}
				catch (RuntimeException ex) {
					payload.release();
					Operators.error(actual, notBegun(ex));
					return;
				}
				stream.begin(payload, actual);
			}

		};
	}

	/** What is answered to a request that could not be begun, whose cause is logged. */
	static ApplicationErrorException notBegun(RuntimeException cause) {
		logger.error("A context could not be begun", cause);
		return new ApplicationErrorException("the context could not be begun");
	}

	Unhurried unhurried() {
		return this.unhurried;
	}

	Lingering lingering() {
		return this.lingering;
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
