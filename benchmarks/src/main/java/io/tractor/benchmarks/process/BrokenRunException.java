package io.tractor.benchmarks.process;

/**
 * A run that could not be made, or delivered wrong data: no figure, and no benchmark.
 */
public final class BrokenRunException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public BrokenRunException(String message, Throwable cause) {
		super(message, cause);
	}

}
