package io.tractor.boot.test.autoconfigure;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

import io.rsocket.Closeable;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.local.LocalServerTransport;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.rsocket.server.RSocketServerCustomizer;

/**
 * An RSocket server without a socket, customized as one with a socket would be.
 */
final class MemoryServer implements org.springframework.boot.rsocket.server.RSocketServer {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final String name;

	private final SocketAcceptor acceptor;

	private final List<RSocketServerCustomizer> customizers;

	private @Nullable Closeable running;

	MemoryServer(String name, SocketAcceptor acceptor, List<RSocketServerCustomizer> customizers) {
		this.name = name;
		this.acceptor = acceptor;
		this.customizers = customizers;
	}

	@Override
	public synchronized void start() {
		RSocketServer server = RSocketServer.create(this.acceptor).payloadDecoder(PayloadDecoder.ZERO_COPY);
		this.customizers.forEach((customizer) -> customizer.customize(server));
		this.running = server.bind(LocalServerTransport.create(this.name)).block(TIMEOUT);
	}

	@Override
	public synchronized void stop() {
		if (this.running != null) {
			this.running.dispose();
			this.running = null;
		}
	}

	/**
	 * Boot takes a server without an address for one that does not run, and does not stop
	 * it; so this one is at port 0 of a host that is none.
	 */
	@Override
	public synchronized @Nullable InetSocketAddress address() {
		return (this.running != null) ? InetSocketAddress.createUnresolved(this.name, 0) : null;
	}

}
