package io.tractor.conformance;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

import io.tractor.scope.TaskThreads;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the threads of tasks do.
 */
final class Threads {

	private static final Set<Thread.State> BLOCKED = EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

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
			.untilAsserted(() -> assertThat(TaskThreads.running()).as("tasks that run").isZero());
	}

}
