package io.tractor.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.tractor.scope.TaskThreads;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the threads of tasks do.
 */
final class Threads {

	private static final Set<Thread.State> BLOCKED = EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

	/** The name of a thread that runs a task, not of one that is kept for the next. */
	private static final Pattern TASK = Pattern.compile("tractor-.+-\\d+");

	/** In the JSON of a thread dump. */
	private static final Pattern NAMED = Pattern.compile("\"name\": \"([^\"]*)\"");

	private Threads() {
	}

	/**
	 * Waits until a thread that is about to block does.
	 * @param thread the thread
	 */
	static void untilBlocked(Thread thread) {
		Awaitility.await("thread " + thread.getName() + " to block")
			.atMost(Wire.PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.pollInSameThread()
			.until(() -> BLOCKED.contains(thread.getState()));
	}

	/** Waits until no task runs any more. */
	static void untilNoneRuns() {
		Awaitility.await("the threads of tasks to end")
			.atMost(Wire.PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.pollInSameThread()
			.untilAsserted(() -> assertThat(running()).as("threads of tasks").isEmpty());
	}

	/** The names of the threads that run a task now. */
	static List<String> running() {
		try (Stream<String> names = TaskThreads.areVirtual() ? virtual() : platform()) {
			return names.filter(TASK.asMatchPredicate()).toList();
		}
	}

	private static Stream<String> platform() {
		return Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
	}

	/** Of virtual threads only a dump to a file tells. */
	private static Stream<String> virtual() {
		try {
			Path directory = Files.createTempDirectory("threads");
			Path file = directory.resolve("dump.json");
			dump(file);
			List<String> lines = Files.readAllLines(file);
			Files.delete(file);
			Files.delete(directory);
			return lines.stream().map(NAMED::matcher).filter(Matcher::find).map((matcher) -> matcher.group(1));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** By reflection: what this calls is there from JDK 21 on. */
	private static void dump(Path file) {
		try {
			Class<?> type = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
			Class<?> format = Class.forName(type.getName() + "$ThreadDumpFormat");
			Method dump = type.getMethod("dumpThreads", String.class, format);
			Object json = format.getField("JSON").get(null);
			dump.invoke(ManagementFactory.getPlatformMXBean(type.asSubclass(PlatformManagedObject.class)),
					file.toString(), json);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
