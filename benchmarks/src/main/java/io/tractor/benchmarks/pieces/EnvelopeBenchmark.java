package io.tractor.benchmarks.pieces;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.tractor.ActorId;
import io.tractor.protocol.Envelopes;
import io.tractor.protocol.FrameReader;
import io.tractor.protocol.Msg;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Messages to bytes and back.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EnvelopeBenchmark {

	private static final int VALUES = 64;

	private static final int FRAME = 64 * 1024;

	private final byte[] value = new byte[50];

	private final Msg.Start start = new Msg.Start(1, "3f2a-17", ActorId.create("desk"), "cbor",
			Map.of("pattern", new byte[10], "root", new byte[20]), Duration.ofSeconds(30), 64);

	private final ByteBuf frame = ByteBufAllocator.DEFAULT.buffer(FRAME);

	/**
	 * A frame of values is written and walked through; the time is that of one value.
	 * @return where the last one was
	 */
	@Benchmark
	@OperationsPerInvocation(VALUES)
	public int values() {
		this.frame.clear();
		for (int i = 0; i < VALUES; i++) {
			Envelopes.writeValue(Envelopes.YIELD, this.value, 0, this.value.length, this.frame);
		}
		FrameReader reader = new FrameReader(this.frame);
		int index = 0;
		while (reader.next()) {
			index = reader.bodyIndex();
		}
		return index;
	}

	/**
	 * The largest of the usual control messages is written and read.
	 * @return the message
	 */
	@Benchmark
	public Msg start() {
		this.frame.clear();
		Envelopes.write(this.start, this.frame);
		return first();
	}

	/**
	 * The most frequent control message is written and read.
	 * @return the message
	 */
	@Benchmark
	public Msg credit() {
		this.frame.clear();
		Envelopes.write(new Msg.Credit(32), this.frame);
		return first();
	}

	private Msg first() {
		FrameReader reader = new FrameReader(this.frame);
		reader.next();
		return reader.message();
	}

	/** Gives the buffer back. */
	@TearDown
	public void release() {
		this.frame.release();
	}

}
