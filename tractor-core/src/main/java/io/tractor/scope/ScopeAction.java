package io.tractor.scope;

/**
 * What to do in a scope that can be cancelled by hand.
 *
 * @param <X> what the action throws
 */
@FunctionalInterface
public interface ScopeAction<X extends Exception> {

	/**
	 * Does it.
	 * @param scope the scope it runs in
	 * @throws X any exception
	 */
	void run(CancelScope scope) throws X;

}
