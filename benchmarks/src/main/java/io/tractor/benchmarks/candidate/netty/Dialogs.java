package io.tractor.benchmarks.candidate.netty;

import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.tractor.benchmarks.candidate.Tally;
import io.tractor.benchmarks.candidate.Tick;
import io.tractor.benchmarks.candidate.TickCodec;

/**
 * Dialogs of one tick that is answered by two, so many at once.
 */
final class Dialogs extends Conversation<Long> {

	private final Tally[] tallies;

	private final long end;

	private int running;

	private long count;

	Dialogs(int atOnce, Duration time) {
		this.tallies = new Tally[atOnce];
		this.end = System.nanoTime() + time.toNanos();
		this.running = atOnce;
	}

	@Override
	void begin(ChannelHandlerContext context) {
		for (int stream = 0; stream < this.tallies.length; stream++) {
			dialog(context, stream);
		}
		context.flush();
	}

	private void dialog(ChannelHandlerContext context, int stream) {
		this.tallies[stream] = new Tally();
		ByteBuf buffer = context.alloc().buffer();
		write(buffer, stream, DIALOG, TickCodec.TICKS, Tick.of(0));
		context.write(buffer);
	}

	@Override
	void frame(ChannelHandlerContext context, int stream, byte kind, ByteBuf in, int index, int length) {
		this.tallies[stream].add(TickCodec.TICKS.read(in, index, length));
		if (this.tallies[stream].counted().count() < 2) {
			return;
		}
		this.count++;
		if (System.nanoTime() < this.end) {
			dialog(context, stream);
		}
		else if (--this.running == 0) {
			ended().complete(this.count);
		}
	}

}
