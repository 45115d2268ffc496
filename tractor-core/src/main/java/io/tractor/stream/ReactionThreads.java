package io.tractor.stream;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.NonBlocking;

/**
 * The threads on which is acted where that can be on no event loop: daemons, as many as
 * there are processors but at least four, which end after five idle seconds. They must
 * not block. All take what there is to do from one queue, other than the workers of
 * {@link reactor.core.scheduler.Schedulers#parallel()}: so nothing waits behind a
 * publisher that keeps its thread busy, not even the word that it is cancelled.
 */
public final class ReactionThreads {

	private static final Logger logger = LoggerFactory.getLogger(ReactionThreads.class);

	private static final int SIZE = Math.max(4, Runtime.getRuntime().availableProcessors());

	private static final long KEEP_ALIVE_SECONDS = 5;

	private static final Executor THREADS = threads();

	private ReactionThreads() {
	}

	/**
	 * Has {@code action} be run on one of them. Returns at once.
	 * @param action what is done; what it throws, against the rules, is logged
	 */
	public static void execute(Runnable action) {
		THREADS.execute(action);
	}

	private static Executor threads() {
		AtomicInteger count = new AtomicInteger();
		ThreadPoolExecutor threads = new ThreadPoolExecutor(SIZE, SIZE, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), (action) -> new ReactionThread(action, count.incrementAndGet()));
		threads.allowCoreThreadTimeOut(true);
		return threads;
	}

	/** Inherits no class loader and no thread locals from who starts it. */
	private static final class ReactionThread extends Thread implements NonBlocking {

		ReactionThread(Runnable action, int number) {
			super(null, action, "tractor-reaction-" + number, 0, false);
			setDaemon(true);
			setContextClassLoader(ReactionThreads.class.getClassLoader());
			setUncaughtExceptionHandler((thread, ex) -> logger.error("A publisher failed, against the rules", ex));
		}

	}

}
