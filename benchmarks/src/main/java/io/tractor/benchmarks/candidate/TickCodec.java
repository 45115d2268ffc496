package io.tractor.benchmarks.candidate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;

import io.netty.buffer.ByteBuf;
import io.tractor.codec.JacksonCodec;
import io.tractor.codec.ScratchOutput;
import io.tractor.codec.ValueReader;
import io.tractor.codec.ValueWriter;

/**
 * The codec of those who bring none, the same that contexts use: CBOR by Jackson, with
 * the same scratch arrays.
 *
 * @param <T> what it writes and reads
 */
public final class TickCodec<T> {

	/** Ticks. */
	public static final TickCodec<Tick> TICKS = new TickCodec<>(Tick.class);

	/** What says what has come. */
	public static final TickCodec<Counted> COUNTED = new TickCodec<>(Counted.class);

	/** Large values. */
	public static final TickCodec<Blob> BLOBS = new TickCodec<>(Blob.class);

	private final ValueWriter writer;

	private final ValueReader reader;

	private TickCodec(Type type) {
		JacksonCodec codec = JacksonCodec.cbor();
		this.writer = codec.writer(type);
		this.reader = codec.reader(type);
	}

	/**
	 * Writes a value.
	 * @param value the value
	 * @param use takes the array and how much of it is written, while it is this thread's
	 */
	public void write(T value, Use use) {
		ScratchOutput bytes = ScratchOutput.acquire();
		try {
			this.writer.write(value, bytes);
			use.use(bytes.array(), bytes.size());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			bytes.release();
		}
	}

	/**
	 * Reads a value.
	 * @param buffer where it is; neither its indices nor its references are changed
	 * @param index from where on
	 * @param length how long it is
	 * @return the value
	 */
	@SuppressWarnings("unchecked")
	public T read(ByteBuf buffer, int index, int length) {
		ScratchOutput bytes = ScratchOutput.acquire();
		try {
			buffer.getBytes(index, bytes.reserve(length), 0, length);
			return (T) this.reader.read(bytes.array(), 0, length);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			bytes.release();
		}
	}

	/** What is done with the bytes of a value. */
	public interface Use {

		/**
		 * Takes them.
		 * @param array begins with them
		 * @param length how many there are
		 */
		void use(byte[] array, int length);

	}

}
