package io.tractor.demo.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A worker in a process of its own, started by this one. It can be killed and started
 * again, at the same port; it ends with this process in any case.
 */
final class WorkerProcess {

	/** How a process can be. */
	enum State {

		/** It does not listen yet. */
		STARTING,
		/** It serves. */
		RUNNING,
		/** It was killed from here, and has ended. */
		KILLED,
		/** It has ended in another way. */
		ENDED

	}

	/** What a worker prints when it can be reached. */
	private static final Pattern READY = Pattern.compile(" at tcp://localhost:(\\d+)$");

	private final String name;

	private final List<String> command;

	/** Any, until there was one. */
	private int port;

	private @Nullable Process process;

	private State state = State.ENDED;

	/** Whether the process is being killed from here. */
	private boolean killing;

	/**
	 * A worker that is not started yet.
	 * @param name its name
	 * @param command what starts it, but for the port
	 */
	WorkerProcess(String name, List<String> command) {
		this.name = name;
		this.command = command;
	}

	String name() {
		return this.name;
	}

	synchronized State state() {
		return this.state;
	}

	/**
	 * The process, while it lives.
	 * @return its id, or null
	 */
	synchronized @Nullable Long pid() {
		Process process = this.process;
		return (process != null) ? process.pid() : null;
	}

	/**
	 * Starts the process and returns at once. Does nothing while there is one.
	 */
	synchronized void start() throws IOException {
		if (this.process != null) {
			return;
		}
		List<String> command = new ArrayList<>(this.command);
		command.add("--port=" + this.port);
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		this.process = process;
		this.killing = false;
		become(State.STARTING);
		Thread reader = new Thread(() -> read(process), "output of " + this.name);
		reader.setDaemon(true);
		reader.start();
	}

	private void read(Process process) {
		try (BufferedReader lines = process.inputReader()) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				Matcher ready = READY.matcher(line);
				if (ready.find()) {
					ready(process, Integer.parseInt(ready.group(1)));
				}
			}
		}
		catch (IOException ex) {
			// Its end.
		}
		process.onExit().join();
		ended(process);
	}

	private synchronized void ready(Process process, int port) {
		if (this.process == process && this.state == State.STARTING) {
			this.port = port;
			become(State.RUNNING);
		}
	}

	private synchronized void ended(Process process) {
		if (this.process == process) {
			this.process = null;
			become(this.killing ? State.KILLED : State.ENDED);
		}
	}

	/**
	 * Kills the process as {@code kill -9} does, and returns when it has ended. Does
	 * nothing if there is none.
	 */
	void kill() throws InterruptedException {
		Process process;
		synchronized (this) {
			process = this.process;
			if (process == null) {
				return;
			}
			this.killing = true;
			process.destroyForcibly();
		}
		process.waitFor();
		ended(process);
	}

	/**
	 * Where it listens, or has listened before it ended.
	 */
	synchronized String address() {
		return "tcp://localhost:" + this.port;
	}

	/**
	 * Waits until it serves.
	 */
	synchronized void awaitRunning() throws InterruptedException {
		while (this.state != State.RUNNING) {
			wait();
		}
	}

	/**
	 * Waits until it serves, having been started just now.
	 * @param timeout how long it may take
	 * @throws IllegalStateException if it ended, or took longer
	 */
	synchronized void awaitStart(Duration timeout) throws InterruptedException {
		long deadline = System.nanoTime() + timeout.toNanos();
		while (this.state == State.STARTING) {
			long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
			if (left <= 0) {
				throw new IllegalStateException(this.name + " has not started within " + timeout.toSeconds() + " s");
			}
			wait(left);
		}
		if (this.state != State.RUNNING) {
			throw new IllegalStateException(this.name + " has ended");
		}
	}

	private void become(State state) {
		this.state = state;
		notifyAll();
	}

}
