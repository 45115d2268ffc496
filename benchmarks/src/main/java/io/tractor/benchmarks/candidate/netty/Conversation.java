package io.tractor.benchmarks.candidate.netty;

import java.util.concurrent.CompletableFuture;

import io.netty.channel.ChannelHandlerContext;

/**
 * What a client does on one connection.
 *
 * @param <T> what comes of it
 */
abstract class Conversation<T> extends Frames {

	private final CompletableFuture<T> ended = new CompletableFuture<>();

	/** What comes of it, when it has ended. */
	final CompletableFuture<T> ended() {
		return this.ended;
	}

	@Override
	public final void channelActive(ChannelHandlerContext context) {
		begin(context);
	}

	/** Begins it. */
	abstract void begin(ChannelHandlerContext context);

	@Override
	public final void channelInactive(ChannelHandlerContext context) {
		this.ended.completeExceptionally(new IllegalStateException("The server has closed the connection"));
	}

	@Override
	public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
		this.ended.completeExceptionally(cause);
	}

}
