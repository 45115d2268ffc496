package io.tractor;

import org.jspecify.annotations.Nullable;

/**
 * The opener's side of a dialog, giving a value.
 *
 * @param <S> the first value's type
 * @param <I> what this side receives
 * @param <O> what this side sends
 * @param <R> the result's type
 * @param <T> what the body returns
 * @param <X> what the body throws
 */
@FunctionalInterface
public interface ContextBody<S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object, T extends @Nullable Object, X extends Exception> {

	/**
	 * Holds the dialog.
	 * @param context this side of the context
	 * @param first the value the endpoint gave to {@link ChildContext#started}
	 * @return any value
	 * @throws X any exception; the far task is cancelled
	 */
	T run(ParentContext<I, O, R> context, S first) throws X;

}
