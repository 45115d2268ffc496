package io.tractor;

/**
 * A scope, or a context, did not end within the time it was given.
 */
public class DeadlineExceededException extends TractorException {

	private static final long serialVersionUID = 1L;

	public DeadlineExceededException(String message) {
		super(message, null);
	}

}
