package io.tractor.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.Portal;
import io.tractor.runtime.Actor;
import io.tractor.scope.Nursery;

/**
 * A second process with an actor in it, which lives until it is killed or whoever started
 * it is gone.
 */
public final class WorkerProcess implements AutoCloseable {

	private static final String READY = "ready on port ";

	private final Process process;

	private final int port;

	private WorkerProcess(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	/** Starts one that serves {@link Worker}. */
	static WorkerProcess serving(Wire wire, int port) {
		return start("serve", wire, port);
	}

	/**
	 * Starts one that opens a context to {@link Scripted} for each of {@link ChildDoes}.
	 */
	static WorkerProcess opening(Wire wire, int port) {
		return start("open", wire, port);
	}

	private static WorkerProcess start(String what, Wire wire, int port) {
		try {
			Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
					WorkerProcess.class.getName(), what, wire.name(), String.valueOf(port))
				.redirectErrorStream(true)
				.start();
			return new WorkerProcess(process, awaitReady(process));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int awaitReady(Process process) throws IOException {
		BufferedReader reader = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		List<String> lines = new ArrayList<>();
		for (String line = reader.readLine(); line != null; line = reader.readLine()) {
			if (line.startsWith(READY)) {
				return Integer.parseInt(line.substring(READY.length()));
			}
			lines.add(line);
		}
		throw new AssertionError("The process has not begun: " + lines);
	}

	int port() {
		return this.port;
	}

	/** Kills it, so that it has no time to say anything. */
	void kill() {
		this.process.destroyForcibly();
	}

	@Override
	public void close() throws InterruptedException {
		kill();
		if (!this.process.waitFor(Wire.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new AssertionError("The process does not end");
		}
	}

	public static void main(String[] args) throws Exception {
		Wire wire = Wire.valueOf(args[1]);
		int port = Integer.parseInt(args[2]);
		if (args[0].equals("serve")) {
			Actor actor = Actor.builder("worker").endpoints(new Worker()).build();
			System.out.println(READY + wire.serve(actor, port).port());
			untilOrphaned();
		}
		else {
			open(wire, port);
		}
		System.exit(0);
	}

	private static void open(Wire wire, int port) throws Exception {
		Actor actor = Actor.builder("opener").build();
		Portal portal = actor.portal("far", Wire.line(wire.client(port), actor).transport());
		CountDownLatch open = new CountDownLatch(ChildDoes.values().length);
		Nursery.<Exception>run((nursery) -> {
			for (int i = 0; i < ChildDoes.values().length; i++) {
				nursery.start(() -> {
					portal.context(Scripted::run).open((ctx, first) -> {
						open.countDown();
						Thread.sleep(Scenarios.LONG);
					});
				});
			}
			open.await();
			System.out.println(READY + port);
			untilOrphaned();
		});
	}

	private static void untilOrphaned() throws IOException {
		while (System.in.read() >= 0) {
			// Nobody writes: this waits for the end.
		}
	}

	/**
	 * What the process serves.
	 */
	public static final class Worker {

		/** Starts and sleeps. */
		@Context("worker.sleep")
		public Object sleep(ChildContext<String, Integer, Integer> ctx, boolean started) throws Exception {
			if (started) {
				ctx.started("up");
			}
			Thread.sleep(Scenarios.LONG);
			return "slept";
		}

		/** Answers at once, with the id of the process. */
		@Context("worker.pid")
		public long pid(ChildContext<Void, Void, Void> ctx) {
			ctx.started();
			return ProcessHandle.current().pid();
		}

	}

}
