package io.tractor.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import tools.jackson.databind.json.JsonMapper;

/**
 * A measured process as the driver sees it: takes commands, one at a time, and answers.
 */
public final class Peer implements AutoCloseable {

	private static final JsonMapper JSON = new JsonMapper();

	private static final int LOG_LINES_SHOWN = 40;

	private final Process process;

	private final Path log;

	private final BufferedReader answers;

	private final Writer commands;

	private Peer(Process process, Path log) {
		this.process = process;
		this.log = log;
		this.answers = process.inputReader();
		this.commands = process.outputWriter();
	}

	/**
	 * Starts one.
	 * @param jvm how
	 * @param log where its error output goes
	 * @param arguments what it is to be
	 * @return the process, which may not be ready yet
	 * @throws IOException if it cannot be started
	 */
	public static Peer start(Jvm jvm, Path log, String... arguments) throws IOException {
		return new Peer(jvm.start(log, arguments), log);
	}

	/**
	 * Gives a command and waits for its answer.
	 * @param patience for how long at most
	 * @param command the command and its arguments
	 * @return what the process measured
	 * @throws BrokenRunException if it could not do it, or does not answer in time
	 */
	public Map<String, Double> ask(Duration patience, String... command) {
		try {
			this.commands.write(String.join(" ", command) + "\n");
			this.commands.flush();
		}
		catch (IOException ex) {
			throw broken("does not take '" + String.join(" ", command) + "'", ex);
		}
		return answer(patience, String.join(" ", command));
	}

	/**
	 * Waits for an answer.
	 * @param patience for how long at most
	 * @param what to what, for messages
	 * @return what the process measured
	 */
	public Map<String, Double> answer(Duration patience, String what) {
		FutureTask<String> line = new FutureTask<>(this.answers::readLine);
		Thread reader = new Thread(line, "answer");
		reader.setDaemon(true);
		reader.start();
		try {
			String answered = line.get(patience.toMillis(), TimeUnit.MILLISECONDS);
			if (answered == null) {
				throw broken("ended at '" + what + "'", null);
			}
			Answer answer = JSON.readValue(answered, Answer.class);
			if (answer.error() != null) {
				throw broken("failed at '" + what + "': " + answer.error(), null);
			}
			return answer.values();
		}
		catch (ExecutionException | TimeoutException ex) {
			throw broken("has not answered '" + what + "' within " + patience, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw broken("was not waited for", ex);
		}
	}

	/**
	 * Has the process run on the machine's first core from now on.
	 * @throws BrokenRunException if that cannot be done
	 */
	public void pin() {
		try {
			Jvm.pin(this.process.pid());
		}
		catch (IOException ex) {
			throw broken("is not on one core", ex);
		}
	}

	private BrokenRunException broken(String what, Throwable cause) {
		return new BrokenRunException("Process " + this.process.pid() + " " + what + "\n" + tail(), cause);
	}

	private String tail() {
		try {
			List<String> lines = Files.readAllLines(this.log);
			return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Ends the process: by the end of its commands, or else by force. */
	@Override
	public void close() {
		try {
			this.commands.close();
			if (!this.process.waitFor(5, TimeUnit.SECONDS)) {
				this.process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
			}
		}
		catch (IOException ex) {
			this.process.destroyForcibly();
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
