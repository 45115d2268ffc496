package io.tractor.scope;

import org.jspecify.annotations.Nullable;

/**
 * What to do in a scope that can be cancelled by hand, giving a value.
 *
 * @param <T> what the body returns
 * @param <X> what the body throws
 */
@FunctionalInterface
public interface ScopeBody<T extends @Nullable Object, X extends Exception> {

	/**
	 * Does it.
	 * @param scope the scope it runs in
	 * @return any value
	 * @throws X any exception
	 */
	T run(CancelScope scope) throws X;

}
