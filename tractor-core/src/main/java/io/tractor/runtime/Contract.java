package io.tractor.runtime;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.Stream;
import io.tractor.StreamSender;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * What both sides of a context agree on: the endpoint's name, and the types of its
 * arguments, first value, stream and result. Read from a {@link Context} method, or from
 * a {@link Stream} method, which only sends.
 *
 * @param endpoint the endpoint's name
 * @param arguments its arguments in the order of the method's parameters
 * @param types its payload types
 * @param codec the name of its codec, or null for whatever the opener uses
 * @param oneWay whether it only sends
 * @param reactive whether it returns a Mono of its result
 * @param principals which of the method's parameters are no arguments but who has opened
 * the context: their positions, its side of the dialog left out
 */
record Contract(String endpoint, List<Argument> arguments, PayloadTypes types, @Nullable String codec, boolean oneWay,
		boolean reactive, List<Integer> principals) {

	/** What the compiler adds to a suspend function's parameters. */
	private static final String CONTINUATION = "kotlin.coroutines.Continuation";

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
			throw new IllegalArgumentException(describe(method) + " has neither a @Context nor a @Stream annotation");
		}
		checkForm(annotated);
		Context context = annotated.getAnnotation(Context.class);
		Stream stream = annotated.getAnnotation(Stream.class);
		if (context != null && stream != null) {
			throw new IllegalArgumentException(
					describe(annotated) + " has both a @Context and a @Stream annotation: it is either");
		}
		return (context != null) ? ofContext(type, annotated, context)
				: ofStream(type, annotated, Objects.requireNonNull(stream));
	}

	private static void checkForm(Method annotated) {
		Class<?>[] parameters = annotated.getParameterTypes();
		if (parameters.length > 0 && parameters[parameters.length - 1].getName().equals(CONTINUATION)) {
			throw new IllegalArgumentException(
					describe(annotated) + " is a suspend function, which cannot be an endpoint:"
							+ " make it a plain function, which may block, or one that returns a Mono,"
							+ " by mono { .. } of kotlinx-coroutines-reactor");
		}
		if (Publisher.class.isAssignableFrom(annotated.getReturnType()) && annotated.getReturnType() != Mono.class) {
			throw new IllegalArgumentException(
					describe(annotated) + " returns a " + annotated.getReturnType().getSimpleName()
							+ ", and a context has one result: return a Mono, and send values on the stream,"
							+ " by ctx.streamReactive((stream) -> stream.sendAll(flux))");
		}
	}

	/** The type of the result: that in a Mono, or else what the method returns. */
	private static Type result(Method annotated) {
		if (annotated.getReturnType() != Mono.class) {
			return annotated.getGenericReturnType();
		}
		return (annotated.getGenericReturnType() instanceof ParameterizedType mono) ? mono.getActualTypeArguments()[0]
				: Object.class;
	}

	private static Contract ofContext(Class<?> type, Method annotated, Context annotation) {
		Parameter context = parameter(annotated, ChildContext.class, "ChildContext<Plan, Refine, Match> ctx");
		TypeVariables variables = TypeVariables.of(type, annotated);
		Narrowing narrowing = new Narrowing(annotated, annotation.payload());
		List<Argument> arguments = arguments(annotated, context,
				(parameter) -> narrowing.narrow(variables.resolve(parameter)));
		Type[] stream = { Object.class, Object.class, Object.class };
		if (context.getParameterizedType() instanceof ParameterizedType generic) {
			stream = generic.getActualTypeArguments();
		}
		PayloadTypes types = new PayloadTypes(narrowing.narrow(variables.resolve(stream[0])),
				narrowing.narrow(variables.resolve(stream[1])), narrowing.narrow(variables.resolve(stream[2])),
				narrowing.narrow(variables.resolve(result(annotated))));
		narrowing.checkAllFit();
		return new Contract(name(annotated, annotation.value()), arguments, types,
				annotation.codec().isBlank() ? null : annotation.codec(), false,
				annotated.getReturnType() == Mono.class, principals(annotated, context));
	}

	private static Contract ofStream(Class<?> type, Method annotated, Stream annotation) {
		Parameter sender = parameter(annotated, StreamSender.class, "StreamSender<Tick> ticks");
		if (annotated.getReturnType() != void.class) {
			throw new IllegalArgumentException(
					describe(annotated) + " returns " + annotated.getReturnType().getSimpleName()
							+ ": a @Stream method sends its values and returns void");
		}
		TypeVariables variables = TypeVariables.of(type, annotated);
		Type sent = (sender.getParameterizedType() instanceof ParameterizedType generic)
				? generic.getActualTypeArguments()[0] : Object.class;
		PayloadTypes types = new PayloadTypes(Void.class, Void.class, variables.resolve(sent), Void.class);
		return new Contract(name(annotated, annotation.value()), arguments(annotated, sender, variables::resolve),
				types, null, true, false, principals(annotated, sender));
	}

	/** The one parameter that is this side of the dialog, and no argument. */
	private static Parameter parameter(Method method, Class<?> type, String example) {
		Parameter found = null;
		for (Parameter parameter : method.getParameters()) {
			if (parameter.getType() == type) {
				if (found != null) {
					throw new IllegalArgumentException(
							describe(method) + " has more than one " + type.getSimpleName() + " parameter");
				}
				found = parameter;
			}
		}
		if (found == null) {
			throw new IllegalArgumentException(
					describe(method) + " needs a " + type.getSimpleName() + " parameter, such as " + example);
		}
		return found;
	}

	private static List<Argument> arguments(Method method, Parameter side, UnaryOperator<Type> types) {
		List<Argument> arguments = new ArrayList<>();
		for (Parameter parameter : method.getParameters()) {
			if (!parameter.equals(side) && !isPrincipal(parameter.getType())) {
				arguments.add(new Argument(name(method, parameter), types.apply(parameter.getParameterizedType())));
			}
		}
		return List.copyOf(arguments);
	}

	private static List<Integer> principals(Method method, Parameter side) {
		List<Integer> positions = new ArrayList<>();
		int position = 0;
		for (Parameter parameter : method.getParameters()) {
			if (isPrincipal(parameter.getType())) {
				positions.add(position);
			}
			position += parameter.equals(side) ? 0 : 1;
		}
		return List.copyOf(positions);
	}

	/** Whether a parameter is who has opened the context, and does not travel. */
	static boolean isPrincipal(Class<?> type) {
		return Principal.class.isAssignableFrom(type);
	}

	private static String name(Method method, String given) {
		return given.isBlank() ? method.getDeclaringClass().getSimpleName() + "." + method.getName() : given;
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
		return isEndpoint(method) ? method : annotated(type, type, method);
	}

	private static @Nullable Method annotated(Class<?> type, @Nullable Class<?> supertype, Method method) {
		if (supertype == null) {
			return null;
		}
		for (Method declared : supertype.getDeclaredMethods()) {
			if (isEndpoint(declared) && !declared.isBridge() && isOverridden(type, declared, method)) {
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

	private static boolean isEndpoint(Method method) {
		return method.isAnnotationPresent(Context.class) || method.isAnnotationPresent(Stream.class);
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
