package io.tractor.boot.autoconfigure.endpoint;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collection;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.Stream;
import io.tractor.StreamSender;
import io.tractor.codec.Codec;
import org.jspecify.annotations.Nullable;

/**
 * A bean has a {@code @Context} or {@code @Stream} method that cannot be served.
 */
public final class InvalidEndpointException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String action;

	private InvalidEndpointException(String message, String action, @Nullable Throwable cause) {
		super(message, cause);
		this.action = action;
	}

	/**
	 * What to do about it.
	 * @return the remedy
	 */
	public String getAction() {
		return this.action;
	}

	static InvalidEndpointException noContract(EndpointBean bean, Method contract, IllegalArgumentException cause) {
		return new InvalidEndpointException("The " + bean + " cannot be an endpoint: " + cause.getMessage() + ".",
				action(contract), cause);
	}

	private static String action(Method contract) {
		String method = contract.getDeclaringClass().getName() + "." + contract.getName();
		boolean oneWay = contract.isAnnotationPresent(Stream.class);
		String annotation = oneWay ? "@Stream" : "@Context";
		if (oneWay && contract.isAnnotationPresent(Context.class)) {
			return "Leave " + method
					+ " one of its annotations: @Context, or @Stream for code from tractor that only sends.";
		}
		Class<?> side = oneWay ? StreamSender.class : ChildContext.class;
		long sides = Arrays.stream(contract.getParameterTypes()).filter(side::equals).count();
		if (sides == 0) {
			return "Give " + method
					+ (oneWay ? " a parameter such as 'StreamSender<Tick> ticks', named by the type of what it sends,"
							: " a parameter such as 'ChildContext<Plan, Refine, Match> ctx', named by the types"
									+ " of the first value, of what it receives and of what it sends,")
					+ " or remove its " + annotation + " annotation.";
		}
		if (sides > 1) {
			return "Leave " + method + " one " + side.getSimpleName() + " parameter.";
		}
		if (!Arrays.stream(contract.getParameters()).allMatch(Parameter::isNamePresent)) {
			return "Compile " + contract.getDeclaringClass().getName()
					+ " with -parameters: <maven.compiler.parameters>true</maven.compiler.parameters> in Maven,"
					+ " options.compilerArgs.add('-parameters') in Gradle, javaParameters = true for Kotlin."
					+ " Spring Boot's own Maven parent and Gradle plugin do so.";
		}
		return "Correct " + method + ", or remove its " + annotation + " annotation.";
	}

	static InvalidEndpointException unknownCodec(EndpointBean bean, String codec, Collection<String> known) {
		return new InvalidEndpointException(
				"The " + bean + " is to have codec '" + codec + "', and there is none of that name.",
				"Write one of @Context(codec = \"" + String.join("\"), @Context(codec = \"", known)
						+ "\"), or add a bean of type " + Codec.class.getName() + " whose name() is '" + codec + "'.",
				null);
	}

	static InvalidEndpointException badConstraints(EndpointBean bean, RuntimeException cause) {
		return new InvalidEndpointException(
				"The constraints on the arguments of the " + bean + " cannot be validated: " + cause.getMessage(),
				"Correct them as it says. Where an interface declares the method, they stand there.", cause);
	}

	static InvalidEndpointException notCallable(EndpointBean bean, IllegalStateException cause) {
		return new InvalidEndpointException(
				"The " + bean + " cannot be an endpoint, as the bean's proxy does not have it: " + cause.getMessage(),
				"Make the method public and declare it in an interface of the bean,"
						+ " or have the class itself proxied (spring.aop.proxy-target-class=true).",
				cause);
	}

	static InvalidEndpointException sameName(String name, EndpointBean one, EndpointBean other) {
		return new InvalidEndpointException(
				"Two endpoints are named '" + name + "': the " + one + " and the " + other + ".",
				"Give one of them another name, as in " + other.annotation() + "(\"" + name
						+ "2\"), or remove one of the beans.",
				null);
	}

}
