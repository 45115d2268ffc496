package io.tractor;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

/**
 * A generic type kept at run time, for contracts given by name: {@code spec.returns(new
 * TypeRef<List<Match>>() {})}.
 *
 * @param <T> the type
 */
public abstract class TypeRef<T extends @Nullable Object> {

	private final Type type;

	protected TypeRef() {
		if (!(getClass().getGenericSuperclass() instanceof ParameterizedType parameterized)
				|| parameterized.getRawType() != TypeRef.class) {
			throw new IllegalStateException("Write new TypeRef<List<Match>>() {}: with a type argument and braces");
		}
		this.type = parameterized.getActualTypeArguments()[0];
	}

	/**
	 * The type between the angle brackets.
	 * @return the type
	 */
	public final Type type() {
		return this.type;
	}

	@Override
	public final String toString() {
		return this.type.getTypeName();
	}

}
