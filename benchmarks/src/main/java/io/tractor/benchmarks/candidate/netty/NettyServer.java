package io.tractor.benchmarks.candidate.netty;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import io.tractor.benchmarks.candidate.Server;
import io.tractor.benchmarks.candidate.Tally;
import io.tractor.benchmarks.candidate.Tick;
import io.tractor.benchmarks.candidate.TickCodec;
import reactor.netty.resources.LoopResources;

/**
 * Takes frames and answers them, all on the event loop.
 */
public final class NettyServer implements Server {

	private final Channel channel;

	public NettyServer() {
		// The same transport as the RSocket candidates have.
		LoopResources resources = LoopResources.create("netty-server");
		EventLoopGroup loops = resources.onServer(true);
		this.channel = new ServerBootstrap().group(loops)
			.channelFactory(() -> resources.onChannel(ServerSocketChannel.class, loops))
			.childOption(ChannelOption.TCP_NODELAY, true)
			.childHandler(new ChannelInitializer<Channel>() {

				@Override
				protected void initChannel(Channel accepted) {
					accepted.pipeline().addLast(new Serving());
				}

			})
			.bind("127.0.0.1", 0)
			.syncUninterruptibly()
			.channel();
	}

	@Override
	public int port() {
		return ((InetSocketAddress) this.channel.localAddress()).getPort();
	}

	/** The server's side of a connection. */
	private static final class Serving extends Frames {

		private final Map<Integer, Tally> tallies = new HashMap<>();

		@Override
		void frame(ChannelHandlerContext context, int stream, byte kind, ByteBuf in, int index, int length) {
			Tick tick = TickCodec.TICKS.read(in, index, length);
			switch (kind) {
				case TICK -> this.tallies.computeIfAbsent(stream, (absent) -> new Tally()).add(tick);
				case END -> {
					ByteBuf answer = context.alloc().buffer();
					Tally tally = this.tallies.remove(stream);
					write(answer, stream, COUNTED, TickCodec.COUNTED, tally.counted());
					context.write(answer);
				}
				case ECHO -> {
					ByteBuf answer = context.alloc().buffer();
					write(answer, stream, ECHO, TickCodec.TICKS, tick);
					context.write(answer);
				}
				case DIALOG -> {
					ByteBuf answer = context.alloc().buffer();
					write(answer, stream, DIALOG, TickCodec.TICKS, Tick.of(tick.seq()));
					write(answer, stream, DIALOG, TickCodec.TICKS, Tick.of(tick.seq() + 1));
					context.write(answer);
				}
				default -> throw new IllegalStateException("A frame of kind " + kind);
			}
		}

	}

}
