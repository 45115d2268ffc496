package io.tractor.rsocket;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.rsocket.DuplexConnection;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.exceptions.RejectedException;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.tractor.runtime.Acceptor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server with contexts on it and a transport that leads there.
 */
final class Pair implements AutoCloseable {

	final Buffers buffers = new Buffers();

	/** The child sides, in the order they came. */
	final BlockingQueue<QueueLink> children = new LinkedBlockingQueue<>();

	final Queue<String> endpoints = new ConcurrentLinkedQueue<>();

	/** The server's connections, for cutting them. */
	final CopyOnWriteArrayList<DuplexConnection> serverSide = new CopyOnWriteArrayList<>();

	final CopyOnWriteArrayList<DuplexConnection> clientSide = new CopyOnWriteArrayList<>();

	final AtomicInteger connections = new AtomicInteger();

	final RSocketConnector connector = RSocketTransport.connector();

	private final Wire wire;

	private Acceptor contexts = (endpoint, channel, peer) -> {
		QueueLink child = newLink().on(channel);
		this.endpoints.add(endpoint);
		this.children.add(child);
		return child;
	};

	private SocketAcceptor others = SocketAcceptor.with(new RSocket() {
	});

	private PayloadDecoder decoder = PayloadDecoder.ZERO_COPY;

	private Consumer<RSocketServer> customizer = (server) -> {
	};

	private Wire.@Nullable Endpoint endpoint;

	private @Nullable RSocketTransport transport;

	Pair(Wire wire) {
		this.wire = wire;
	}

	Pair contexts(Acceptor contexts) {
		this.contexts = contexts;
		return this;
	}

	Pair others(SocketAcceptor others) {
		this.others = others;
		return this;
	}

	Pair decoder(PayloadDecoder decoder) {
		this.decoder = decoder;
		this.connector.payloadDecoder(decoder);
		return this;
	}

	Pair server(Consumer<RSocketServer> customizer) {
		this.customizer = customizer;
		return this;
	}

	QueueLink newLink() {
		return new QueueLink(this.buffers.allocator());
	}

	Wire.Endpoint endpoint() {
		Wire.Endpoint endpoint = this.endpoint;
		if (endpoint == null) {
			RSocketServer server = RSocketServer.create(this.others)
				.payloadDecoder(this.decoder)
				.interceptors((registry) -> registry
					.forSocketAcceptor(new ContextSocketAcceptorInterceptor(
							(name, channel, peer) -> this.contexts.accept(name, channel, peer)))
					.forConnection((type, connection) -> {
						this.serverSide.add(connection);
						return connection;
					}));
			this.customizer.accept(server);
			endpoint = this.wire.start(server, this.buffers.allocator());
			this.endpoint = endpoint;
			this.connector.interceptors((registry) -> registry.forConnection((type, connection) -> {
				this.clientSide.add(connection);
				return connection;
			}));
		}
		return endpoint;
	}

	/** Connects once more, beside the transport. */
	RSocket connect() {
		RSocket rsocket = connecting().block(Duration.ofSeconds(20));
		assertThat(rsocket).isNotNull();
		return rsocket;
	}

	Mono<RSocket> connecting() {
		Wire.Endpoint endpoint = endpoint();
		return this.connector.connect(endpoint.client())
			.doOnSubscribe((subscription) -> this.connections.incrementAndGet());
	}

	RSocketTransport transport() {
		RSocketTransport transport = this.transport;
		return (transport != null) ? transport : transport(connecting());
	}

	RSocketTransport transport(Mono<RSocket> source) {
		RSocketTransport transport = new RSocketTransport("files", endpoint().address(), source);
		this.transport = transport;
		return transport;
	}

	/** Opens a context whose first frame is queued. */
	QueueLink open(String... values) {
		QueueLink parent = newLink().queue(values);
		return parent.on(transport().open("some.endpoint", parent));
	}

	QueueLink child() throws InterruptedException {
		QueueLink child = this.children.poll(20, TimeUnit.SECONDS);
		assertThat(child).as("the child side").isNotNull();
		return child;
	}

	void cut(Iterable<DuplexConnection> connections) {
		connections.forEach(DuplexConnection::dispose);
	}

	@Override
	public void close() {
		RSocketTransport transport = this.transport;
		if (transport != null) {
			transport.close();
		}
		cut(this.clientSide);
		cut(this.serverSide);
		Wire.Endpoint endpoint = this.endpoint;
		if (endpoint != null) {
			endpoint.server().dispose();
		}
		this.buffers.assertAllReturned();
	}

	static RejectedException denied() {
		return new RejectedException("denied");
	}

}
