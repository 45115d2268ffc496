package io.tractor.demo.worker;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A file's lines, if it has any.
 */
final class TextFile {

	private static final int HUGE = 16 * 1024 * 1024;

	private static final int PROBE = 8192;

	private TextFile() {
	}

	/**
	 * Opens a file as UTF-8; what is none comes as replacement characters.
	 * @param file the file
	 * @return its lines, or null if it is binary, huge, not to be read or not there any
	 * more
	 */
	static @Nullable BufferedReader open(Path file) throws IOException {
		InputStream bytes;
		try {
			if (Files.size(file) > HUGE) {
				return null;
			}
			bytes = new BufferedInputStream(Files.newInputStream(file), PROBE);
		}
		catch (FileSystemException ex) {
			return null;
		}
		if (isBinary(bytes)) {
			bytes.close();
			return null;
		}
		return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
	}

	/** As {@code grep} tells: by a zero near the beginning. */
	private static boolean isBinary(InputStream bytes) throws IOException {
		bytes.mark(PROBE);
		byte[] beginning = bytes.readNBytes(PROBE);
		bytes.reset();
		for (byte octet : beginning) {
			if (octet == 0) {
				return true;
			}
		}
		return false;
	}

}
