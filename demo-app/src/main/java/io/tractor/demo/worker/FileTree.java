package io.tractor.demo.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import io.tractor.scope.CancelScope;

/**
 * Lists the files of a tree.
 */
final class FileTree {

	/** Folders whose files nobody has written by hand. */
	private static final Set<String> SKIPPED = Set.of(".git", "target");

	private FileTree() {
	}

	/**
	 * The regular files of a share of a tree, in order of their paths. What cannot be
	 * listed is left out.
	 * @param root the tree
	 * @param share which folders of it
	 * @return the files
	 */
	static List<Path> files(Path root, Share share) throws IOException {
		List<Path> files = new ArrayList<>();
		Files.walkFileTree(root, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
				CancelScope.checkpoint();
				Path name = folder.getFileName();
				return (!folder.equals(root) && name != null && SKIPPED.contains(name.toString()))
						? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
				if (attributes.isRegularFile() && share.has(root.relativize(file.getParent()))) {
					files.add(file);
				}
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFileFailed(Path file, IOException failure) {
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
				return FileVisitResult.CONTINUE;
			}

		});
		Collections.sort(files);
		return files;
	}

	/**
	 * A path as it travels: the same on every system.
	 * @param path the path, seen from the root
	 * @return its names with slashes between them
	 */
	static String name(Path path) {
		return path.toString().replace(File.separatorChar, '/');
	}

}
