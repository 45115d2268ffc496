package io.tractor;

/**
 * A subscriber fell so far behind the fastest one that it lost values. It goes on with
 * the oldest value that is kept.
 */
public class LaggedException extends TractorException {

	private static final long serialVersionUID = 1L;

	private final long lost;

	public LaggedException(String message, long lost) {
		super(message);
		this.lost = lost;
	}

	/**
	 * How many values were lost, exactly.
	 * @return the count, at least 1
	 */
	public final long lost() {
		return this.lost;
	}

}
