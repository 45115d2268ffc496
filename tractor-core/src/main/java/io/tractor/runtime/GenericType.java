package io.tractor.runtime;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A generic type with its arguments.
 *
 * @param raw its class
 * @param arguments its arguments
 */
record GenericType(Class<?> raw, List<Type> arguments) implements ParameterizedType {

	GenericType {
		arguments = List.copyOf(arguments);
	}

	@Override
	public Type[] getActualTypeArguments() {
		return this.arguments.toArray(Type[]::new);
	}

	@Override
	public Type getRawType() {
		return this.raw;
	}

	@Override
	@SuppressWarnings("NullAway")
	public @Nullable Type getOwnerType() {
		return this.raw.getDeclaringClass();
	}

	@Override
	public String getTypeName() {
		return this.raw.getTypeName()
				+ this.arguments.stream().map(Type::getTypeName).collect(Collectors.joining(", ", "<", ">"));
	}

	@Override
	public String toString() {
		return getTypeName();
	}

}
