package io.tractor;

import org.jspecify.annotations.Nullable;

/**
 * The root of what this library throws on purpose.
 */
public abstract class TractorException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	protected TractorException(String message) {
		super(message);
	}

	protected TractorException(@Nullable String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
