package io.tractor.runtime;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a class binds the type variables of its generic supertypes to.
 */
final class TypeVariables {

	private final Class<?> type;

	private final Method method;

	private final Map<TypeVariable<?>, Type> bound = new HashMap<>();

	private TypeVariables(Class<?> type, Method method) {
		this.type = type;
		this.method = method;
	}

	/**
	 * The variables in the signature of a method.
	 * @param type the class or interface that has or inherits the method
	 * @param method the method
	 */
	static TypeVariables of(Class<?> type, Method method) {
		TypeVariables variables = new TypeVariables(type, method);
		variables.bind(type);
		return variables;
	}

	private void bind(Class<?> type) {
		for (Type inherited : type.getGenericInterfaces()) {
			bindSupertype(inherited);
		}
		if (type.getGenericSuperclass() != null) {
			bindSupertype(type.getGenericSuperclass());
		}
	}

	private void bindSupertype(Type supertype) {
		if (supertype instanceof ParameterizedType generic) {
			Class<?> raw = (Class<?>) generic.getRawType();
			for (int i = 0; i < raw.getTypeParameters().length; i++) {
				this.bound.putIfAbsent(raw.getTypeParameters()[i], generic.getActualTypeArguments()[i]);
			}
			bind(raw);
		}
		else if (supertype instanceof Class<?> raw) {
			bind(raw);
		}
	}

	/**
	 * A type of the signature with no variable in it; a wildcard is what it extends.
	 * @param signature the type
	 * @return the type
	 * @throws IllegalArgumentException if nothing binds a variable in it
	 */
	Type resolve(Type signature) {
		if (signature instanceof WildcardType wildcard) {
			return resolve(wildcard.getUpperBounds()[0]);
		}
		if (signature instanceof TypeVariable<?> variable) {
			Type binding = this.bound.get(variable);
			if (binding == null) {
				throw new IllegalArgumentException(unbound(variable));
			}
			return resolve(binding);
		}
		if (signature instanceof GenericArrayType array) {
			Type component = resolve(array.getGenericComponentType());
			return (component instanceof Class<?> raw) ? raw.arrayType() : new GenericArray(component);
		}
		if (signature instanceof ParameterizedType generic) {
			return new GenericType((Class<?>) generic.getRawType(),
					Arrays.stream(generic.getActualTypeArguments()).map(this::resolve).toList());
		}
		return signature;
	}

	private String unbound(TypeVariable<?> variable) {
		String what = Contract.describe(this.method) + " leaves open what " + variable.getName() + " is: ";
		if (variable.getGenericDeclaration() instanceof Class<?> declaring) {
			return what + this.type.getTypeName() + " must say it, or a type that extends it, as in '"
					+ (this.type.isInterface() ? "interface Example" : "class Example")
					+ ((this.type.isInterface() || !declaring.isInterface()) ? " extends " : " implements ")
					+ declaring.getSimpleName() + "<" + String.join(", ",
							Arrays.stream(declaring.getTypeParameters()).map((parameter) -> "String").toList())
					+ ">'";
		}
		return what + "write the type itself, or have the class declare the variable";
	}

	/**
	 * The class of a parameter, as an overriding method has it.
	 * @param signature its type in the signature
	 * @return its class
	 */
	@Nullable Class<?> erased(Type signature) {
		if (signature instanceof Class<?> raw) {
			return raw;
		}
		if (signature instanceof ParameterizedType generic) {
			return (Class<?>) generic.getRawType();
		}
		if (signature instanceof TypeVariable<?> variable) {
			Type binding = this.bound.get(variable);
			return erased((binding != null) ? binding : variable.getBounds()[0]);
		}
		if (signature instanceof GenericArrayType array) {
			Class<?> component = erased(array.getGenericComponentType());
			return (component != null) ? Array.newInstance(component, 0).getClass() : null;
		}
		return null;
	}

	/**
	 * An array of a generic type.
	 *
	 * @param component its components' type
	 */
	private record GenericArray(Type component) implements GenericArrayType {

		@Override
		public Type getGenericComponentType() {
			return this.component;
		}

		@Override
		public String getTypeName() {
			return this.component.getTypeName() + "[]";
		}

		@Override
		public String toString() {
			return getTypeName();
		}

	}

}
