package io.tractor.scope;

/**
 * What starts the tasks of a nursery.
 *
 * @param <X> what the action throws
 */
@FunctionalInterface
public interface NurseryAction<X extends Exception> {

	/**
	 * Starts tasks.
	 * @param nursery where to start them
	 * @throws X any exception; the tasks are cancelled
	 */
	void run(Nursery nursery) throws X;

}
