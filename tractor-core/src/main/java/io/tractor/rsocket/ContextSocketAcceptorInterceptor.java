package io.tractor.rsocket;

import java.util.Objects;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.exceptions.RejectedException;
import io.rsocket.plugins.SocketAcceptorInterceptor;
import io.tractor.runtime.Acceptor;
import io.tractor.runtime.Transport;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Serves contexts on an RSocket server or client beside whatever else it serves: a
 * request-channel whose route is {@code tractor.context.} and the name of an endpoint is
 * a context, a request-stream with {@code tractor.stream.} and that name a one-way
 * stream; everything else reaches the acceptor this one is put around, untouched. It is
 * to be the innermost interceptor, so that the others, security above all, see contexts
 * too.
 */
public final class ContextSocketAcceptorInterceptor implements SocketAcceptorInterceptor {

	private final Acceptor contexts;

	/**
	 * Serves contexts.
	 * @param contexts takes them, on the connection's event loop: an actor
	 */
	public ContextSocketAcceptorInterceptor(Acceptor contexts) {
		this.contexts = Objects.requireNonNull(contexts, "contexts");
	}

	/**
	 * An acceptor that serves contexts and rejects everything else.
	 * @param contexts takes them, as in the constructor
	 * @return the acceptor
	 */
	public static SocketAcceptor acceptor(Acceptor contexts) {
		return new ContextSocketAcceptorInterceptor(contexts).apply(SocketAcceptor.with(new Rejecting()));
	}

	@Override
	public SocketAcceptor apply(SocketAcceptor others) {
		return (setup, sending) -> {
			RouteFormat format = RouteFormat.of(setup.metadataMimeType());
			Mono<RSocket> accepted = others.accept(setup, sending);
			if (format == null) {
				return accepted;
			}
			Transport peer = RSocketTransport.over(sending);
			return accepted.map((rsocket) -> new ContextRSocket(rsocket, format, this.contexts, peer));
		};
	}

	private static final class Rejecting implements RSocket {

		@Override
		public Mono<Void> fireAndForget(Payload payload) {
			payload.release();
			return Mono.error(rejected());
		}

		@Override
		public Mono<Payload> requestResponse(Payload payload) {
			payload.release();
			return Mono.error(rejected());
		}

		@Override
		public Flux<Payload> requestStream(Payload payload) {
			payload.release();
			return Flux.error(rejected());
		}

		@Override
		public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
			return Flux.error(rejected());
		}

		@Override
		public Mono<Void> metadataPush(Payload payload) {
			payload.release();
			return Mono.error(rejected());
		}

		private static RejectedException rejected() {
			return new RejectedException(
					"only contexts and one-way streams are served here: request-channels with a route that begins with '"
							+ RouteFormat.PREFIX + "', request-streams with '" + RouteFormat.STREAM_PREFIX + "'");
		}

	}

}
