package io.tractor.benchmarks.pieces;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import io.tractor.benchmarks.candidate.Tick;
import io.tractor.codec.JacksonCodec;
import io.tractor.codec.ScratchOutput;
import io.tractor.codec.ValueReader;
import io.tractor.codec.ValueWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What codecs take for a value: those there are, and one written by hand for the one
 * record.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CodecBenchmark {

	/** Which codec. */
	@Param
	public Kind codec = Kind.CBOR;

	private final Tick tick = Tick.of(1_000);

	private ValueWriter writer;

	private ValueReader reader;

	private byte[] written;

	/** Writes what is read. */
	@Setup
	public void begin() throws IOException {
		this.writer = this.codec.writer;
		this.reader = this.codec.reader;
		ScratchOutput bytes = ScratchOutput.acquire();
		this.writer.write(this.tick, bytes);
		this.written = Arrays.copyOf(bytes.array(), bytes.size());
		bytes.release();
		if (!this.tick.equals(read())) {
			throw new IllegalStateException(this.codec + " reads something else than it has written");
		}
	}

	/**
	 * Writes a value.
	 * @return how many bytes it has
	 */
	@Benchmark
	public int write() throws IOException {
		ScratchOutput bytes = ScratchOutput.acquire();
		try {
			this.writer.write(this.tick, bytes);
			return bytes.size();
		}
		finally {
			bytes.release();
		}
	}

	/**
	 * Reads a value.
	 * @return the value
	 */
	@Benchmark
	public Object read() throws IOException {
		return this.reader.read(this.written, 0, this.written.length);
	}

	/** The codecs. */
	public enum Kind {

		/** The default. */
		CBOR(JacksonCodec.cbor()),

		/** The other one there is. */
		JSON(JacksonCodec.json()),

		/** One for ticks only. */
		BY_HAND(Kind::write, Kind::read);

		private final ValueWriter writer;

		private final ValueReader reader;

		Kind(JacksonCodec codec) {
			this(codec.writer(Tick.class), codec.reader(Tick.class));
		}

		Kind(ValueWriter writer, ValueReader reader) {
			this.writer = writer;
			this.reader = reader;
		}

		private static void write(Object value, OutputStream out) throws IOException {
			Tick tick = (Tick) value;
			DataOutputStream data = new DataOutputStream(out);
			data.writeUTF(tick.symbol());
			data.writeDouble(tick.price());
			data.writeInt(tick.size());
			data.writeLong(tick.seq());
		}

		private static Tick read(byte[] bytes, int offset, int length) throws IOException {
			DataInputStream data = new DataInputStream(new ByteArrayInputStream(bytes, offset, length));
			return new Tick(data.readUTF(), data.readDouble(), data.readInt(), data.readLong());
		}

	}

}
