package io.tractor.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import io.tractor.codec.Codec;
import io.tractor.codec.CodecException;
import io.tractor.codec.ScratchOutput;
import io.tractor.codec.UnionType;
import io.tractor.codec.ValueReader;
import io.tractor.codec.ValueWriter;
import org.jspecify.annotations.Nullable;

/**
 * Holds a value against its type where it is produced, by reading back what was written:
 * a {@code List<Match>} may hold something else, which Java does not see.
 */
final class StrictWriter implements ValueWriter {

	private final ValueWriter writer;

	private final ValueReader reader;

	private final Type type;

	private StrictWriter(ValueWriter writer, ValueReader reader, Type type) {
		this.writer = writer;
		this.reader = reader;
		this.type = type;
	}

	/** A strict writer: the codec's own one if its own check of the class is enough. */
	static ValueWriter of(Codec codec, Type type) {
		ValueWriter writer = codec.writer(type);
		return isCertain(type, new HashSet<>()) ? writer : new StrictWriter(writer, codec.reader(type), type);
	}

	/**
	 * Whether an instance of the type's class cannot be wrong inside, or nothing inside
	 * can be wrong.
	 */
	private static boolean isCertain(Type type, Set<Type> seen) {
		if (!seen.add(type) || type == Object.class) {
			return true;
		}
		if (type instanceof UnionType union) {
			return union.members().stream().allMatch((member) -> isCertain(member, seen));
		}
		if (!(type instanceof Class<?> plain)) {
			return false;
		}
		if (plain.isArray()) {
			Class<?> component = plain.getComponentType();
			return Modifier.isFinal(component.getModifiers()) && isCertain(component, seen);
		}
		if (plain.isRecord()) {
			return plain.getTypeParameters().length == 0 && Arrays.stream(plain.getRecordComponents())
				.map(RecordComponent::getGenericType)
				.allMatch((component) -> isCertain(component, seen));
		}
		if (plain.isSealed() && !plain.isEnum()) {
			return Modifier.isAbstract(plain.getModifiers()) && Arrays.stream(plain.getPermittedSubclasses())
				.allMatch((permitted) -> isCertain(permitted, seen));
		}
		return plain.isPrimitive() || plain.isEnum() || plain == String.class || plain == UUID.class
				|| plain == BigDecimal.class || plain == BigInteger.class || plain.getName().startsWith("java.time.")
				|| (plain.getName().startsWith("java.lang.") && Modifier.isFinal(plain.getModifiers()));
	}

	@Override
	public void write(@Nullable Object value, OutputStream out) throws IOException {
		ScratchOutput bytes = ScratchOutput.acquire();
		try {
			this.writer.write(value, bytes);
			check(value, bytes);
			out.write(bytes.array(), 0, bytes.size());
		}
		finally {
			bytes.release();
		}
	}

	private void check(@Nullable Object value, ScratchOutput bytes) throws CodecException {
		try {
			this.reader.read(bytes.array(), 0, bytes.size());
		}
		catch (IOException ex) {
			throw new CodecException(((value != null) ? "A " + value.getClass().getTypeName() : "null") + " is no "
					+ this.type.getTypeName() + ": " + ex.getMessage(), ex);
		}
	}

}
