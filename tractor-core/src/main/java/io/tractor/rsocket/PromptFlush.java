package io.tractor.rsocket;

import java.net.SocketAddress;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;
import reactor.netty.ConnectionObserver;
import reactor.netty.NettyPipeline;
import reactor.netty.ChannelPipelineConfigurer;

/**
 * Lets a connection's other side begin with the first of many frames while the last are
 * still being made. RSocket's transports flush once for all that one read has brought:
 * where many contexts are opened at once all answers of one read leave together, the
 * other side does nothing meanwhile, and then they change places. With this a connection
 * flushes after every {@value #FRAMES} frames, too, on its event loop. A stream does not
 * notice: what it sends is in few frames.
 *
 * <p>
 * It is enough for one side of a connection to have it, best the one that opens more
 * contexts: {@code TcpClient.create().doOnChannelInit(new PromptFlush())}, or an
 * {@code HttpClient} for WebSocket. Has no state: may be shared by clients.
 */
public final class PromptFlush implements ChannelPipelineConfigurer {

	/**
	 * After how many frames there is a flush: some are needed for a system call to be
	 * worth it.
	 */
	static final int FRAMES = 16;

	/** The handler's, in a pipeline. */
	static final String NAME = "tractor.promptFlush";

	/**
	 * Adds it to a channel's pipeline, behind what encrypts or makes WebSocket frames.
	 */
	@Override
	public void onChannelInit(ConnectionObserver observer, Channel channel, @Nullable SocketAddress remote) {
		channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, NAME, new Handler());
	}

	/**
	 * Counts the frames of one channel, on its event loop.
	 */
	static final class Handler extends ChannelOutboundHandlerAdapter {

		private int unflushed;

		@Override
		public void write(ChannelHandlerContext context, Object frame, ChannelPromise promise) {
			context.write(frame, promise);
			this.unflushed++;
			if (this.unflushed == FRAMES) {
				flush(context);
			}
		}

		@Override
		public void flush(ChannelHandlerContext context) {
			this.unflushed = 0;
			context.flush();
		}

	}

}
