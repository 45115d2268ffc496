package io.tractor.rsocket;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.UUID;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.rsocket.Closeable;
import io.rsocket.core.RSocketServer;
import io.rsocket.transport.ClientTransport;
import io.rsocket.transport.ServerTransport;
import io.rsocket.transport.local.LocalClientTransport;
import io.rsocket.transport.local.LocalServerTransport;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.rsocket.transport.netty.server.WebsocketServerTransport;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/**
 * The transports that contexts are tested over.
 */
enum Wire {

	LOCAL {

		@Override
		Endpoint start(RSocketServer server, ByteBufAllocator allocator) {
			String name = UUID.randomUUID().toString();
			return new Endpoint(bind(server, LocalServerTransport.create(name)), name,
					LocalClientTransport.create(name, allocator));
		}

	},

	TCP {

		@Override
		Endpoint start(RSocketServer server, ByteBufAllocator allocator) {
			CloseableChannel channel = bind(server, TcpServerTransport
				.create(TcpServer.create().host("localhost").port(0).childOption(ChannelOption.ALLOCATOR, allocator)));
			InetSocketAddress address = channel.address();
			return new Endpoint(channel, "localhost:" + address.getPort(),
					TcpClientTransport.create(TcpClient.create()
						.host("localhost")
						.port(address.getPort())
						.option(ChannelOption.ALLOCATOR, allocator)));
		}

	},

	WEBSOCKET {

		@Override
		Endpoint start(RSocketServer server, ByteBufAllocator allocator) {
			CloseableChannel channel = bind(server, WebsocketServerTransport
				.create(HttpServer.create().host("localhost").port(0).childOption(ChannelOption.ALLOCATOR, allocator)));
			InetSocketAddress address = channel.address();
			return new Endpoint(channel, "localhost:" + address.getPort(),
					WebsocketClientTransport.create(HttpClient.create()
						.host("localhost")
						.port(address.getPort())
						.option(ChannelOption.ALLOCATOR, allocator), "/"));
		}

	};

	abstract Endpoint start(RSocketServer server, ByteBufAllocator allocator);

	private static <C extends Closeable> C bind(RSocketServer server, ServerTransport<C> transport) {
		C bound = server.bind(transport).block(Duration.ofSeconds(20));
		if (bound == null) {
			throw new IllegalStateException("not bound");
		}
		return bound;
	}

	/**
	 * A server that listens.
	 *
	 * @param server to be disposed
	 * @param address where it is
	 * @param client leads there
	 */
	record Endpoint(Closeable server, String address, ClientTransport client) {
	}

}
