package io.tractor.codec;

import java.io.IOException;
import java.io.OutputStream;

import org.jspecify.annotations.Nullable;

/**
 * Encodes values of one type. Thread-safe.
 */
@FunctionalInterface
public interface ValueWriter {

	/**
	 * Encodes one value.
	 * @param value the value, an instance of the type; null unless the type is primitive
	 * @param out where to; not closed. If this throws, a part may have been written
	 * @throws CodecException if the value is none of the type, or cannot be encoded
	 * @throws IOException if {@code out} throws it
	 */
	void write(@Nullable Object value, OutputStream out) throws IOException;

}
