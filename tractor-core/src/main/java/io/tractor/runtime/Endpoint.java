package io.tractor.runtime;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.tractor.ChildContext;
import io.tractor.codec.Codec;
import org.jspecify.annotations.Nullable;

/**
 * A {@code @Context} method of a bean, ready to be called. Immutable.
 */
public final class Endpoint {

	private final Contract contract;

	private final Object bean;

	private final Method method;

	private Endpoint(Contract contract, Object bean, Method method) {
		this.contract = contract;
		this.bean = bean;
		this.method = method;
	}

	/**
	 * Makes an endpoint of a method.
	 * @param bean what to call it on; may be a proxy whose class has the method
	 * @param method the method, which has the annotation or overrides one that has it
	 * @return the endpoint
	 * @throws IllegalArgumentException if the method cannot be an endpoint, and why
	 */
	public static Endpoint of(Object bean, Method method) {
		return of(bean, method, method);
	}

	/**
	 * Makes an endpoint of a method that is called through another one, as with a JDK
	 * proxy, whose class has only the interface's method.
	 * @param bean what to call it on
	 * @param method the method that tells the contract
	 * @param invoked the method to call on {@code bean}
	 * @return the endpoint
	 * @throws IllegalArgumentException if the method cannot be an endpoint, and why
	 */
	public static Endpoint of(Object bean, Method method, Method invoked) {
		Contract contract = Contract.of(method);
		invoked.setAccessible(true);
		return new Endpoint(contract, bean, invoked);
	}

	/**
	 * All endpoints of a bean's class and its supertypes.
	 * @param bean the bean
	 * @return its endpoints, possibly none
	 */
	public static List<Endpoint> allOf(Object bean) {
		List<Endpoint> endpoints = new ArrayList<>();
		for (Method method : bean.getClass().getMethods()) {
			if (!method.isBridge() && Contract.annotated(bean.getClass(), method) != null) {
				endpoints.add(of(bean, method));
			}
		}
		return endpoints;
	}

	/**
	 * The endpoint's name.
	 * @return the name
	 */
	public String name() {
		return this.contract.endpoint();
	}

	Payloads payloads(Codec codec) {
		return Payloads.of(this.contract.types(), codec);
	}

	/**
	 * Reads the arguments of a call.
	 * @throws BadArgumentException if they are not those of the method
	 */
	@Nullable Object[] arguments(Map<String, byte[]> encoded, Codec codec) throws BadArgumentException {
		@Nullable Object[] arguments = new @Nullable Object[this.contract.arguments().size()];
		for (int i = 0; i < arguments.length; i++) {
			Contract.Argument argument = this.contract.arguments().get(i);
			byte[] bytes = encoded.get(argument.name());
			if (bytes == null) {
				throw new BadArgumentException("Argument '" + argument.name() + "' of endpoint '" + name()
						+ "' is missing: it takes " + names() + ", and got " + encoded.keySet());
			}
			arguments[i] = argument(argument, bytes, codec);
		}
		if (encoded.size() > arguments.length) {
			List<String> surplus = new ArrayList<>(encoded.keySet());
			surplus.removeAll(names());
			throw new BadArgumentException(
					"Endpoint '" + name() + "' has no argument " + surplus + ": it takes " + names());
		}
		return arguments;
	}

	private @Nullable Object argument(Contract.Argument argument, byte[] bytes, Codec codec)
			throws BadArgumentException {
		try {
			return codec.reader(argument.type()).read(bytes, 0, bytes.length);
		}
		catch (IOException ex) {
			throw new BadArgumentException("Argument '" + argument.name() + "' of endpoint '" + name()
					+ "' must be of type " + argument.type().getTypeName() + ": " + ex.getMessage());
		}
	}

	private List<String> names() {
		return this.contract.arguments().stream().map(Contract.Argument::name).toList();
	}

	@Nullable Object invoke(ChildContext<?, ?, ?> context, @Nullable Object[] arguments) throws Throwable {
		Class<?>[] types = this.method.getParameterTypes();
		@Nullable Object[] all = new @Nullable Object[types.length];
		int next = 0;
		for (int i = 0; i < all.length; i++) {
			all[i] = (types[i] == ChildContext.class) ? context : arguments[next++];
		}
		try {
			return this.method.invoke(this.bean, all);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	@Override
	public String toString() {
		return name() + " -> " + this.method;
	}

	/**
	 * The arguments of a call are not those of the endpoint.
	 */
	static final class BadArgumentException extends Exception {

		private static final long serialVersionUID = 1L;

		BadArgumentException(String message) {
			super(message, null, false, false);
		}

	}

}
