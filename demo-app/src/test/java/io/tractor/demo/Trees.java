package io.tractor.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A tree of files to search, and what is to be found in it.
 */
public final class Trees {

	/** How many folders it has. */
	public static final int FOLDERS = 12;

	/** How many files are in each. */
	public static final int FILES = 10;

	private Trees() {
	}

	/**
	 * Makes the tree: in each file an apple with a number, and an apple with a pear; and
	 * what is to be skipped.
	 * @param root where to
	 */
	public static void plant(Path root) throws IOException {
		for (int folder = 0; folder < FOLDERS; folder++) {
			for (int file = 0; file < FILES; file++) {
				write(root.resolve(name(folder, file)), "first\n  apple " + file + "\nlast apple pear\n");
			}
		}
		write(root.resolve("target/built.txt"), "apple 1\n");
		write(root.resolve("folder1/.git/config"), "apple 1\n");
		write(root.resolve("folder1/picture.txt"), "apple 1\0\n");
	}

	private static String name(int folder, int file) {
		return "folder" + folder + "/file" + file + ".txt";
	}

	private static void write(Path file, String text) throws IOException {
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	/**
	 * Searches the tree in the simplest way.
	 * @param root where it is
	 * @param text what to find in a line
	 * @return file, line number and line of each match, sorted
	 */
	public static List<String> grep(Path root, String text) throws IOException {
		List<String> found = new ArrayList<>();
		for (int folder = 0; folder < FOLDERS; folder++) {
			for (int file = 0; file < FILES; file++) {
				List<String> lines = Files.readAllLines(root.resolve(name(folder, file)));
				for (int i = 0; i < lines.size(); i++) {
					if (lines.get(i).contains(text)) {
						found.add(name(folder, file) + ":" + (i + 1) + ": " + lines.get(i).strip());
					}
				}
			}
		}
		return found.stream().sorted().toList();
	}

}
