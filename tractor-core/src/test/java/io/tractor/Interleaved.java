package io.tractor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.jetbrains.lincheck.Lincheck;

/**
 * Runs small programs of several threads in many interleavings, which a model checker
 * decides: it switches between the threads at every access to what they share. What fails
 * is told with the interleaving it failed in.
 */
public final class Interleaved {

	/**
	 * How many interleavings of each program; more by {@code -Dtractor.interleavings}.
	 */
	private static final int COUNT = Integer.getInteger("tractor.interleavings", 100);

	private Interleaved() {
	}

	/**
	 * Runs a program in many interleavings.
	 * @param program the program, which starts its threads by {@link #together}
	 */
	public static void explore(Runnable program) {
		Lincheck.runConcurrentTest(COUNT, program);
	}

	/**
	 * As {@link #explore}, for a program of so many steps that a tenth of the
	 * interleavings takes as long.
	 * @param program the program, which starts its threads by {@link #together}
	 */
	public static void exploreSome(Runnable program) {
		Lincheck.runConcurrentTest(Math.max(1, COUNT / 10), program);
	}

	/**
	 * Runs parts of programs once, each by itself. What a program is the first to use is
	 * instrumented while it runs, and the model checker takes a run of more than 30 s for
	 * one that hangs: on a busy machine that is not enough for all of it at once.
	 * @param parts the parts, of one thread each
	 */
	public static void prepare(Runnable... parts) {
		for (Runnable part : parts) {
			Lincheck.runConcurrentTest(1, part);
		}
	}

	/**
	 * Runs tasks in a thread each, and throws what one of them threw.
	 * @param tasks the tasks
	 */
	public static void together(Runnable... tasks) {
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		List<Thread> threads = new ArrayList<>();
		for (Runnable task : tasks) {
			Thread thread = new Thread(() -> {
				try {
					task.run();
				}
				catch (Throwable ex) {
					thrown.compareAndSet(null, ex);
				}
			});
			threads.add(thread);
			thread.start();
		}
		try {
			for (Thread thread : threads) {
				thread.join();
			}
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
		if (thrown.get() != null) {
			throw new AssertionError(thrown.get());
		}
	}

	/**
	 * Fails the program.
	 * @param condition what must be
	 * @param otherwise what is wrong if it is not
	 */
	public static void check(boolean condition, String otherwise) {
		if (!condition) {
			throw new AssertionError(otherwise);
		}
	}

}
