package io.tractor.dialog;

import java.util.function.Supplier;

/**
 * Something happened that must not.
 */
final class Violation extends AssertionError {

	private static final long serialVersionUID = 1L;

	Violation(String message) {
		super(message);
	}

	Violation(String message, Throwable cause) {
		super(message, cause);
	}

	static void unless(boolean condition, Supplier<String> message) {
		if (!condition) {
			throw new Violation(message.get());
		}
	}

}
