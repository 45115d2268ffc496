package io.tractor.benchmarks.candidate;

import java.util.function.DoubleSupplier;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * What a value costs where there is nothing but the codec: it is made, written and read.
 */
public final class CodecCost {

	private static final int CAPACITY = 1024;

	/** The compiler is to have seen what can be spared. */
	private static final int PASSES_BEFORE = 2;

	private static final int VALUES = 200_000;

	private CodecCost() {
	}

	/**
	 * Measures it.
	 * @param allocated what all threads have allocated so far
	 * @return bytes for each value
	 */
	public static double allocatedPerValue(DoubleSupplier allocated) {
		ByteBuf buffer = Unpooled.buffer(CAPACITY);
		for (int i = 0; i < PASSES_BEFORE; i++) {
			pass(buffer);
		}
		double before = allocated.getAsDouble();
		pass(buffer);
		return (allocated.getAsDouble() - before) / VALUES;
	}

	private static void pass(ByteBuf buffer) {
		Tally tally = new Tally();
		for (long seq = 0; seq < VALUES; seq++) {
			TickCodec.TICKS.write(Tick.of(seq), (array, length) -> buffer.clear().writeBytes(array, 0, length));
			tally.add(TickCodec.TICKS.read(buffer, 0, buffer.readableBytes()));
		}
	}

}
