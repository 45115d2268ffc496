package io.tractor.demo.desk;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.tractor.Portal;
import io.tractor.demo.worker.Pace;
import io.tractor.demo.worker.SearchEndpoint;
import io.tractor.demo.worker.Share;
import io.tractor.rsocket.ContextSocketAcceptorInterceptor;
import io.tractor.rsocket.RSocketTransport;
import io.tractor.runtime.Actor;

/**
 * A worker in this JVM, behind a TCP port of its own.
 */
final class TcpWorker implements AutoCloseable {

	private final Actor actor;

	private final CloseableChannel server;

	private final List<RSocket> connections = new CopyOnWriteArrayList<>();

	TcpWorker(String name, Share share, Pace pace) {
		this.actor = Actor.builder(name).endpoints(new SearchEndpoint(share, pace)).build();
		SocketAcceptor acceptor = ContextSocketAcceptorInterceptor.acceptor(this.actor);
		this.server = RSocketServer.create((setup, connection) -> {
			this.connections.add(connection);
			return acceptor.accept(setup, connection);
		}).payloadDecoder(PayloadDecoder.ZERO_COPY).bindNow(TcpServerTransport.create("localhost", 0));
	}

	RSocketTransport connect() {
		InetSocketAddress address = this.server.address();
		return new RSocketTransport(this.actor.id().name(), "tcp://localhost:" + address.getPort(),
				RSocketTransport.connector().connect(TcpClientTransport.create("localhost", address.getPort())));
	}

	Portal portal(Actor desk) {
		return desk.portal(this.actor.id().name(), connect());
	}

	/**
	 * Waits until nothing of a search is left in this worker.
	 */
	boolean ended() throws InterruptedException {
		return this.actor.awaitIdle(Duration.ofSeconds(10));
	}

	/**
	 * Cuts the connections and takes no new ones.
	 */
	void disconnect() {
		this.server.dispose();
		this.server.onClose().block(Duration.ofSeconds(10));
		this.connections.forEach(RSocket::dispose);
	}

	/**
	 * Ends in order.
	 */
	void shutDown() {
		this.actor.close();
	}

	@Override
	public void close() {
		this.server.dispose();
		this.actor.close();
	}

}
