package io.tractor;

import java.io.Serializable;

import org.jspecify.annotations.Nullable;

/**
 * A reference to a {@link Stream} method, {@code Quotes::ticks}, by which an opener names
 * it and takes its types, checked by the compiler. It is read, never called: no bean of
 * that type needs to exist here. A lambda is no reference and is refused.
 * <p>
 * <b>Legacy</b>, as {@link Stream} is.
 */
public sealed interface StreamMethod extends Serializable {

	/**
	 * A method with no arguments.
	 *
	 * @param <B> the type that declares the method
	 * @param <T> what it sends
	 */
	@FunctionalInterface
	non-sealed interface Of0<B, T extends @Nullable Object> extends StreamMethod {

		/**
		 * The method's shape; never called.
		 */
		void invoke(B bean, StreamSender<T> sender) throws Exception;

	}

	/**
	 * A method with one argument.
	 *
	 * @param <B> the type that declares the method
	 * @param <T> what it sends
	 */
	@FunctionalInterface
	non-sealed interface Of1<B, T extends @Nullable Object, A1 extends @Nullable Object> extends StreamMethod {

		/**
		 * The method's shape; never called.
		 */
		void invoke(B bean, StreamSender<T> sender, A1 a1) throws Exception;

	}

	/**
	 * A method with two arguments.
	 *
	 * @param <B> the type that declares the method
	 * @param <T> what it sends
	 */
	@FunctionalInterface
	non-sealed interface Of2<B, T extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object>
			extends StreamMethod {

		/**
		 * The method's shape; never called.
		 */
		void invoke(B bean, StreamSender<T> sender, A1 a1, A2 a2) throws Exception;

	}

	/**
	 * A method with three arguments.
	 *
	 * @param <B> the type that declares the method
	 * @param <T> what it sends
	 */
	@FunctionalInterface
	non-sealed interface Of3<B, T extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object>
			extends StreamMethod {

		/**
		 * The method's shape; never called.
		 */
		void invoke(B bean, StreamSender<T> sender, A1 a1, A2 a2, A3 a3) throws Exception;

	}

	/**
	 * A method with four arguments.
	 *
	 * @param <B> the type that declares the method
	 * @param <T> what it sends
	 */
	@FunctionalInterface
	non-sealed interface Of4<B, T extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object>
			extends StreamMethod {

		/**
		 * The method's shape; never called.
		 */
		void invoke(B bean, StreamSender<T> sender, A1 a1, A2 a2, A3 a3, A4 a4) throws Exception;

	}

	/**
	 * A method with five arguments.
	 *
	 * @param <B> the type that declares the method
	 * @param <T> what it sends
	 */
	@FunctionalInterface
	non-sealed interface Of5<B, T extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object>
			extends StreamMethod {

		/**
		 * The method's shape; never called.
		 */
		void invoke(B bean, StreamSender<T> sender, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5) throws Exception;

	}

	/**
	 * A method with six arguments.
	 *
	 * @param <B> the type that declares the method
	 * @param <T> what it sends
	 */
	@FunctionalInterface
	non-sealed interface Of6<B, T extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object, A6 extends @Nullable Object>
			extends StreamMethod {

		/**
		 * The method's shape; never called.
		 */
		void invoke(B bean, StreamSender<T> sender, A1 a1, A2 a2, A3 a3, A4 a4, A5 a5, A6 a6) throws Exception;

	}

}
