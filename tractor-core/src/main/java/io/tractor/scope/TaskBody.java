package io.tractor.scope;

import org.jspecify.annotations.Nullable;

/**
 * What to do in a scope or as a task, giving a value.
 *
 * @param <T> what the body returns
 * @param <X> what the body throws
 */
@FunctionalInterface
public interface TaskBody<T extends @Nullable Object, X extends Exception> {

	/**
	 * Does it.
	 * @return any value
	 * @throws X any exception
	 */
	T run() throws X;

}
