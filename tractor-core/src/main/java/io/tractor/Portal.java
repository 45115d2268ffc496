package io.tractor;

import org.jspecify.annotations.Nullable;

/**
 * The way to one peer: opens contexts to its endpoints. Any number may be open at once,
 * from any threads; they share one connection, which is made when it is first needed and
 * made anew after it was lost. A peer with several addresses has a connection to each,
 * and a context stays on the one it was opened on.
 */
public interface Portal {

	/**
	 * The peer's name here: what {@code tractor.peers.<name>} calls it.
	 * @return the name
	 */
	String peer();

	/**
	 * Cancels whatever the peer's actor serves, for any opener, with this actor as
	 * canceller; new contexts are served as before. A peer refuses it unless it is
	 * configured to allow it ({@code tractor.allow-cancel-actor}). Returns after all of
	 * it has ended, or the peer's {@code abandon-after} has passed. Of a peer with
	 * several addresses all actors are told that are connected; if none is, one. A
	 * context that this actor has opened there may hear of its end a moment later.
	 * @return whether all of it has ended
	 * @throws ContextRefusedException if the peer does not allow it
	 * @throws TractorException as {@link ContextSpec#open(ContextBody)} does
	 */
	boolean cancelActor();

	/**
	 * A context to the endpoint of that name, where its contract is not on the class
	 * path. Give it arguments and types by name; a type not given is {@code Object}, and
	 * arrives as maps, lists, strings, numbers and booleans.
	 * @param endpoint the endpoint's name
	 * @return a spec to open
	 */
	ContextSpec<Object, Object, Object, Object> context(String endpoint);

	/**
	 * A context to the endpoint that {@code method} refers to; the other forms of this
	 * method check the types of the arguments, this one is what they come down to.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @param arguments the endpoint's arguments in the order of its parameters, the
	 * {@link ChildContext} left out
	 * @param <S> the first value's type
	 * @param <I> what the opener receives
	 * @param <O> what the opener sends
	 * @param <R> the result's type
	 * @return a spec to open
	 * @throws IllegalArgumentException if {@code method} is no reference to a
	 * {@link Context} method, or the arguments are not as many as its parameters
	 */
	<S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object> ContextSpec<S, I, O, R> contextOf(
			EndpointMethod method, @Nullable Object... arguments);

	/**
	 * A context to an endpoint with no arguments and a result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object> ContextSpec<S, O, I, R> context(
			EndpointMethod.Of0<B, S, I, O, R> method) {
		return contextOf(method);
	}

	/**
	 * A context to an endpoint with no arguments and no result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object> ContextSpec<S, O, I, @Nullable Void> context(
			EndpointMethod.Void0<B, S, I, O> method) {
		return contextOf(method);
	}

	/**
	 * A context to an endpoint with no arguments that returns its result as a Mono.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, R> ContextSpec<S, O, I, R> context(
			EndpointMethod.Mono0<B, S, I, O, R> method) {
		return contextOf(method);
	}

	/**
	 * A context to an endpoint with one argument and a result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @param a1 argument 1
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, R extends @Nullable Object> ContextSpec<S, O, I, R> context(
			EndpointMethod.Of1<B, S, I, O, A1, R> method, A1 a1) {
		return contextOf(method, a1);
	}

	/**
	 * A context to an endpoint with one argument and no result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @param a1 argument 1
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object> ContextSpec<S, O, I, @Nullable Void> context(
			EndpointMethod.Void1<B, S, I, O, A1> method, A1 a1) {
		return contextOf(method, a1);
	}

	/**
	 * A context to an endpoint with one argument that returns its result as a Mono.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @param a1 argument 1
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, R> ContextSpec<S, O, I, R> context(
			EndpointMethod.Mono1<B, S, I, O, A1, R> method, A1 a1) {
		return contextOf(method, a1);
	}

	/**
	 * A context to an endpoint with two arguments and a result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, R extends @Nullable Object> ContextSpec<S, O, I, R> context(
			EndpointMethod.Of2<B, S, I, O, A1, A2, R> method, A1 a1, A2 a2) {
		return contextOf(method, a1, a2);
	}

	/**
	 * A context to an endpoint with two arguments and no result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object> ContextSpec<S, O, I, @Nullable Void> context(
			EndpointMethod.Void2<B, S, I, O, A1, A2> method, A1 a1, A2 a2) {
		return contextOf(method, a1, a2);
	}

	/**
	 * A context to an endpoint with two arguments that returns its result as a Mono.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, R> ContextSpec<S, O, I, R> context(
			EndpointMethod.Mono2<B, S, I, O, A1, A2, R> method, A1 a1, A2 a2) {
		return contextOf(method, a1, a2);
	}

	/**
	 * A context to an endpoint with three arguments and a result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @param a3 argument 3
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, R extends @Nullable Object> ContextSpec<S, O, I, R> context(
			EndpointMethod.Of3<B, S, I, O, A1, A2, A3, R> method, A1 a1, A2 a2, A3 a3) {
		return contextOf(method, a1, a2, a3);
	}

	/**
	 * A context to an endpoint with three arguments and no result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @param a3 argument 3
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object> ContextSpec<S, O, I, @Nullable Void> context(
			EndpointMethod.Void3<B, S, I, O, A1, A2, A3> method, A1 a1, A2 a2, A3 a3) {
		return contextOf(method, a1, a2, a3);
	}

	/**
	 * A context to an endpoint with three arguments that returns its result as a Mono.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @param a3 argument 3
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, R> ContextSpec<S, O, I, R> context(
			EndpointMethod.Mono3<B, S, I, O, A1, A2, A3, R> method, A1 a1, A2 a2, A3 a3) {
		return contextOf(method, a1, a2, a3);
	}

	/**
	 * A context to an endpoint with four arguments and a result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @param a3 argument 3
	 * @param a4 argument 4
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, R extends @Nullable Object> ContextSpec<S, O, I, R> context(
			EndpointMethod.Of4<B, S, I, O, A1, A2, A3, A4, R> method, A1 a1, A2 a2, A3 a3, A4 a4) {
		return contextOf(method, a1, a2, a3, a4);
	}

	/**
	 * A context to an endpoint with four arguments and no result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @param a3 argument 3
	 * @param a4 argument 4
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object> ContextSpec<S, O, I, @Nullable Void> context(
			EndpointMethod.Void4<B, S, I, O, A1, A2, A3, A4> method, A1 a1, A2 a2, A3 a3, A4 a4) {
		return contextOf(method, a1, a2, a3, a4);
	}

	/**
	 * A context to an endpoint with four arguments that returns its result as a Mono.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @param a3 argument 3
	 * @param a4 argument 4
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, R> ContextSpec<S, O, I, R> context(
			EndpointMethod.Mono4<B, S, I, O, A1, A2, A3, A4, R> method, A1 a1, A2 a2, A3 a3, A4 a4) {
		return contextOf(method, a1, a2, a3, a4);
	}

	/**
	 * A context to an endpoint with five arguments and a result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @param a3 argument 3
	 * @param a4 argument 4
	 * @param a5 argument 5
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object, R extends @Nullable Object> ContextSpec<S, O, I, R> context(
			EndpointMethod.Of5<B, S, I, O, A1, A2, A3, A4, A5, R> method, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5) {
		return contextOf(method, a1, a2, a3, a4, a5);
	}

	/**
	 * A context to an endpoint with five arguments and no result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @param a3 argument 3
	 * @param a4 argument 4
	 * @param a5 argument 5
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object> ContextSpec<S, O, I, @Nullable Void> context(
			EndpointMethod.Void5<B, S, I, O, A1, A2, A3, A4, A5> method, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5) {
		return contextOf(method, a1, a2, a3, a4, a5);
	}

	/**
	 * A context to an endpoint with five arguments that returns its result as a Mono.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @param a3 argument 3
	 * @param a4 argument 4
	 * @param a5 argument 5
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object, R> ContextSpec<S, O, I, R> context(
			EndpointMethod.Mono5<B, S, I, O, A1, A2, A3, A4, A5, R> method, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5) {
		return contextOf(method, a1, a2, a3, a4, a5);
	}

	/**
	 * A context to an endpoint with six arguments and a result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @param a3 argument 3
	 * @param a4 argument 4
	 * @param a5 argument 5
	 * @param a6 argument 6
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object, A6 extends @Nullable Object, R extends @Nullable Object> ContextSpec<S, O, I, R> context(
			EndpointMethod.Of6<B, S, I, O, A1, A2, A3, A4, A5, A6, R> method, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5,
			A6 a6) {
		return contextOf(method, a1, a2, a3, a4, a5, a6);
	}

	/**
	 * A context to an endpoint with six arguments and no result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @param a3 argument 3
	 * @param a4 argument 4
	 * @param a5 argument 5
	 * @param a6 argument 6
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object, A6 extends @Nullable Object> ContextSpec<S, O, I, @Nullable Void> context(
			EndpointMethod.Void6<B, S, I, O, A1, A2, A3, A4, A5, A6> method, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6) {
		return contextOf(method, a1, a2, a3, a4, a5, a6);
	}

	/**
	 * A context to an endpoint with six arguments that returns its result as a Mono.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @param a3 argument 3
	 * @param a4 argument 4
	 * @param a5 argument 5
	 * @param a6 argument 6
	 * @return a spec to open, its contract that of the method
	 */
	default <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object, A6 extends @Nullable Object, R> ContextSpec<S, O, I, R> context(
			EndpointMethod.Mono6<B, S, I, O, A1, A2, A3, A4, A5, A6, R> method, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5,
			A6 a6) {
		return contextOf(method, a1, a2, a3, a4, a5, a6);
	}

	/**
	 * A one-way stream from the {@link Stream} method of that name. Give it arguments and
	 * a type by name; a type not given is {@code Object}, and arrives as maps, lists,
	 * strings, numbers and booleans.
	 * <p>
	 * <b>Legacy</b>: for those who port from tractor's {@code open_stream_from}. New code
	 * uses {@link #context(String)}.
	 * @param endpoint the endpoint's name
	 * @return a spec to open
	 */
	StreamSpec<Object> openStreamFrom(String endpoint);

	/**
	 * A one-way stream from the method that {@code method} refers to; the other forms of
	 * {@code openStreamFrom} check the types of the arguments, this one is what they come
	 * down to.
	 * <p>
	 * <b>Legacy</b>, as {@link #openStreamFrom(String)} is.
	 * @param method a method reference such as {@code Quotes::ticks}
	 * @param arguments the method's arguments in the order of its parameters, the
	 * {@link StreamSender} left out
	 * @param <T> what is received
	 * @return a spec to open
	 * @throws IllegalArgumentException if {@code method} is no reference to a
	 * {@link Stream} method, or the arguments are not as many as its parameters
	 */
	<T extends @Nullable Object> StreamSpec<T> streamOf(StreamMethod method, @Nullable Object... arguments);

	/**
	 * A one-way stream from a method with no arguments.
	 * <p>
	 * <b>Legacy</b>, as {@link #openStreamFrom(String)} is.
	 * @param method a method reference such as {@code Quotes::ticks}
	 * @return a spec to open
	 */
	default <B, T extends @Nullable Object> StreamSpec<T> openStreamFrom(StreamMethod.Of0<B, T> method) {
		return streamOf(method);
	}

	/**
	 * A one-way stream from a method with one argument.
	 * <p>
	 * <b>Legacy</b>, as {@link #openStreamFrom(String)} is.
	 * @param method a method reference such as {@code Quotes::ticks}
	 * @param a1 argument 1
	 * @return a spec to open
	 */
	default <B, T extends @Nullable Object, A1 extends @Nullable Object> StreamSpec<T> openStreamFrom(
			StreamMethod.Of1<B, T, A1> method, A1 a1) {
		return streamOf(method, a1);
	}

	/**
	 * A one-way stream from a method with two arguments.
	 * <p>
	 * <b>Legacy</b>, as {@link #openStreamFrom(String)} is.
	 * @param method a method reference such as {@code Quotes::ticks}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @return a spec to open
	 */
	default <B, T extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object> StreamSpec<T> openStreamFrom(
			StreamMethod.Of2<B, T, A1, A2> method, A1 a1, A2 a2) {
		return streamOf(method, a1, a2);
	}

	/**
	 * A one-way stream from a method with three arguments.
	 * <p>
	 * <b>Legacy</b>, as {@link #openStreamFrom(String)} is.
	 * @param method a method reference such as {@code Quotes::ticks}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @param a3 argument 3
	 * @return a spec to open
	 */
	default <B, T extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object> StreamSpec<T> openStreamFrom(
			StreamMethod.Of3<B, T, A1, A2, A3> method, A1 a1, A2 a2, A3 a3) {
		return streamOf(method, a1, a2, a3);
	}

	/**
	 * A one-way stream from a method with four arguments.
	 * <p>
	 * <b>Legacy</b>, as {@link #openStreamFrom(String)} is.
	 * @param method a method reference such as {@code Quotes::ticks}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @param a3 argument 3
	 * @param a4 argument 4
	 * @return a spec to open
	 */
	default <B, T extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object> StreamSpec<T> openStreamFrom(
			StreamMethod.Of4<B, T, A1, A2, A3, A4> method, A1 a1, A2 a2, A3 a3, A4 a4) {
		return streamOf(method, a1, a2, a3, a4);
	}

	/**
	 * A one-way stream from a method with five arguments.
	 * <p>
	 * <b>Legacy</b>, as {@link #openStreamFrom(String)} is.
	 * @param method a method reference such as {@code Quotes::ticks}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @param a3 argument 3
	 * @param a4 argument 4
	 * @param a5 argument 5
	 * @return a spec to open
	 */
	default <B, T extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object> StreamSpec<T> openStreamFrom(
			StreamMethod.Of5<B, T, A1, A2, A3, A4, A5> method, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5) {
		return streamOf(method, a1, a2, a3, a4, a5);
	}

	/**
	 * A one-way stream from a method with six arguments.
	 * <p>
	 * <b>Legacy</b>, as {@link #openStreamFrom(String)} is.
	 * @param method a method reference such as {@code Quotes::ticks}
	 * @param a1 argument 1
	 * @param a2 argument 2
	 * @param a3 argument 3
	 * @param a4 argument 4
	 * @param a5 argument 5
	 * @param a6 argument 6
	 * @return a spec to open
	 */
	default <B, T extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object, A6 extends @Nullable Object> StreamSpec<T> openStreamFrom(
			StreamMethod.Of6<B, T, A1, A2, A3, A4, A5, A6> method, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6) {
		return streamOf(method, a1, a2, a3, a4, a5, a6);
	}

}
