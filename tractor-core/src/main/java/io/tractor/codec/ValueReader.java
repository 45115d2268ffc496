package io.tractor.codec;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Decodes values of one type. Thread-safe.
 */
@FunctionalInterface
public interface ValueReader {

	/**
	 * Decodes one value.
	 * @param bytes holds the bytes, which are not kept
	 * @param offset where they begin
	 * @param length how many they are; all must belong to the value
	 * @return the value, or null if null was sent
	 * @throws CodecException if the bytes are no value of the type
	 */
	@Nullable Object read(byte[] bytes, int offset, int length) throws IOException;

}
