package io.tractor.benchmarks.candidate;

/**
 * A candidate has delivered what it should not, or not what it should.
 */
public final class WrongDataException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public WrongDataException(String message) {
		super(message);
	}

}
