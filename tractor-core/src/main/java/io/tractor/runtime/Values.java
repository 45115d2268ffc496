package io.tractor.runtime;

import java.io.IOException;
import java.util.Arrays;

import io.tractor.codec.CodecException;
import io.tractor.codec.ScratchOutput;
import io.tractor.codec.ValueWriter;
import io.tractor.protocol.Envelopes;
import org.jspecify.annotations.Nullable;

/**
 * Single values that travel in a message of their own.
 */
final class Values {

	private Values() {
	}

	static byte[] encode(ValueWriter writer, @Nullable Object value) throws IOException {
		ScratchOutput bytes = ScratchOutput.acquire();
		try {
			writer.write(value, bytes);
			if (bytes.size() > Envelopes.MAX_BODY) {
				throw new CodecException(
						"It takes " + bytes.size() + " bytes, more than the " + Envelopes.MAX_BODY + " of a message");
			}
			return Arrays.copyOf(bytes.array(), bytes.size());
		}
		finally {
			bytes.release();
		}
	}

}
