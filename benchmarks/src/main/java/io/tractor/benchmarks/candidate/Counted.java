package io.tractor.benchmarks.candidate;

/**
 * What went through a stream.
 *
 * @param count how many values
 * @param sum of their sizes
 */
public record Counted(long count, long sum) {

	/**
	 * Checks that all that was sent has arrived.
	 * @param received what has arrived
	 * @return how many values that is
	 */
	public long arrived(Counted received) {
		if (!equals(received)) {
			throw new WrongDataException("Sent were " + this + ", and what has come is " + received);
		}
		return this.count;
	}

}
