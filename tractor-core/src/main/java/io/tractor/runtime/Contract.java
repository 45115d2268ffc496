package io.tractor.runtime;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
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
 * @param codec the name of its codec, or null for whatever the opener uses
 */
record Contract(String endpoint, List<Argument> arguments, PayloadTypes types, @Nullable String codec) {

	/**
	 * The contract of a method that has or inherits the annotation, as the method with
	 * the annotation tells it.
	 * @param type the class or interface that has or inherits the method
	 * @param method the method
	 * @return the contract
	 * @throws IllegalArgumentException if the method cannot be an endpoint, and why
	 */
	static Contract of(Class<?> type, Method method) {
		Method annotated = annotated(type, method);
		if (annotated == null) {
			throw new IllegalArgumentException(describe(method) + " has no @Context annotation");
		}
		Context annotation = annotated.getAnnotation(Context.class);
		Parameter context = contextParameter(annotated);
		TypeVariables variables = TypeVariables.of(type, annotated);
		Narrowing narrowing = new Narrowing(annotated, annotation.payload());
		List<Argument> arguments = new ArrayList<>();
		for (Parameter parameter : annotated.getParameters()) {
			if (!parameter.equals(context)) {
				arguments.add(new Argument(name(annotated, parameter),
						narrowing.narrow(variables.resolve(parameter.getParameterizedType()))));
			}
		}
		Type[] stream = { Object.class, Object.class, Object.class };
		if (context.getParameterizedType() instanceof ParameterizedType generic) {
			stream = generic.getActualTypeArguments();
		}
		PayloadTypes types = new PayloadTypes(narrowing.narrow(variables.resolve(stream[0])),
				narrowing.narrow(variables.resolve(stream[1])), narrowing.narrow(variables.resolve(stream[2])),
				narrowing.narrow(variables.resolve(annotated.getGenericReturnType())));
		narrowing.checkAllFit();
		String name = annotation.value().isBlank()
				? annotated.getDeclaringClass().getSimpleName() + "." + annotated.getName() : annotation.value();
		return new Contract(name, List.copyOf(arguments), types,
				annotation.codec().isBlank() ? null : annotation.codec());
	}

	private static Parameter contextParameter(Method method) {
		Parameter context = null;
		for (Parameter parameter : method.getParameters()) {
			if (parameter.getType() == ChildContext.class) {
				if (context != null) {
					throw new IllegalArgumentException(describe(method) + " has more than one ChildContext parameter");
				}
				context = parameter;
			}
		}
		if (context == null) {
			throw new IllegalArgumentException(describe(method)
					+ " needs a ChildContext parameter, such as ChildContext<Plan, Refine, Match> ctx");
		}
		return context;
	}

	private static String name(Method method, Parameter parameter) {
		if (!parameter.isNamePresent()) {
			throw new IllegalArgumentException(describe(method) + " was compiled without parameter names, and its"
					+ " arguments travel by name: compile with -parameters");
		}
		return parameter.getName();
	}

	/**
	 * The method that carries the annotation: this one, or the one it overrides.
	 * @param type the class or interface that has or inherits the method
	 * @param method the method
	 * @return the annotated method, or null
	 */
	static @Nullable Method annotated(Class<?> type, Method method) {
		return method.isAnnotationPresent(Context.class) ? method : annotated(type, type, method);
	}

	private static @Nullable Method annotated(Class<?> type, @Nullable Class<?> supertype, Method method) {
		if (supertype == null) {
			return null;
		}
		for (Method declared : supertype.getDeclaredMethods()) {
			if (declared.isAnnotationPresent(Context.class) && !declared.isBridge()
					&& isOverridden(type, declared, method)) {
				return declared;
			}
		}
		for (Class<?> inherited : supertype.getInterfaces()) {
			Method found = annotated(type, inherited, method);
			if (found != null) {
				return found;
			}
		}
		return annotated(type, supertype.getSuperclass(), method);
	}

	private static boolean isOverridden(Class<?> type, Method declared, Method method) {
		if (!declared.getName().equals(method.getName())
				|| declared.getParameterCount() != method.getParameterCount()) {
			return false;
		}
		if (Arrays.equals(declared.getParameterTypes(), method.getParameterTypes())) {
			return true;
		}
		TypeVariables variables = TypeVariables.of(type, declared);
		return Arrays.equals(Arrays.stream(declared.getGenericParameterTypes()).map(variables::erased).toArray(),
				method.getParameterTypes());
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
