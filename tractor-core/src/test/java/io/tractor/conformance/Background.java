package io.tractor.conformance;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * Something that runs beside the test, in no scope.
 *
 * @param <T> what it gives
 */
final class Background<T extends @Nullable Object> {

	private final CompletableFuture<T> end = new CompletableFuture<>();

	private final Thread thread;

	private volatile boolean interrupted;

	private Background(Callable<T> body) {
		this.thread = new Thread(() -> {
			try {
				T value = body.call();
				this.interrupted = Thread.interrupted();
				this.end.complete(value);
			}
			catch (Throwable ex) {
				this.interrupted = Thread.interrupted();
				this.end.completeExceptionally(ex);
			}
		}, "background");
		this.thread.setDaemon(true);
	}

	static <T extends @Nullable Object> Background<T> run(Callable<T> body) {
		Background<T> background = new Background<>(body);
		background.thread.start();
		return background;
	}

	static Background<@Nullable Void> run(Action action) {
		return run(() -> {
			action.run();
			return null;
		});
	}

	Thread thread() {
		return this.thread;
	}

	boolean hasEnded() {
		return this.end.isDone();
	}

	/** Waits for what it gives. */
	T value() throws Exception {
		try {
			return this.end.get(Wire.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			throw new AssertionError("It has not ended", ex);
		}
	}

	/** Waits for what it throws. */
	Throwable thrown() throws Exception {
		try {
			throw new AssertionError("It has returned " + value());
		}
		catch (ExecutionException ex) {
			return ex.getCause();
		}
	}

	/** Whether its thread's interrupt flag was set when it ended. */
	boolean leftInterrupted() {
		return this.interrupted;
	}

	/**
	 * Something to do.
	 */
	@FunctionalInterface
	interface Action {

		void run() throws Exception;

	}

}
