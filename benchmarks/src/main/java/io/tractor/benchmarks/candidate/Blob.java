package io.tractor.benchmarks.candidate;

/**
 * A large value.
 *
 * @param seq its number in its stream
 * @param data its bytes
 */
public record Blob(long seq, byte[] data) {

	private static final int STEP = 4096;

	/**
	 * Bytes to send.
	 * @param size how many
	 * @return the bytes
	 */
	public static byte[] data(int size) {
		byte[] data = new byte[size];
		for (int i = 0; i < size; i += STEP) {
			data[i] = (byte) (i / STEP);
		}
		return data;
	}

	/**
	 * Checks that this is the one that was to come.
	 * @param expected its number
	 */
	public void check(long expected) {
		if (this.seq != expected) {
			throw new WrongDataException("Instead of blob " + expected + " came " + this.seq);
		}
		for (int i = 0; i < this.data.length; i += STEP) {
			if (this.data[i] != (byte) (i / STEP)) {
				throw new WrongDataException("Blob " + this.seq + " is wrong at byte " + i);
			}
		}
	}

}
