package io.tractor.benchmarks.candidate.netty;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.tractor.benchmarks.candidate.Latencies;
import io.tractor.benchmarks.candidate.Source;
import io.tractor.benchmarks.candidate.Tally;
import io.tractor.benchmarks.candidate.TickCodec;

/**
 * One tick at a time, the next sent when the last has come back.
 */
final class PingPong extends Conversation<Integer> {

	private final Duration pause;

	private final Latencies latencies;

	private final Source source;

	private final long end;

	private final Tally tally = new Tally();

	private long began;

	PingPong(Duration time, Duration pause, Latencies latencies) {
		this.pause = pause;
		this.latencies = latencies;
		this.source = new Source(time);
		this.end = System.nanoTime() + time.toNanos();
	}

	@Override
	void begin(ChannelHandlerContext context) {
		this.began = System.nanoTime();
		ByteBuf buffer = context.alloc().buffer();
		write(buffer, 0, ECHO, TickCodec.TICKS, this.source.next());
		context.writeAndFlush(buffer);
	}

	@Override
	void frame(ChannelHandlerContext context, int stream, byte kind, ByteBuf in, int index, int length) {
		this.tally.add(TickCodec.TICKS.read(in, index, length));
		long now = System.nanoTime();
		this.latencies.add(now - this.began);
		if (now >= this.end) {
			this.source.counted().arrived(this.tally.counted());
			ended().complete(this.latencies.count());
		}
		else if (this.pause.isZero()) {
			begin(context);
		}
		else {
			context.executor().schedule(() -> begin(context), this.pause.toNanos(), TimeUnit.NANOSECONDS);
		}
	}

}
