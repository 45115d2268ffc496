package io.tractor.scope;

/**
 * What to do in a scope or as a task.
 *
 * @param <X> what the action throws
 */
@FunctionalInterface
public interface TaskAction<X extends Exception> {

	/**
	 * Does it.
	 * @throws X any exception
	 */
	void run() throws X;

}
