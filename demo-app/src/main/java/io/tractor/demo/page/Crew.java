package io.tractor.demo.page;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tractor.demo.DemoApplication;
import io.tractor.demo.worker.Share;

import org.springframework.boot.system.ApplicationHome;

/**
 * The workers that this process has started, each in a process of its own. Nobody else's
 * processes can be ended with it.
 */
public final class Crew implements AutoCloseable {

	/** How long a worker may take to start. */
	private static final Duration START = Duration.ofMinutes(2);

	private final List<WorkerProcess> workers;

	private Crew(List<WorkerProcess> workers) {
		this.workers = workers;
	}

	/**
	 * Starts workers that divide a tree between them, and returns when all can be
	 * reached.
	 * @param size how many
	 * @param properties what else they are given, of Spring's
	 * @return the crew, to be closed
	 * @throws IllegalStateException if one of them does not start
	 */
	public static Crew start(int size, List<String> properties) {
		List<WorkerProcess> workers = new ArrayList<>();
		for (int number = 1; number <= size; number++) {
			String name = "worker-" + number;
			List<String> command = new ArrayList<>(java());
			command.addAll(List.of("--role=worker", "--name=" + name, "--share=" + new Share(number, size),
					"--demo.worker.lifeline=true"));
			command.addAll(properties);
			workers.add(new WorkerProcess(name, List.copyOf(command)));
		}
		Crew crew = new Crew(List.copyOf(workers));
		try {
			for (WorkerProcess worker : workers) {
				worker.start();
			}
			for (WorkerProcess worker : workers) {
				worker.awaitStart(START);
			}
			return crew;
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			crew.close();
			throw new IllegalStateException("The workers did not start: " + ex.getMessage(), ex);
		}
	}

	/** The command that has started this process, as far as that can be told. */
	private static List<String> java() {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
						// Starts fast, and says nothing of its own on the newest JDKs.
						"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+IgnoreUnrecognizedVMOptions",
						"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
		File home = new ApplicationHome(DemoApplication.class).getSource();
		if (home != null && home.isFile()) {
			command.addAll(List.of("-jar", home.toString()));
		}
		else {
			command.addAll(List.of("-cp", System.getProperty("java.class.path"), DemoApplication.class.getName()));
		}
		return command;
	}

	/**
	 * Where the workers are.
	 * @return their addresses by their names
	 */
	public Map<String, String> addresses() {
		Map<String, String> addresses = new LinkedHashMap<>();
		this.workers.forEach((worker) -> addresses.put(worker.name(), worker.address()));
		return addresses;
	}

	List<WorkerProcess> workers() {
		return this.workers;
	}

	/**
	 * Ends all of them.
	 */
	@Override
	public void close() {
		try {
			for (WorkerProcess worker : this.workers) {
				worker.kill();
			}
		}
		catch (InterruptedException ex) {
			// They end with this process.
			Thread.currentThread().interrupt();
		}
	}

}
