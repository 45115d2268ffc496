package io.tractor.benchmarks.candidate.netty;

import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.tractor.benchmarks.candidate.Source;
import io.tractor.benchmarks.candidate.Tick;
import io.tractor.benchmarks.candidate.TickCodec;

/**
 * Streams of ticks, each in its turn, into one buffer after the other for as long as the
 * connection takes more.
 */
final class Uploads extends Conversation<long[]> {

	private static final int BUFFER = 64 * 1024;

	/** More than a frame takes. */
	private static final int ROOM = 256;

	private final Source[] sources;

	private final long[] counts;

	private final boolean[] ended;

	private int open;

	private int answered;

	private int turn;

	Uploads(int streams, Duration time) {
		this.sources = new Source[streams];
		for (int i = 0; i < streams; i++) {
			this.sources[i] = new Source(time);
		}
		this.counts = new long[streams];
		this.ended = new boolean[streams];
		this.open = streams;
	}

	@Override
	void begin(ChannelHandlerContext context) {
		send(context);
	}

	@Override
	public void channelWritabilityChanged(ChannelHandlerContext context) {
		send(context);
	}

	private void send(ChannelHandlerContext context) {
		while (this.open > 0 && context.channel().isWritable()) {
			ByteBuf buffer = context.alloc().buffer(BUFFER);
			while (this.open > 0 && buffer.readableBytes() < BUFFER - ROOM) {
				next(buffer);
			}
			context.writeAndFlush(buffer);
		}
	}

	private void next(ByteBuf buffer) {
		int stream = this.turn;
		this.turn = (this.turn + 1) % this.sources.length;
		if (this.ended[stream]) {
			return;
		}
		Source source = this.sources[stream];
		if (source.isOver()) {
			this.ended[stream] = true;
			this.open--;
			write(buffer, stream, END, TickCodec.TICKS, Tick.end(source.counted()));
		}
		else {
			write(buffer, stream, TICK, TickCodec.TICKS, source.next());
		}
	}

	@Override
	void frame(ChannelHandlerContext context, int stream, byte kind, ByteBuf in, int index, int length) {
		this.counts[stream] = this.sources[stream].counted().arrived(TickCodec.COUNTED.read(in, index, length));
		if (++this.answered == this.sources.length) {
			ended().complete(this.counts);
		}
	}

}
