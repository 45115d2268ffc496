package io.tractor.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

/**
 * A process of the peer that was written in another language from
 * {@code docs/protocol.md}, and is kept beside it.
 */
final class NodePeer implements AutoCloseable {

	private static final Path SOURCE = Path.of("../docs/protocol/node-peer");

	private static final Path HOME = Path.of("target/node-peer");

	private static final int INSTALL_SECONDS = 120;

	private final Process process;

	private final BufferedReader out;

	private final List<String> lines = new ArrayList<>();

	private NodePeer(Process process) {
		this.process = process;
		this.out = process.inputReader();
	}

	/**
	 * Installs the peer's packages, or has the tests skipped if there is no way to.
	 */
	static void install() throws IOException, InterruptedException {
		require("node is not on the path", "node", "--version");
		require("npm is not on the path", "npm", "--version");
		Files.createDirectories(HOME);
		try (Stream<Path> files = Files.list(SOURCE)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Files.copy(file, HOME.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
			}
		}
		require("npm ci cannot install its packages", "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund",
				"--ignore-scripts");
	}

	private static void require(String reason, String... command) throws IOException, InterruptedException {
		String message = "The peer on Node was NOT tested: " + reason;
		Path log = Files.createTempFile("node-peer", ".log");
		try {
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
			Process process = (Files.exists(HOME) ? builder.directory(HOME.toFile()) : builder).start();
			if (!process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
				process.destroyForcibly();
				skip(message + " within " + INSTALL_SECONDS + " s");
			}
			if (process.exitValue() != 0) {
				skip(message + ": " + Files.readString(log));
			}
		}
		catch (IOException ex) {
			skip(message + ": " + ex.getMessage());
		}
		finally {
			Files.delete(log);
		}
	}

	private static void skip(String message) {
		System.out.println(message);
		Assumptions.abort(message);
	}

	/** Starts a scenario of {@code scenarios.js} with a server on this machine. */
	static NodePeer start(int port, String scenario) {
		return run("scenarios.js", String.valueOf(port), scenario);
	}

	/** Starts to read the bytes that stand on the protocol's page. */
	static NodePeer reading(Path page) {
		return run("examples.js", page.toAbsolutePath().toString());
	}

	private static NodePeer run(String... arguments) {
		List<String> command = new ArrayList<>(List.of("node"));
		command.addAll(List.of(arguments));
		try {
			return new NodePeer(new ProcessBuilder(command).directory(HOME.toFile()).redirectErrorStream(true).start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Waits for a line.
	 * @param start how it begins
	 * @return what follows
	 */
	String await(String start) throws IOException {
		for (String line = this.out.readLine(); line != null; line = this.out.readLine()) {
			if (line.startsWith(start)) {
				return line.substring(start.length()).strip();
			}
			this.lines.add(line);
		}
		throw new AssertionError("It has ended without '" + start + "':\n" + String.join("\n", this.lines));
	}

	/** Waits for its end, which must be a good one. */
	void succeeds() throws InterruptedException {
		this.out.lines().forEach(this.lines::add);
		if (!this.process.waitFor(Wire.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new AssertionError("It does not end");
		}
		if (this.process.exitValue() != 0) {
			throw new AssertionError("It has failed:\n" + String.join("\n", this.lines));
		}
	}

	/** Ends its standard input. */
	void release() throws IOException {
		this.process.getOutputStream().close();
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroyForcibly();
		if (!this.process.waitFor(Wire.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new AssertionError("It cannot be killed");
		}
	}

}
