package io.tractor.dialog;

/**
 * The room that one side has for the stream's values, as the credit it gives. What is
 * granted, buffered and consumed but not told of adds up to the size. Not thread-safe.
 * <p>
 * It grows while the reader keeps up: each time the reader has taken as many values as
 * there is room for and then finds none, the room for small values is doubled, up to a
 * limit. A sender far away is then not held back by the time that credit takes to reach
 * it, and a reader that falls behind later has no more waiting for it than the limit.
 */
final class Window {

	/** Up to how many bytes of values, the largest taken for all, it grows. */
	static final int GROWN_BYTES = 256 * 1024;

	private int size;

	/** Up to where it grows; not at all if that is no more than the size. */
	private int limit;

	/** How much is consumed before it is worth telling. */
	private int batch;

	/** Values the far side may still send: what is left of the credit it was given. */
	private int granted;

	/** Values consumed since credit was given for them. Below zero to withhold some. */
	private int consumed;

	/** Values taken since it has grown. */
	private int taken;

	/** The length of the largest value taken, in bytes. */
	private int largest;

	Window(int size) {
		this.size = size;
		this.batch = batch(size);
		this.granted = size;
	}

	private static int batch(int bufferSize) {
		return Math.max(1, bufferSize / 2);
	}

	int size() {
		return this.size;
	}

	/**
	 * Sets the size anew: more room is as good as consumed values, less is withheld from
	 * those that are.
	 * @param bufferSize how many values are buffered
	 * @param beyond how many more there is room for
	 * @param limit up to where it grows
	 */
	void resize(int bufferSize, int beyond, int limit) {
		this.batch = batch(bufferSize);
		this.consumed += bufferSize + beyond - this.size;
		this.size = bufferSize + beyond;
		this.limit = limit;
	}

	/**
	 * Admits values that arrived.
	 * @param count how many
	 * @return how many of them there was credit for
	 */
	int admit(int count) {
		int admitted = Math.min(count, this.granted);
		this.granted -= admitted;
		return admitted;
	}

	void consumed(int count) {
		this.consumed += count;
	}

	/** Notes that the reader took a value of that length. */
	void taken(int length) {
		this.consumed++;
		this.taken++;
		this.largest = Math.max(this.largest, length);
	}

	/** Notes that the reader has to wait; true if the room has grown for it. */
	boolean readerWaits() {
		int grown = Math.min(this.limit, 2 * this.size);
		if (grown <= this.size || this.taken < this.size || (long) grown * this.largest > GROWN_BYTES) {
			return false;
		}
		resize(grown, 0, this.limit);
		this.taken = 0;
		return true;
	}

	boolean worthTelling() {
		return this.consumed >= this.batch;
	}

	/**
	 * Gives credit for what was consumed.
	 * @return how much
	 */
	int grant() {
		int credit = this.consumed;
		this.granted += credit;
		this.consumed = 0;
		return credit;
	}

}
