package io.tractor.conformance;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.Outcome;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint whose task is written by each test, and that tells what became of it.
 */
public final class Scripted {

	private final BlockingQueue<Run> runs = new LinkedBlockingQueue<>();

	private volatile Script script = (ctx) -> {
		throw new IllegalStateException("No script");
	};

	/** Says what the endpoint does from now on. */
	void does(Script script) {
		this.script = script;
	}

	@Context("scripted")
	public @Nullable Object run(ChildContext<String, Integer, Integer> ctx) throws Exception {
		AtomicBoolean over = new AtomicBoolean();
		try {
			return perform(ctx, over);
		}
		finally {
			over.set(true);
		}
	}

	/** Runs the script in a task that tells when it is over. */
	@Nullable Object perform(ChildContext<String, Integer, Integer> ctx, AtomicBoolean over) throws Exception {
		Script script = this.script;
		Run run = new Run(ctx, Thread.currentThread(), new CompletableFuture<>(), over);
		this.runs.add(run);
		try {
			Object value = script.run(ctx);
			run.thrown.complete(null);
			return value;
		}
		catch (Throwable ex) {
			run.thrown.complete(ex);
			throw ex;
		}
	}

	/** The next run, in the order of their beginnings. */
	Run next() {
		try {
			Run run = this.runs.poll(Wire.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			if (run == null) {
				throw new AssertionError("The endpoint has not begun");
			}
			return run;
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	/** The only run, which {@link #next()} will give again. */
	Run peek() {
		Run run = next();
		this.runs.add(run);
		return run;
	}

	/** Whether no run has begun that was not taken. */
	boolean hasNotRun() {
		return this.runs.isEmpty();
	}

	/**
	 * A task.
	 */
	@FunctionalInterface
	interface Script {

		@Nullable Object run(ChildContext<String, Integer, Integer> ctx) throws Exception;

	}

	/**
	 * One run of the endpoint.
	 *
	 * @param context its context
	 * @param thread its thread
	 * @param thrown what the script threw, null if it returned, once it has ended
	 * @param over whether the task has ended
	 */
	record Run(ChildContext<String, Integer, Integer> context, Thread thread,
			CompletableFuture<@Nullable Throwable> thrown, AtomicBoolean over) {

		/** Waits for the script's end; gives what it threw, or null if it returned. */
		@Nullable Throwable end() {
			try {
				return this.thrown.get(Wire.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException | ExecutionException | TimeoutException ex) {
				throw new AssertionError("The endpoint's task has not ended", ex);
			}
		}

		/** Waits for the context's end, which comes a moment after the task's. */
		Outcome<?> outcome() {
			return Awaitility.await("the context to end")
				.atMost(Wire.PATIENCE)
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.pollInSameThread()
				.until(this.context::outcome, (outcome) -> !(outcome instanceof Outcome.Unresolved));
		}

		boolean hasEnded() {
			return this.over.get();
		}

	}

}
