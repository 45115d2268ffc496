package io.tractor.runtime;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.tractor.ChildContext;
import io.tractor.EndpointMethod;
import io.tractor.MsgStream;
import io.tractor.StreamSender;
import io.tractor.codec.Codec;
import org.jspecify.annotations.Nullable;

/**
 * A {@code @Context} or {@code @Stream} method of a bean, ready to be called. Immutable.
 */
public final class Endpoint {

	private final Contract contract;

	private final Method method;

	/** Of the method's parameters. */
	private final Class<?>[] types;

	private final Invoker invoker;

	private final Map<Codec, Payloads> payloads = new ConcurrentHashMap<>();

	private Endpoint(Contract contract, Method method, Invoker invoker) {
		this.contract = contract;
		this.method = method;
		this.types = method.getParameterTypes();
		this.invoker = invoker;
	}

	/**
	 * Makes an endpoint of a method.
	 * @param bean what to call it on; may be a proxy whose class has the method
	 * @param method the method, which has the annotation or overrides one that has it
	 * @return the endpoint
	 * @throws IllegalArgumentException if the method cannot be an endpoint, and why
	 */
	public static Endpoint of(Object bean, Method method) {
		Endpoint endpoint = of(bean.getClass(), method, (arguments) -> method.invoke(bean, arguments));
		method.setAccessible(true);
		return endpoint;
	}

	/**
	 * Makes an endpoint of a method that is called in another way than on a given object:
	 * on one to be made or found first, or through a proxy whose class does not have it.
	 * @param type the class of such objects, which binds the type variables of generic
	 * supertypes that the contract is written in
	 * @param method the method, which has the annotation or overrides one that has it
	 * @param invoker calls it
	 * @return the endpoint
	 * @throws IllegalArgumentException if the method cannot be an endpoint, and why
	 */
	public static Endpoint of(Class<?> type, Method method, Invoker invoker) {
		return new Endpoint(Contract.of(type, method), method, invoker);
	}

	/**
	 * Makes an endpoint under the contract of a method that is referred to, for those who
	 * stand in for the bean that has it.
	 * @param reference a method reference such as {@code FileSearch::search}
	 * @param invoker called in place of the method
	 * @return the endpoint
	 * @throws IllegalArgumentException if it is no reference to a method that can be an
	 * endpoint, and why
	 */
	public static Endpoint of(EndpointMethod reference, Invoker invoker) {
		MethodReference.Referred referred = MethodReference.referred(reference);
		return of(referred.type(), referred.method(), invoker);
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

	/**
	 * The name of the only codec it takes.
	 * @return the name, or null if it takes any
	 */
	public @Nullable String codec() {
		return this.contract.codec();
	}

	/**
	 * The types of all that travels: its arguments, first value, stream and result.
	 * @return the types, as the contract has them
	 */
	public List<Type> types() {
		List<Type> types = new ArrayList<>(this.contract.arguments().stream().map(Contract.Argument::type).toList());
		Contract.PayloadTypes payloads = this.contract.types();
		types.addAll(List.of(payloads.first(), payloads.received(), payloads.sent(), payloads.result()));
		return types;
	}

	/**
	 * Whether it is a {@code @Stream} method.
	 * @return true if it only sends
	 */
	public boolean oneWay() {
		return this.contract.oneWay();
	}

	/**
	 * Why it does not take a context that is opened like that.
	 * @param codec the name of the context's codec
	 * @param oneWay whether values go one way only
	 * @return for people, or null if it does
	 */
	@Nullable String refusal(String codec, boolean oneWay) {
		if (codec() != null && !codec().equals(codec)) {
			return "Endpoint '" + name() + "' takes codec '" + codec() + "', not '" + codec + "'";
		}
		if (oneWay() != oneWay) {
			return "Endpoint '" + name() + (oneWay()
					? "' is a @Stream method: it is opened with portal.openStreamFrom(..), not with portal.context(..)"
					: "' is a @Context method: it is opened with portal.context(..), not with portal.openStreamFrom(..)");
		}
		return null;
	}

	/** Whether it returns a Mono, so that no thread is to wait for it. */
	boolean reactive() {
		return this.contract.reactive();
	}

	Payloads payloads(Codec codec) {
		Payloads payloads = this.payloads.get(codec);
		return (payloads != null) ? payloads
				: this.payloads.computeIfAbsent(codec, (key) -> Payloads.ofEndpoint(this.contract.types(), key));
	}

	/**
	 * Reads and checks the arguments of a call.
	 * @throws BadArgumentException if they are not those of the method
	 */
	@Nullable Object[] arguments(Map<String, byte[]> encoded, Codec codec) throws BadArgumentException {
		@Nullable Object[] arguments = new @Nullable Object[this.contract.arguments().size()];
		for (int i = 0; i < arguments.length; i++) {
			Contract.Argument argument = this.contract.arguments().get(i);
			byte[] bytes = encoded.get(argument.name());
			if (bytes == null) {
				throw new BadArgumentException("Argument '" + argument.name() + "' of endpoint '" + name()
						+ "' is missing: it takes " + argumentNames() + ", and got " + encoded.keySet());
			}
			arguments[i] = argument(argument, bytes, codec);
		}
		if (encoded.size() > arguments.length) {
			List<String> surplus = new ArrayList<>(encoded.keySet());
			surplus.removeAll(argumentNames());
			throw new BadArgumentException(
					"Endpoint '" + name() + "' has no argument " + surplus + ": it takes " + argumentNames());
		}
		String refusal = this.invoker.refusal(parameters(arguments, null, () -> null));
		if (refusal != null) {
			throw new BadArgumentException(refusal);
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

	/**
	 * The names of its arguments.
	 * @return the names in the order of the method's parameters, its side of the dialog
	 * left out
	 */
	public List<String> argumentNames() {
		return this.contract.arguments().stream().map(Contract.Argument::name).toList();
	}

	/**
	 * Calls the method.
	 * @param opener knows who has opened the context
	 */
	@Nullable Object invoke(ChildContext<?, ?, ?> context, @Nullable Object[] arguments,
			Supplier<? extends @Nullable Principal> opener) throws Throwable {
		@Nullable Object[] all = parameters(arguments, oneWay() ? sender(context) : context, opener);
		try {
			return this.invoker.invoke(all);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	/** All that the method is called with. */
	private @Nullable Object[] parameters(@Nullable Object[] arguments, @Nullable Object context,
			Supplier<? extends @Nullable Principal> opener) {
		@Nullable Object[] all = new @Nullable Object[this.types.length];
		int next = 0;
		Class<?> side = oneWay() ? StreamSender.class : ChildContext.class;
		for (int i = 0; i < all.length; i++) {
			if (this.types[i] == side) {
				all[i] = context;
			}
			else {
				all[i] = Contract.isPrincipal(this.types[i]) ? principal(this.types[i], opener.get())
						: arguments[next++];
			}
		}
		return all;
	}

	private @Nullable Principal principal(Class<?> type, @Nullable Principal principal) {
		if (principal != null && !type.isInstance(principal)) {
			throw new IllegalStateException("Endpoint '" + name() + "' is to be told who its opener is by a "
					+ type.getName() + ", and that is known as a " + principal.getClass().getName());
		}
		return principal;
	}

	/** Begins the stream, which ends with the context. */
	@SuppressWarnings("unchecked")
	private static StreamSender<@Nullable Object> sender(ChildContext<?, ?, ?> context) {
		context.started();
		return ((MsgStream<?, @Nullable Object>) context.openStream())::send;
	}

	@Override
	public String toString() {
		return name() + " -> " + this.method;
	}

	/**
	 * Calls an endpoint's method, once for each context and on its thread.
	 */
	@FunctionalInterface
	public interface Invoker {

		/**
		 * Calls it.
		 * @param arguments one for each of the method's parameters, the context and a
		 * principal among them
		 * @return what it returns
		 * @throws Throwable what it throws; an {@link InvocationTargetException} stands
		 * for its target
		 */
		@Nullable Object invoke(@Nullable Object[] arguments) throws Throwable;

		/**
		 * Looks at the arguments before the context is accepted. What it throws fails the
		 * context.
		 * @param arguments one for each of the method's parameters, null in the place of
		 * the context
		 * @return why the context is refused and the method not called, for people; null
		 * if it is not
		 */
		default @Nullable String refusal(@Nullable Object[] arguments) {
			return null;
		}

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
