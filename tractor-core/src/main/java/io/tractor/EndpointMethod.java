package io.tractor;

import java.io.Serializable;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A reference to a {@link Context} method, {@code FileSearch::search}, by which an opener
 * names an endpoint and takes its contract, checked by the compiler. It is read, never
 * called: no bean of that type needs to exist here. A lambda is no reference and is
 * refused.
 */
public sealed interface EndpointMethod extends Serializable {

	/**
	 * An endpoint with no arguments and a result.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <R> the result's type
	 */
	@FunctionalInterface
	non-sealed interface Of0<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		R invoke(B bean, ChildContext<S, I, O> context) throws Exception;

	}

	/**
	 * An endpoint with no arguments and no result.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 */
	@FunctionalInterface
	non-sealed interface Void0<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		void invoke(B bean, ChildContext<S, I, O> context) throws Exception;

	}

	/**
	 * An endpoint with no arguments that returns its result as a {@link Mono}.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <R> the result's type
	 */
	@FunctionalInterface
	non-sealed interface Mono0<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, R>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		Mono<R> invoke(B bean, ChildContext<S, I, O> context) throws Exception;

	}

	/**
	 * An endpoint with one argument and a result.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <A1> argument 1
	 * @param <R> the result's type
	 */
	@FunctionalInterface
	non-sealed interface Of1<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, R extends @Nullable Object>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		R invoke(B bean, ChildContext<S, I, O> context, A1 a1) throws Exception;

	}

	/**
	 * An endpoint with one argument and no result.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <A1> argument 1
	 */
	@FunctionalInterface
	non-sealed interface Void1<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		void invoke(B bean, ChildContext<S, I, O> context, A1 a1) throws Exception;

	}

	/**
	 * An endpoint with one argument that returns its result as a {@link Mono}.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <A1> argument 1
	 * @param <R> the result's type
	 */
	@FunctionalInterface
	non-sealed interface Mono1<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, R>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		Mono<R> invoke(B bean, ChildContext<S, I, O> context, A1 a1) throws Exception;

	}

	/**
	 * An endpoint with two arguments and a result.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <A1> argument 1
	 * @param <A2> argument 2
	 * @param <R> the result's type
	 */
	@FunctionalInterface
	non-sealed interface Of2<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, R extends @Nullable Object>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		R invoke(B bean, ChildContext<S, I, O> context, A1 a1, A2 a2) throws Exception;

	}

	/**
	 * An endpoint with two arguments and no result.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <A1> argument 1
	 * @param <A2> argument 2
	 */
	@FunctionalInterface
	non-sealed interface Void2<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		void invoke(B bean, ChildContext<S, I, O> context, A1 a1, A2 a2) throws Exception;

	}

	/**
	 * An endpoint with two arguments that returns its result as a {@link Mono}.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <A1> argument 1
	 * @param <A2> argument 2
	 * @param <R> the result's type
	 */
	@FunctionalInterface
	non-sealed interface Mono2<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, R>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		Mono<R> invoke(B bean, ChildContext<S, I, O> context, A1 a1, A2 a2) throws Exception;

	}

	/**
	 * An endpoint with three arguments and a result.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <A1> argument 1
	 * @param <A2> argument 2
	 * @param <A3> argument 3
	 * @param <R> the result's type
	 */
	@FunctionalInterface
	non-sealed interface Of3<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, R extends @Nullable Object>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		R invoke(B bean, ChildContext<S, I, O> context, A1 a1, A2 a2, A3 a3) throws Exception;

	}

	/**
	 * An endpoint with three arguments and no result.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <A1> argument 1
	 * @param <A2> argument 2
	 * @param <A3> argument 3
	 */
	@FunctionalInterface
	non-sealed interface Void3<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		void invoke(B bean, ChildContext<S, I, O> context, A1 a1, A2 a2, A3 a3) throws Exception;

	}

	/**
	 * An endpoint with three arguments that returns its result as a {@link Mono}.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <A1> argument 1
	 * @param <A2> argument 2
	 * @param <A3> argument 3
	 * @param <R> the result's type
	 */
	@FunctionalInterface
	non-sealed interface Mono3<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, R>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		Mono<R> invoke(B bean, ChildContext<S, I, O> context, A1 a1, A2 a2, A3 a3) throws Exception;

	}

	/**
	 * An endpoint with four arguments and a result.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <A1> argument 1
	 * @param <A2> argument 2
	 * @param <A3> argument 3
	 * @param <A4> argument 4
	 * @param <R> the result's type
	 */
	@FunctionalInterface
	non-sealed interface Of4<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, R extends @Nullable Object>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		R invoke(B bean, ChildContext<S, I, O> context, A1 a1, A2 a2, A3 a3, A4 a4) throws Exception;

	}

	/**
	 * An endpoint with four arguments and no result.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <A1> argument 1
	 * @param <A2> argument 2
	 * @param <A3> argument 3
	 * @param <A4> argument 4
	 */
	@FunctionalInterface
	non-sealed interface Void4<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		void invoke(B bean, ChildContext<S, I, O> context, A1 a1, A2 a2, A3 a3, A4 a4) throws Exception;

	}

	/**
	 * An endpoint with four arguments that returns its result as a {@link Mono}.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <A1> argument 1
	 * @param <A2> argument 2
	 * @param <A3> argument 3
	 * @param <A4> argument 4
	 * @param <R> the result's type
	 */
	@FunctionalInterface
	non-sealed interface Mono4<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, R>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		Mono<R> invoke(B bean, ChildContext<S, I, O> context, A1 a1, A2 a2, A3 a3, A4 a4) throws Exception;

	}

	/**
	 * An endpoint with five arguments and a result.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <A1> argument 1
	 * @param <A2> argument 2
	 * @param <A3> argument 3
	 * @param <A4> argument 4
	 * @param <A5> argument 5
	 * @param <R> the result's type
	 */
	@FunctionalInterface
	non-sealed interface Of5<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object, R extends @Nullable Object>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		R invoke(B bean, ChildContext<S, I, O> context, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5) throws Exception;

	}

	/**
	 * An endpoint with five arguments and no result.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <A1> argument 1
	 * @param <A2> argument 2
	 * @param <A3> argument 3
	 * @param <A4> argument 4
	 * @param <A5> argument 5
	 */
	@FunctionalInterface
	non-sealed interface Void5<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		void invoke(B bean, ChildContext<S, I, O> context, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5) throws Exception;

	}

	/**
	 * An endpoint with five arguments that returns its result as a {@link Mono}.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <A1> argument 1
	 * @param <A2> argument 2
	 * @param <A3> argument 3
	 * @param <A4> argument 4
	 * @param <A5> argument 5
	 * @param <R> the result's type
	 */
	@FunctionalInterface
	non-sealed interface Mono5<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object, R>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		Mono<R> invoke(B bean, ChildContext<S, I, O> context, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5) throws Exception;

	}

	/**
	 * An endpoint with six arguments and a result.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <A1> argument 1
	 * @param <A2> argument 2
	 * @param <A3> argument 3
	 * @param <A4> argument 4
	 * @param <A5> argument 5
	 * @param <A6> argument 6
	 * @param <R> the result's type
	 */
	@FunctionalInterface
	non-sealed interface Of6<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object, A6 extends @Nullable Object, R extends @Nullable Object>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		R invoke(B bean, ChildContext<S, I, O> context, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6) throws Exception;

	}

	/**
	 * An endpoint with six arguments and no result.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <A1> argument 1
	 * @param <A2> argument 2
	 * @param <A3> argument 3
	 * @param <A4> argument 4
	 * @param <A5> argument 5
	 * @param <A6> argument 6
	 */
	@FunctionalInterface
	non-sealed interface Void6<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object, A6 extends @Nullable Object>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		void invoke(B bean, ChildContext<S, I, O> context, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6) throws Exception;

	}

	/**
	 * An endpoint with six arguments that returns its result as a {@link Mono}.
	 *
	 * @param <B> the type that declares the method
	 * @param <S> the first value's type
	 * @param <I> what the endpoint receives
	 * @param <O> what the endpoint sends
	 * @param <A1> argument 1
	 * @param <A2> argument 2
	 * @param <A3> argument 3
	 * @param <A4> argument 4
	 * @param <A5> argument 5
	 * @param <A6> argument 6
	 * @param <R> the result's type
	 */
	@FunctionalInterface
	non-sealed interface Mono6<B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object, A6 extends @Nullable Object, R>
			extends EndpointMethod {

		/**
		 * The method's shape; never called.
		 */
		Mono<R> invoke(B bean, ChildContext<S, I, O> context, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6)
				throws Exception;

	}

}
