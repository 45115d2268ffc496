package io.tractor.codec;

import java.lang.reflect.Type;

/**
 * How the values of a context become bytes and values again. Both sides must have a codec
 * of the same name. Thread-safe.
 */
public interface Codec {

	/**
	 * The name that travels with a context's start, such as {@code cbor}.
	 * @return the name
	 */
	String name();

	/**
	 * A writer of values of a type. To be kept: what it needs to know of the type has
	 * been found out once it is there.
	 * @param type a class or a generic type; {@code void} and {@link Void} for null only
	 * @return the writer
	 */
	ValueWriter writer(Type type);

	/**
	 * A reader of values of a type. To be kept, as a writer.
	 * @param type a class or a generic type; {@code void} and {@link Void} for null only
	 * @return the reader
	 */
	ValueReader reader(Type type);

}
