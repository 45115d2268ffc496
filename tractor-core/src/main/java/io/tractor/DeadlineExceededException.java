package io.tractor;

import org.jspecify.annotations.Nullable;

/**
 * A scope, or a context, did not end within the time it was given.
 */
public class DeadlineExceededException extends TractorException {

	private static final long serialVersionUID = 1L;

	public DeadlineExceededException(String message) {
		this(message, null);
	}

	public DeadlineExceededException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
