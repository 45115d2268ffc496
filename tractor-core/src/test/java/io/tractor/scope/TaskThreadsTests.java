package io.tractor.scope;

import java.lang.Thread.State;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TaskThreadsTests {

	@Test
	void threadsAreVirtualFromJdk21On() {
		assertThat(TaskThreads.areVirtual()).isEqualTo(Runtime.version().feature() >= 21);
		AtomicReference<Thread> seen = run(() -> {
		});
		assertThat(seen.get().isDaemon()).isTrue();
		assertThat(seen.get().getClass().getSimpleName().contains("Virtual")).isEqualTo(TaskThreads.areVirtual());
	}

	@Test
	void runningTasksAreCounted() {
		// What a test before this one has started may be about to end.
		awaitNoneRunning();
		AtomicReference<Integer> during = new AtomicReference<>();
		run(() -> during.set(TaskThreads.running()));
		assertThat(during.get()).isOne();
		awaitNoneRunning();
	}

	private static void awaitNoneRunning() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(1))
			.until(() -> TaskThreads.running() == 0);
	}

	@Test
	void threadIsNamedForItsTask() {
		List<String> names = new CopyOnWriteArrayList<>();
		run(() -> names.add(Thread.currentThread().getName()));
		assertThat(names).singleElement().asString().matches("tractor-some-\\d+");
	}

	@Test
	void contextClassLoaderIsTheStarters() throws Exception {
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		AtomicReference<ClassLoader> seen = new AtomicReference<>();
		try (URLClassLoader mine = new URLClassLoader(new URL[0], before)) {
			Thread.currentThread().setContextClassLoader(mine);
			run(() -> seen.set(Thread.currentThread().getContextClassLoader()));
			assertThat(seen.get()).isSameAs(mine);
		}
		finally {
			Thread.currentThread().setContextClassLoader(before);
		}
	}

	@Test
	void threadLocalsAreNotInherited() {
		InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
		local.set("mine");
		AtomicReference<String> seen = new AtomicReference<>("unset");
		run(() -> seen.set(local.get()));
		assertThat(seen.get()).isNull();
	}

	@Test
	void nothingIsCarriedOverToTheNextTaskOfAThread() {
		for (int i = 0; i < 50; i++) {
			AtomicReference<Boolean> clean = new AtomicReference<>();
			run(() -> {
				clean.set(!Thread.currentThread().isInterrupted() && CancelScope.current() == null);
				CancelScope.root().enter();
				Thread.currentThread().interrupt();
			});
			assertThat(clean.get()).isTrue();
		}
	}

	@Test
	void platformThreadsEndSomeSecondsAfterTheirLastTask() {
		Nursery.run((nursery) -> {
			CountDownLatch all = new CountDownLatch(20);
			for (int i = 0; i < 20; i++) {
				nursery.start(() -> {
					all.countDown();
					Waiting.until(all);
				});
			}
		});
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
				.filteredOn((thread) -> thread.getState() != State.TERMINATED)
				.extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("tractor-") && !name.equals("tractor-timer")));
	}

	private static AtomicReference<Thread> run(Runnable task) {
		AtomicReference<Thread> thread = new AtomicReference<>();
		CountDownLatch done = new CountDownLatch(1);
		TaskThreads.start("some", () -> {
			try {
				thread.set(Thread.currentThread());
				task.run();
			}
			finally {
				done.countDown();
			}
		});
		Waiting.until(done);
		return thread;
	}

}
