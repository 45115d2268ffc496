package io.tractor.codec;

import java.lang.reflect.Type;

/**
 * How the values of a context become bytes and values again. Both sides must have a codec
 * of the same name: the context's start tells it. Thread-safe.
 * <p>
 * The contract is the type that a codec is asked for: what a signature says, its type
 * variables resolved. It is a class, a generic type, an array, or a {@link UnionType}
 * where {@code @Context(payload = ..)} narrows the signature, alone or as an argument of
 * a generic type. A codec must
 * <ul>
 * <li>refuse to write what is no instance of the type, and to read what is no value of
 * it, by a {@link CodecException}, whose message travels: it tells types and places, not
 * what the value was;</li>
 * <li>read back what it has written of any instance of the type. Where a class alone does
 * not tell that all inside of a first value or result is right, such as for a
 * {@code List<Match>}, what was written is read back at once, and refused if that
 * fails;</li>
 * <li>write null for each type but a primitive one.</li>
 * </ul>
 * One that does not know a type may refuse it by an {@link IllegalArgumentException} when
 * it is asked for its writer or reader.
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
