package io.tractor.scope;

import org.jspecify.annotations.Nullable;

/**
 * What starts the tasks of a nursery, giving a value.
 *
 * @param <T> what the body returns
 * @param <X> what the body throws
 */
@FunctionalInterface
public interface NurseryBody<T extends @Nullable Object, X extends Exception> {

	/**
	 * Starts tasks.
	 * @param nursery where to start them
	 * @return any value
	 * @throws X any exception; the tasks are cancelled
	 */
	T run(Nursery nursery) throws X;

}
