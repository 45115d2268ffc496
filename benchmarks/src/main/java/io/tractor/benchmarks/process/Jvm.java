package io.tractor.benchmarks.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The JVM that runs this one, with the flags of all measured processes: the one place
 * where these are named.
 *
 * @param oneCore whether the process is to think that the machine has one core
 * @param heap its largest heap, as {@code -Xmx} takes it
 * @param more options added by whoever runs the harness, for example to profile
 */
public record Jvm(boolean oneCore, String heap, List<String> more) {

	private static final int NATIVE_ACCESS_IS_ASKED_FOR = 24;

	private static final int SECONDS_TO_PIN = 10;

	private static final Path TASKSET = Path.of("/usr/bin/taskset");

	/**
	 * Whether processes can be pinned to a core here.
	 * @return true if the command for it exists
	 */
	public static boolean canPin() {
		return Files.isExecutable(TASKSET);
	}

	/**
	 * Starts a process.
	 * @param log where its error output goes, for the process
	 * @param arguments for its main class
	 * @return the process
	 * @throws IOException if it cannot be started
	 */
	Process start(Path log, String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		if (this.oneCore) {
			command.add("-XX:ActiveProcessorCount=1");
		}
		// Also where a JVM that sees one processor would choose another.
		command.add("-XX:+UseG1GC");
		command.add("-Xms" + this.heap);
		command.add("-Xmx" + this.heap);
		if (Runtime.version().feature() >= NATIVE_ACCESS_IS_ASKED_FOR) {
			command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
		}
		// The output is for answers: a warning of the JVM's own goes with the errors.
		command.addAll(List.of("-Xlog:disable", "-Xlog:all=warning:stderr"));
		command.addAll(this.more);
		command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path"))));
		command.add(MeasuredProcess.class.getName());
		command.addAll(List.of(arguments));
		return new ProcessBuilder(command).redirectError(log.toFile()).start();
	}

	/**
	 * Has all threads of a running process, and those it will have, run on the machine's
	 * first core only, if processes can be pinned here.
	 * @param pid which process
	 * @throws IOException if it cannot be done
	 */
	static void pin(long pid) throws IOException {
		if (!canPin()) {
			return;
		}
		Process pinning = new ProcessBuilder(TASKSET.toString(), "-a", "-c", "-p", "0", String.valueOf(pid))
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		try {
			if (!pinning.waitFor(SECONDS_TO_PIN, TimeUnit.SECONDS) || pinning.exitValue() != 0) {
				throw new IOException("Process " + pid + " could not be pinned to a core");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	private static String absolute(String classPath) {
		List<String> entries = new ArrayList<>();
		for (String entry : classPath.split(File.pathSeparator)) {
			entries.add(Path.of(entry).toAbsolutePath().toString());
		}
		return String.join(File.pathSeparator, entries);
	}

}
