package io.tractor.boot.autoconfigure.peer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The name of a peer's host is resolved again for each connection.
 */
class ResolvedAnewTests {

	@Test
	void aNameIsResolvedForEachConnection() throws Exception {
		CloseableChannel server = RSocketServer.create(SocketAcceptor.with(new RSocket() {
		})).bindNow(TcpServerTransport.create("127.0.0.1", 0));
		InetAddress loopback = InetAddress.getByName("127.0.0.1");
		AtomicReference<InetAddress> known = new AtomicReference<>(InetAddress.getByName("127.0.0.2"));
		Names names = new Names(known);
		PeerUri uri = PeerUri.parse("tcp://files.test:" + server.address().getPort());
		Mono<RSocket> connecting = RSocketConnector.create()
			.connect(TcpClientTransport.create(uri.tcp(null).resolver(names)));
		try {
			assertThat(connecting.map((connection) -> true).onErrorReturn(false).block())
				.as("connected where nobody listens")
				.isFalse();
			for (int connection = 0; connection < 2; connection++) {
				known.set(loopback);
				RSocket connected = connecting.block();
				assertThat(connected).isNotNull();
				connected.dispose();
				connected.onClose().onErrorComplete().block();
			}
			assertThat(names.asked).containsExactly("files.test", "files.test", "files.test");
		}
		finally {
			server.dispose();
			names.close();
		}
	}

	/** Knows the address that it was told last. */
	private static final class Names extends AddressResolverGroup<InetSocketAddress> {

		private final List<String> asked = new CopyOnWriteArrayList<>();

		private final AtomicReference<InetAddress> known;

		Names(AtomicReference<InetAddress> known) {
			this.known = known;
		}

		@Override
		protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
			return new InetNameResolver(executor) {

				@Override
				protected void doResolve(String host, Promise<InetAddress> promise) {
					Names.this.asked.add(host);
					promise.setSuccess(Names.this.known.get());
				}

				@Override
				protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
					Names.this.asked.add(host);
					promise.setSuccess(List.of(Names.this.known.get()));
				}

			}.asAddressResolver();
		}

	}

}
