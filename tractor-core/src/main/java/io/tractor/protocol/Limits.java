package io.tractor.protocol;

/**
 * The protocol's version and its bounds. A reader refuses what is beyond them.
 */
public final class Limits {

	/**
	 * The version this side speaks.
	 */
	public static final int VERSION = 1;

	/**
	 * The largest receive window, in values. The smallest is 1.
	 */
	public static final int MAX_WINDOW = 1 << 20;

	/**
	 * The longest text, in bytes of UTF-8.
	 */
	public static final int MAX_TEXT = 64 * 1024;

	/**
	 * The most arguments of one {@code Start}.
	 */
	public static final int MAX_ARGUMENTS = 64;

	/**
	 * The most headers of one {@code Start}.
	 */
	public static final int MAX_HEADERS = 32;

	/**
	 * The longest headers of one {@code Start}: names and values together, in bytes of
	 * UTF-8.
	 */
	public static final int MAX_HEADERS_SIZE = 16 * 1024;

	/**
	 * The most actors on the relay path of one {@code Error}.
	 */
	public static final int MAX_PATH = 64;

	/**
	 * The most stack frames of one {@code Error}.
	 */
	public static final int MAX_FRAMES = 256;

	/**
	 * The most causes of one {@code Error}.
	 */
	public static final int MAX_CAUSES = 32;

	/**
	 * How deep the items of a skipped value may be nested.
	 */
	static final int MAX_NESTING = 32;

	/**
	 * What a writer gives to all the stack frames of one {@code Error} together, in bytes
	 * of UTF-8, so that the longest error still is one body: the longest path takes 8
	 * MiB, the longest causes 2 MiB.
	 */
	static final int FRAMES_BUDGET = 4 * 1024 * 1024;

	private Limits() {
	}

}
