package io.tractor.benchmarks.candidate.netty;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.tractor.benchmarks.candidate.Client;
import io.tractor.benchmarks.candidate.Latencies;
import reactor.netty.resources.LoopResources;

/**
 * Sends frames, all on the event loop of a connection.
 */
public final class NettyClient implements Client {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(128 * 1024, 256 * 1024);

	private final Bootstrap bootstrap;

	private final int port;

	public NettyClient(int port) {
		// The same transport as the RSocket candidates have.
		LoopResources resources = LoopResources.create("netty-client");
		EventLoopGroup loops = resources.onClient(true);
		this.port = port;
		this.bootstrap = new Bootstrap().group(loops)
			.channelFactory(() -> resources.onChannel(SocketChannel.class, loops))
			.option(ChannelOption.TCP_NODELAY, true)
			.option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
	}

	private <T> T on(Conversation<T> conversation, Duration time) throws Exception {
		Channel channel = this.bootstrap.clone()
			.handler(conversation)
			.connect("127.0.0.1", this.port)
			.syncUninterruptibly()
			.channel();
		try {
			CompletableFuture<T> ended = conversation.ended();
			return ended.get(time.plus(PATIENCE).toSeconds(), TimeUnit.SECONDS);
		}
		finally {
			channel.close().syncUninterruptibly();
		}
	}

	@Override
	public long[] streams(int streams, Duration time) throws Exception {
		return on(new Uploads(streams, time), time);
	}

	@Override
	public void echo(Duration time, Duration pause, Latencies latencies) throws Exception {
		on(new PingPong(time, pause, latencies), time);
	}

	@Override
	public long dialogs(int atOnce, Duration time) throws Exception {
		return on(new Dialogs(atOnce, time), time);
	}

}
