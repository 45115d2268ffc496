package io.tractor.runtime;

import java.io.IOException;
import java.util.Arrays;

import io.tractor.codec.ScratchOutput;
import io.tractor.codec.ValueWriter;
import io.tractor.stream.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Single values that travel in a message of their own.
 */
final class Values {

	private Values() {
	}

	/**
	 * Writes a value.
	 * @param most how many bytes it may take
	 */
	static byte[] encode(ValueWriter writer, @Nullable Object value, int most) throws IOException {
		ScratchOutput bytes = ScratchOutput.acquire();
		try {
			writer.write(value, bytes);
			Exchange.checkSize(bytes.size(), most);
			return Arrays.copyOf(bytes.array(), bytes.size());
		}
		finally {
			bytes.release();
		}
	}

}
