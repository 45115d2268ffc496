package io.tractor.scope;

import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * The threads that tasks and endpoints run on: a new virtual one for each from JDK 21 on,
 * below that a platform daemon thread, kept for five seconds for the next. Their number
 * has no bound. They inherit the context class loader of who starts them, and no
 * {@link InheritableThreadLocal}: a kept thread would have those of its first task.
 */
public final class TaskThreads {

	private static final long KEEP_ALIVE_SECONDS = 5;

	private static final AtomicLong COUNT = new AtomicLong();

	private static final AtomicInteger RUNNING = new AtomicInteger();

	private static final @Nullable ThreadFactory VIRTUAL = virtualThreads();

	private static final Executor THREADS = (VIRTUAL != null) ? (task) -> VIRTUAL.newThread(task).start()
			: platformThreads();

	private TaskThreads() {
	}

	/**
	 * Runs {@code task} on a thread of its own, named {@code tractor-<name>-<n>}. Returns
	 * at once.
	 * @param name what the thread is for
	 * @param task what it runs
	 * @throws OutOfMemoryError if there is no thread to be had; the task will not run
	 */
	public static void start(String name, Runnable task) {
		ClassLoader loader = Thread.currentThread().getContextClassLoader();
		RUNNING.incrementAndGet();
		try {
			THREADS.execute(() -> run(name, task, loader));
		}
		catch (OutOfMemoryError ex) {
			RUNNING.decrementAndGet();
			throw ex;
		}
	}

	private static void run(String name, Runnable task, @Nullable ClassLoader loader) {
		Thread thread = Thread.currentThread();
		thread.setName("tractor-" + name + "-" + COUNT.incrementAndGet());
		thread.setContextClassLoader(loader);
		try {
			task.run();
		}
		finally {
			ScopedThread.reset();
			Thread.interrupted();
			thread.setContextClassLoader(null);
			thread.setName("tractor-idle");
			RUNNING.decrementAndGet();
		}
	}

	/**
	 * How many tasks run now, or are about to, in all actors of this JVM.
	 * @return their number
	 */
	public static int running() {
		return RUNNING.get();
	}

	/**
	 * Whether tasks run on virtual threads.
	 * @return true from JDK 21 on
	 */
	public static boolean areVirtual() {
		return VIRTUAL != null;
	}

	private static @Nullable ThreadFactory virtualThreads() {
		try {
			Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
			Class<?> type = Class.forName("java.lang.Thread$Builder");
			Method inherit = type.getMethod("inheritInheritableThreadLocals", boolean.class);
			return (ThreadFactory) type.getMethod("factory").invoke(inherit.invoke(builder, false));
		}
		catch (ReflectiveOperationException ex) {
			return null;
		}
	}

	private static Executor platformThreads() {
		return new ThreadPoolExecutor(0, Integer.MAX_VALUE, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS,
				new SynchronousQueue<>(), (runnable) -> {
					Thread thread = new Thread(null, runnable, "tractor-idle", 0, false);
					thread.setDaemon(true);
					return thread;
				});
	}

}
