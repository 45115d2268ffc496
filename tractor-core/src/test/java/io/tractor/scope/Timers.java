package io.tractor.scope;

/**
 * The deadlines that are waited for, for tests elsewhere.
 */
public final class Timers {

	private Timers() {
	}

	/**
	 * How many deadlines are being waited for.
	 * @return their number
	 */
	public static int pending() {
		return Deadline.pending();
	}

}
