package io.tractor.demo.worker;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which of a tree's folders a worker searches, so that several can divide one tree
 * between them without a word: each takes the folders whose names come out as its number.
 *
 * @param number this worker's number, from 1 on
 * @param of how many workers there are
 */
public record Share(int number, int of) {

	/** The whole tree. */
	public static final Share ALL = new Share(1, 1);

	private static final Pattern TEXT = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

	public Share {
		if (number < 1 || number > of) {
			throw new IllegalArgumentException(number + "/" + of + " is no share: write 1/2 for the first of two");
		}
	}

	/**
	 * Reads a share.
	 * @param text the share, such as {@code 1/2}
	 * @return the share
	 * @throws IllegalArgumentException if it is none
	 */
	public static Share of(String text) {
		Matcher matcher = TEXT.matcher(text);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("'" + text + "' is no share: write 1/2 for the first of two");
		}
		return new Share(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
	}

	/**
	 * Whether the files right in this folder are this worker's.
	 * @param folder the folder, seen from the root
	 * @return true if they are
	 */
	boolean has(Path folder) {
		return Math.floorMod(FileTree.name(folder).hashCode(), this.of) == this.number - 1;
	}

	@Override
	public String toString() {
		return this.number + "/" + this.of;
	}

}
