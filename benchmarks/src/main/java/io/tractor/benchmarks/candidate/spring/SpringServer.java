package io.tractor.benchmarks.candidate.spring;

import java.util.List;

import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.tractor.benchmarks.candidate.Server;
import org.springframework.http.codec.cbor.JacksonCborDecoder;
import org.springframework.http.codec.cbor.JacksonCborEncoder;
import org.springframework.messaging.rsocket.RSocketStrategies;
import org.springframework.messaging.rsocket.annotation.support.RSocketMessageHandler;

/**
 * Serves routes as Spring Boot would.
 */
public final class SpringServer implements Server {

	private final CloseableChannel server;

	public SpringServer() {
		RSocketMessageHandler handler = new RSocketMessageHandler();
		handler.setRSocketStrategies(strategies());
		handler.setHandlers(List.of(new Controller()));
		handler.afterPropertiesSet();
		this.server = RSocketServer.create(handler.responder())
			.payloadDecoder(PayloadDecoder.ZERO_COPY)
			.bindNow(TcpServerTransport.create("127.0.0.1", 0));
	}

	static RSocketStrategies strategies() {
		return RSocketStrategies.builder().encoder(new JacksonCborEncoder()).decoder(new JacksonCborDecoder()).build();
	}

	@Override
	public int port() {
		return this.server.address().getPort();
	}

}
