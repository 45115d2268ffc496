package io.tractor.demo;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The command as a process.
 */
public final class Command {

	private final Process process;

	private final Lines out;

	private final Lines err;

	public Command(String... arguments) throws IOException {
		this(List.of(), System.getProperty("java.class.path"), arguments);
	}

	private Command(List<String> options, String classPath, String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		// Starts faster, and says nothing of its own on the newest JDKs.
		command.addAll(
				List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+IgnoreUnrecognizedVMOptions",
						"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
		command.addAll(options);
		command.addAll(List.of("-cp", classPath, DemoApplication.class.getName()));
		command.addAll(List.of(arguments));
		this.process = new ProcessBuilder(command).start();
		this.out = new Lines(this.process.inputReader());
		this.err = new Lines(this.process.errorReader());
	}

	/**
	 * The command with what was processed ahead of time.
	 * @param processed the folder of that
	 * @param arguments its arguments
	 * @return the process, started
	 */
	static Command aheadOfTime(Path processed, String... arguments) throws IOException {
		return new Command(List.of("-Dspring.aot.enabled=true"),
				processed + File.pathSeparator + System.getProperty("java.class.path"), arguments);
	}

	public Lines out() {
		return this.out;
	}

	public Lines err() {
		return this.err;
	}

	/** Waits for its end. */
	public int exitValue() throws InterruptedException {
		assertThat(this.process.waitFor(90, TimeUnit.SECONDS)).as("ends").isTrue();
		this.out.awaitEnd();
		this.err.awaitEnd();
		return this.process.exitValue();
	}

	/** SIGKILL. */
	public void kill() {
		this.process.destroyForcibly();
	}

	/** SIGTERM. */
	public void terminate() {
		this.process.destroy();
	}

	public void end() throws InterruptedException {
		kill();
		assertThat(this.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
	}

	/**
	 * The lines it has printed so far.
	 */
	public static final class Lines {

		private final List<String> lines = new ArrayList<>();

		private boolean ended;

		private Lines(BufferedReader reader) {
			Thread thread = new Thread(() -> read(reader), "lines");
			thread.setDaemon(true);
			thread.start();
		}

		private void read(BufferedReader reader) {
			try (reader) {
				for (String line = reader.readLine(); line != null; line = reader.readLine()) {
					add(line);
				}
			}
			catch (IOException ex) {
				// Its end.
			}
			end();
		}

		private synchronized void add(String line) {
			this.lines.add(line);
			notifyAll();
		}

		private synchronized void end() {
			this.ended = true;
			notifyAll();
		}

		public synchronized List<String> lines() {
			return List.copyOf(this.lines);
		}

		/**
		 * Waits for a line.
		 * @param text what it contains
		 * @return the first such line
		 */
		public synchronized String await(String text) throws InterruptedException {
			for (int i = 0;; i++) {
				while (i == this.lines.size()) {
					assertThat(this.ended).as("no '%s' in %s", text, this.lines).isFalse();
					wait();
				}
				if (this.lines.get(i).contains(text)) {
					return this.lines.get(i);
				}
			}
		}

		synchronized void awaitEnd() throws InterruptedException {
			while (!this.ended) {
				wait();
			}
		}

	}

}
