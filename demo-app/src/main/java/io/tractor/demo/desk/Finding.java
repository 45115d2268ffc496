package io.tractor.demo.desk;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import io.tractor.ContextCancelledException;
import io.tractor.EndOfChannelException;
import io.tractor.MsgStream;
import io.tractor.Outcome;
import io.tractor.ParentContext;
import io.tractor.TractorException;
import io.tractor.demo.search.Plan;
import io.tractor.demo.search.Refine;
import io.tractor.demo.search.SearchEvent;
import io.tractor.demo.search.Summary;
import io.tractor.scope.CancelScope;
import io.tractor.scope.TaskAction;
import org.jspecify.annotations.Nullable;

/**
 * One worker's part in a query: what has come of it so far, and how it ended. Written by
 * the task that asks the worker, read by others too.
 */
public final class Finding {

	private final String worker;

	private final long begun = System.nanoTime();

	private final AtomicInteger matches = new AtomicInteger();

	private volatile int files;

	private volatile boolean refined;

	private volatile boolean cancelled;

	private volatile @Nullable CancelScope scope;

	private volatile @Nullable MsgStream<SearchEvent, Refine> stream;

	private volatile @Nullable Plan plan;

	private volatile @Nullable ParentContext<SearchEvent, Refine, Summary> context;

	private volatile @Nullable TractorException failure;

	private volatile Duration time = Duration.ZERO;

	Finding(String worker) {
		this.worker = worker;
	}

	/**
	 * Runs this part, which can be cancelled meanwhile.
	 */
	<X extends Exception> void run(TaskAction<X> part) throws X {
		try {
			CancelScope.<X>run((scope) -> {
				this.scope = scope;
				if (this.cancelled) {
					scope.cancel();
				}
				part.run();
			});
		}
		finally {
			this.time = Duration.ofNanos(System.nanoTime() - this.begun);
		}
	}

	/**
	 * Cancels this worker's part, also if it has not begun; the others go on. Returns at
	 * once. Does nothing if it has ended.
	 */
	public void cancel() {
		this.cancelled = true;
		CancelScope scope = this.scope;
		if (scope != null) {
			scope.cancel();
		}
	}

	/**
	 * Narrows this worker's part for the lines to come. Waits while the worker does not
	 * take it.
	 * @param refine what to narrow it to
	 * @return whether it was sent: there was still something to narrow
	 */
	public boolean refine(Refine refine) {
		MsgStream<SearchEvent, Refine> stream = this.stream;
		if (stream == null || isEnded()) {
			return false;
		}
		try {
			stream.send(refine);
			return true;
		}
		catch (EndOfChannelException ex) {
			// The search is over, and what is still to be read was found before.
			return false;
		}
	}

	void began(ParentContext<SearchEvent, Refine, Summary> context, Plan plan) {
		this.plan = plan;
		this.context = context;
	}

	void streams(MsgStream<SearchEvent, Refine> stream) {
		this.stream = stream;
	}

	void progressed(int files) {
		this.files = files;
	}

	void matched() {
		this.matches.incrementAndGet();
	}

	/**
	 * Whether it is the time to refine, which it is once.
	 */
	boolean isTimeToRefine() {
		boolean now = !this.refined;
		this.refined = true;
		return now;
	}

	String failed(TractorException failure) {
		this.failure = failure;
		return Objects.requireNonNull(problem());
	}

	/**
	 * The worker's name.
	 * @return what the desk calls it
	 */
	public String worker() {
		return this.worker;
	}

	/**
	 * How many of its matches were shown.
	 * @return the count
	 */
	public int matches() {
		return this.matches.get();
	}

	/**
	 * How many files it has done, as far as it was heard of.
	 * @return the count
	 */
	public int files() {
		Summary summary = summary();
		return (summary != null) ? summary.files() + summary.skipped() : this.files;
	}

	/**
	 * How many files it was to search.
	 * @return the count, or -1 if it never said
	 */
	public int planned() {
		Plan plan = this.plan;
		return (plan != null) ? plan.files() : -1;
	}

	/**
	 * Whether it has ended, in whatever way.
	 * @return true once it has
	 */
	public boolean isEnded() {
		return !this.time.isZero();
	}

	/**
	 * How long it took, until its end or loss.
	 * @return the time
	 */
	public Duration time() {
		return this.time;
	}

	/**
	 * What it returned.
	 * @return the summary, or null if it did not
	 */
	public @Nullable Summary summary() {
		ParentContext<SearchEvent, Refine, Summary> context = this.context;
		return (context != null && context.outcome() instanceof Outcome.Returned<Summary> returned) ? returned.value()
				: null;
	}

	/**
	 * How its part ended.
	 * @return the ending
	 */
	public Ending ending() {
		TractorException failure = this.failure;
		if (failure instanceof ContextCancelledException) {
			return Ending.STOPPED;
		}
		if (failure != null) {
			return (this.plan != null) ? Ending.LOST : Ending.UNREACHABLE;
		}
		return (summary() != null) ? Ending.RETURNED : Ending.CANCELLED;
	}

	/**
	 * What went wrong with it, in a line.
	 * @return the line, or null if nothing did
	 */
	public @Nullable String problem() {
		TractorException failure = this.failure;
		if (failure == null) {
			return null;
		}
		String what = switch (ending()) {
			case LOST -> " is lost, after it found " + this.matches + ": ";
			case UNREACHABLE -> " cannot be reached: ";
			default -> " has stopped its search: ";
		};
		return this.worker + what + failure.getMessage();
	}

	/**
	 * How a worker's part in a query can end.
	 */
	public enum Ending {

		/** It searched all it was to search. */
		RETURNED("returned"),
		/** The desk had enough. */
		CANCELLED("cancelled by desk"),
		/** Its application is shutting down. */
		STOPPED("stopped by itself"),
		/** The connection was lost, or its process died. */
		LOST("lost"),
		/** There was no connection to be had. */
		UNREACHABLE("unreachable");

		private final String text;

		Ending(String text) {
			this.text = text;
		}

		/**
		 * Whether the worker did what was wanted of it.
		 * @return true if it did
		 */
		public boolean isGood() {
			return this == RETURNED || this == CANCELLED;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
