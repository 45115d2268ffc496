package io.tractor.runtime;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.List;

import io.tractor.ChildContext;
import io.tractor.Context;
import org.jspecify.annotations.Nullable;

/**
 * What both sides of a context agree on: the endpoint's name, and the types of its
 * arguments, first value, stream and result. Read from a {@link Context} method.
 *
 * @param endpoint the endpoint's name
 * @param arguments its arguments in the order of the method's parameters
 * @param types its payload types
 */
record Contract(String endpoint, List<Argument> arguments, PayloadTypes types) {

	/**
	 * The contract of a method that has or inherits the annotation.
	 * @param method the method
	 * @return the contract
	 * @throws IllegalArgumentException if the method cannot be an endpoint, and why
	 */
	static Contract of(Method method) {
		Method annotated = annotated(method.getDeclaringClass(), method);
		if (annotated == null) {
			throw new IllegalArgumentException(describe(method) + " has no @Context annotation");
		}
		Context annotation = annotated.getAnnotation(Context.class);
		String name = annotation.value().isBlank()
				? annotated.getDeclaringClass().getSimpleName() + "." + annotated.getName() : annotation.value();
		List<Argument> arguments = new ArrayList<>();
		@Nullable Type contextType = null;
		for (Parameter parameter : method.getParameters()) {
			if (parameter.getType() == ChildContext.class) {
				if (contextType != null) {
					throw new IllegalArgumentException(describe(method) + " has more than one ChildContext parameter");
				}
				contextType = parameter.getParameterizedType();
			}
			else if (!parameter.isNamePresent()) {
				throw new IllegalArgumentException(describe(method) + " was compiled without parameter names, and its"
						+ " arguments travel by name: compile with -parameters");
			}
			else {
				arguments.add(new Argument(parameter.getName(), resolved(parameter.getParameterizedType())));
			}
		}
		if (contextType == null) {
			throw new IllegalArgumentException(describe(method)
					+ " needs a ChildContext parameter, such as ChildContext<Plan, Refine, Match> ctx");
		}
		return new Contract(name, List.copyOf(arguments), types(contextType, method.getGenericReturnType()));
	}

	private static PayloadTypes types(Type context, Type result) {
		if (context instanceof ParameterizedType parameterized) {
			Type[] types = parameterized.getActualTypeArguments();
			return new PayloadTypes(resolved(types[0]), resolved(types[1]), resolved(types[2]), resolved(result));
		}
		return new PayloadTypes(Object.class, Object.class, Object.class, resolved(result));
	}

	private static Type resolved(Type type) {
		if (type instanceof WildcardType wildcard) {
			return resolved(wildcard.getUpperBounds()[0]);
		}
		if (type instanceof TypeVariable<?> variable) {
			return resolved(variable.getBounds()[0]);
		}
		return type;
	}

	/**
	 * The method that carries the annotation: this one, or the one it overrides.
	 * @param type where to look
	 * @param method the method
	 * @return the annotated method, or null
	 */
	static @Nullable Method annotated(@Nullable Class<?> type, Method method) {
		if (type == null) {
			return null;
		}
		try {
			Method declared = type.getDeclaredMethod(method.getName(), method.getParameterTypes());
			if (declared.isAnnotationPresent(Context.class)) {
				return declared;
			}
		}
		catch (NoSuchMethodException ex) {
			// Looked for further up.
		}
		for (Class<?> inherited : type.getInterfaces()) {
			Method found = annotated(inherited, method);
			if (found != null) {
				return found;
			}
		}
		return annotated(type.getSuperclass(), method);
	}

	static String describe(Method method) {
		return "Endpoint method " + method.getDeclaringClass().getName() + "." + method.getName();
	}

	/**
	 * An argument of an endpoint.
	 *
	 * @param name its parameter's name, by which it travels
	 * @param type its type
	 */
	record Argument(String name, Type type) {

	}

	/**
	 * The payload types of a context, named from the endpoint's side.
	 *
	 * @param first the first value
	 * @param received what the endpoint receives on the stream
	 * @param sent what the endpoint sends on the stream
	 * @param result the result
	 */
	record PayloadTypes(Type first, Type received, Type sent, Type result) {

		static final PayloadTypes UNTYPED = new PayloadTypes(Object.class, Object.class, Object.class, Object.class);

	}

}
