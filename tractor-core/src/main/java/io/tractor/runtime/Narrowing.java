package io.tractor.runtime;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.tractor.codec.UnionType;

/**
 * Narrows what the signature of a method leaves open to the types that its annotation
 * lists.
 */
final class Narrowing {

	private final Method method;

	private final List<Class<?>> listed;

	private final Set<Class<?>> unused;

	Narrowing(Method method, Class<?>[] listed) {
		this.method = method;
		this.listed = Arrays.<Class<?>>stream(listed)
			.<Class<?>>map((type) -> MethodType.methodType(type).wrap().returnType())
			.distinct()
			.toList();
		this.unused = new LinkedHashSet<>(this.listed);
	}

	/**
	 * Narrows one type of the signature.
	 * @param type the type, with no variables and wildcards
	 * @return what may travel there
	 */
	Type narrow(Type type) {
		if (this.listed.isEmpty()) {
			return type;
		}
		if (type instanceof Class<?> raw) {
			return isOpen(raw) ? narrowOpen(raw, type) : type;
		}
		if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
			return isOpen(raw) ? narrowOpen(raw, type) : narrowArguments(raw, generic);
		}
		return type;
	}

	private static boolean isOpen(Class<?> type) {
		return type == Object.class || (Modifier.isAbstract(type.getModifiers()) && !type.isSealed() && !type.isArray()
				&& !type.isPrimitive() && !isContainer(type));
	}

	private static boolean isContainer(Class<?> type) {
		return Iterable.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type) || type == Optional.class;
	}

	private Type narrowOpen(Class<?> open, Type type) {
		List<Class<?>> fitting = this.listed.stream().filter(open::isAssignableFrom).toList();
		this.unused.removeAll(fitting);
		return switch (fitting.size()) {
			case 0 -> type;
			case 1 -> fitting.get(0);
			default -> new UnionType(open, fitting);
		};
	}

	private Type narrowArguments(Class<?> raw, ParameterizedType generic) {
		List<Type> arguments = new ArrayList<>(List.of(generic.getActualTypeArguments()));
		for (int i = Map.class.isAssignableFrom(raw) ? 1 : 0; i < arguments.size(); i++) {
			arguments.set(i, narrow(arguments.get(i)));
		}
		return new GenericType(raw, arguments);
	}

	/**
	 * Checks that each listed type fitted somewhere.
	 * @throws IllegalArgumentException if one did not
	 */
	void checkAllFit() {
		if (!this.unused.isEmpty()) {
			throw new IllegalArgumentException(Contract.describe(this.method) + " lists payload types "
					+ this.unused.stream().map(Class::getTypeName).toList()
					+ " that fit nowhere in its signature: it leaves open nothing (no Object, no wildcard, no interface"
					+ " or abstract class that is not sealed) that they are instances of");
		}
	}

}
