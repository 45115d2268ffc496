package io.tractor.benchmarks.candidate.tractor;

import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.tractor.benchmarks.candidate.Server;
import io.tractor.rsocket.ContextSocketAcceptorInterceptor;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ActorLimits;
import io.tractor.runtime.ActorSettings;

/**
 * Serves contexts.
 */
public final class TractorServer implements Server {

	/** More contexts of one connection than there are by default. */
	private static final ActorLimits ROOM = ActorLimits.DEFAULT.withContexts(Integer.MAX_VALUE)
		.withContextsPerConnection(Integer.MAX_VALUE);

	private final CloseableChannel server;

	/**
	 * Starts to serve.
	 * @param buffer how many values are buffered
	 * @param endpoints a bean with endpoints
	 */
	public TractorServer(int buffer, Object endpoints) {
		Actor actor = Actor.builder("server").settings(settings(buffer)).limits(ROOM).endpoints(endpoints).build();
		this.server = RSocketServer.create(ContextSocketAcceptorInterceptor.acceptor(actor))
			.payloadDecoder(PayloadDecoder.ZERO_COPY)
			.bindNow(TcpServerTransport.create("127.0.0.1", 0));
	}

	@Override
	public int port() {
		return this.server.address().getPort();
	}

	/**
	 * The defaults as they are, unless another buffer is wanted: one that is set does not
	 * grow.
	 */
	static ActorSettings settings(int buffer) {
		ActorSettings settings = ActorSettings.DEFAULT;
		return (buffer != settings.bufferSize()) ? settings.withBufferSize(buffer) : settings;
	}

}
