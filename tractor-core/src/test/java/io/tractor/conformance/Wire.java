package io.tractor.conformance;

import java.time.Duration;
import java.util.UUID;

import io.rsocket.Closeable;
import io.rsocket.DuplexConnection;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.ClientTransport;
import io.rsocket.transport.ServerTransport;
import io.rsocket.transport.local.LocalClientTransport;
import io.rsocket.transport.local.LocalServerTransport;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.rsocket.transport.netty.server.WebsocketServerTransport;
import io.tractor.rsocket.ContextSocketAcceptorInterceptor;
import io.tractor.rsocket.PromptFlush;
import io.tractor.rsocket.RSocketTransport;
import io.tractor.runtime.Actor;
import io.tractor.runtime.LocalTransport;
import io.tractor.runtime.Transport;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/**
 * What carries the frames of the scenarios.
 */
public enum Wire {

	/** No RSocket at all. */
	MEMORY {

		@Override
		public Line to(Actor target, Actor from) {
			LocalTransport transport = new LocalTransport(target, from);
			return new Line(transport, transport::lose, transport::close);
		}

		@Override
		Server serve(SocketAcceptor acceptor, int port) {
			throw new UnsupportedOperationException("No RSocket here");
		}

	},

	/** RSocket in one JVM. */
	LOCAL {

		@Override
		Server serve(SocketAcceptor acceptor, int port) {
			String name = UUID.randomUUID().toString();
			Closeable server = bind(acceptor, LocalServerTransport.create(name));
			return new Server(server, LocalClientTransport.create(name), 0);
		}

	},

	/** RSocket over TCP. */
	TCP {

		@Override
		Server serve(SocketAcceptor acceptor, int port) {
			CloseableChannel server = bind(acceptor,
					TcpServerTransport.create(TcpServer.create().host(LOOPBACK).port(port)));
			int bound = server.address().getPort();
			return new Server(server, client(bound), bound);
		}

		@Override
		ClientTransport client(int port) {
			return TcpClientTransport
				.create(TcpClient.create().host(LOOPBACK).port(port).doOnChannelInit(new PromptFlush()));
		}

	},

	/** RSocket over WebSocket. */
	WEBSOCKET {

		@Override
		Server serve(SocketAcceptor acceptor, int port) {
			CloseableChannel server = bind(acceptor,
					WebsocketServerTransport.create(HttpServer.create().host(LOOPBACK).port(port)));
			int bound = server.address().getPort();
			return new Server(server, client(bound), bound);
		}

		@Override
		ClientTransport client(int port) {
			return WebsocketClientTransport
				.create(HttpClient.create().host(LOOPBACK).port(port).doOnChannelInit(new PromptFlush()), "/");
		}

	};

	static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final String LOOPBACK = "127.0.0.1";

	/**
	 * Serves whatever {@code acceptor} does.
	 * @param port where, 0 for any
	 */
	abstract Server serve(SocketAcceptor acceptor, int port);

	/** The client's half towards a port of this machine. */
	ClientTransport client(int port) {
		throw new UnsupportedOperationException("No ports here");
	}

	/** Serves an actor, and connects another to it once that opens a context. */
	public Line to(Actor target, Actor from) {
		Server server = serve(target, 0);
		Line line = line(server.client(), from);
		return new Line(line.transport(), line::lose, () -> {
			line.close();
			server.close();
		});
	}

	Server serve(Actor actor, int port) {
		return serve(ContextSocketAcceptorInterceptor.acceptor(actor), port);
	}

	/** Connects an actor to whatever serves there. */
	static Line line(ClientTransport client, Actor from) {
		return line(RSocketTransport.connector(), client, from);
	}

	static Line line(RSocketConnector connector, ClientTransport client, Actor from) {
		Loss loss = new Loss();
		Mono<RSocket> connecting = connector.acceptor(ContextSocketAcceptorInterceptor.acceptor(from))
			.interceptors((registry) -> registry.forConnection((type, connection) -> loss.watch(connection)))
			.connect(client);
		RSocketTransport transport = new RSocketTransport("far", "loopback", connecting);
		return new Line(transport, loss, transport::close);
	}

	private static <C extends Closeable> C bind(SocketAcceptor acceptor, ServerTransport<C> transport) {
		C server = RSocketServer.create(acceptor)
			.payloadDecoder(PayloadDecoder.ZERO_COPY)
			.bind(transport)
			.block(PATIENCE);
		if (server == null) {
			throw new IllegalStateException("Not bound");
		}
		return server;
	}

	/**
	 * One way to a peer, and how to lose it.
	 *
	 * @param transport for the portal
	 * @param loss loses the connection, so that the next context takes another
	 * @param end closes both ends
	 */
	public record Line(Transport transport, Runnable loss, Runnable end) implements AutoCloseable {

		public void lose() {
			this.loss.run();
		}

		@Override
		public void close() {
			this.end.run();
		}

	}

	/**
	 * A server that listens.
	 *
	 * @param listening the server
	 * @param client leads there
	 * @param port where it is, 0 if nowhere
	 */
	record Server(Closeable listening, ClientTransport client, int port) implements AutoCloseable {

		@Override
		public void close() {
			this.listening.dispose();
			this.listening.onClose().onErrorComplete().block(PATIENCE);
		}

	}

	/** Cuts the connections it has seen, beneath RSocket. */
	private static final class Loss implements Runnable {

		private volatile @Nullable DuplexConnection last;

		DuplexConnection watch(DuplexConnection connection) {
			this.last = connection;
			return connection;
		}

		@Override
		public void run() {
			DuplexConnection connection = this.last;
			if (connection != null) {
				connection.dispose();
			}
		}

	}

}
