package io.tractor;

import org.jspecify.annotations.Nullable;

/**
 * Thrown at every checkpoint of a cancelled scope, each time, until the scope has ended:
 * let it pass. Catching it does not undo the cancel, the next checkpoint throws again.
 * The thread's interrupt flag is set, so that the next blocking call of the JDK ends too;
 * clean-up that has to block goes into {@code CancelScope.shielded(..)}.
 * <p>
 * It is trio's {@code Cancelled}. Being unchecked it also flies past a
 * {@code catch (InterruptedException e)}.
 */
public class ScopeCancelledException extends TractorException {

	private static final long serialVersionUID = 1L;

	public ScopeCancelledException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
