package io.tractor.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.tractor.ActorId;
import io.tractor.ChildContext;
import io.tractor.ContextCancelledException;
import io.tractor.ContextRefusedException;
import io.tractor.DeadlineExceededException;
import io.tractor.Outcome;
import io.tractor.ParentContext;
import io.tractor.RemoteActorException;
import io.tractor.RemoteError;
import io.tractor.ScopeCancelledException;
import io.tractor.TransportClosedException;
import org.jspecify.annotations.Nullable;

/**
 * One context: what each of its sides saw, and whether that goes together.
 */
final class Entry {

	private static final int RESULT = 31;

	final long ticket;

	/** What the child sends. */
	final Flow down = new Flow();

	/** What the parent sends. */
	final Flow up = new Flow();

	private final Queue<Run> runs = new ConcurrentLinkedQueue<>();

	private final List<String> wrong = new ArrayList<>();

	private volatile @Nullable ParentContext<?, ?, ?> parent;

	private volatile @Nullable Throwable thrownByBody;

	private volatile @Nullable Throwable raised;

	private volatile @Nullable Outcome<?> outcome;

	private volatile boolean cancelCalled;

	private volatile boolean acked;

	private volatile boolean held;

	private volatile boolean left;

	private volatile boolean unheard;

	Entry(long ticket) {
		this.ticket = ticket;
	}

	/** What the child returns. */
	long result() {
		return this.ticket * RESULT;
	}

	// What happens

	/** The parent's body begins, or its handle is there. */
	void begins(ParentContext<?, ?, ?> context, Object first) {
		this.parent = context;
		if (!Long.valueOf(this.ticket).equals(first)) {
			wrong("the first value is " + first);
		}
	}

	/** It is a handle: what an operation has thrown, its close does not throw again. */
	void held() {
		this.held = true;
	}

	void thrownByBody(Throwable thrown) {
		this.thrownByBody = thrown;
	}

	/** The parent has left, and is at the very end of {@code open} or {@code close}. */
	void leaves(@Nullable Throwable raised) {
		this.raised = raised;
		ParentContext<?, ?, ?> parent = this.parent;
		if (parent != null) {
			this.outcome = parent.outcome();
			this.acked = parent.cancelAcked();
			this.cancelCalled = parent.cancelCalled();
		}
		this.left = true;
		if (knowsTheChildsEnd() && this.runs.stream().anyMatch((run) -> !run.ended)) {
			wrong("the parent has left before the child had ended");
		}
	}

	/**
	 * Nobody is told how the parent leaves: how it did is looked up when all is over.
	 */
	void leavesWithoutAWord() {
		this.unheard = true;
		this.left = true;
	}

	private void lookUp() {
		if (this.unheard && this.outcome == null) {
			leaves(new ScopeCancelledException("The subscription was cancelled", null));
		}
	}

	Run runs(ChildContext<?, ?, ?> context) {
		Run run = new Run(context);
		this.runs.add(run);
		return run;
	}

	private synchronized void wrong(String what) {
		this.wrong.add(what);
	}

	// What is to be compared

	/** Whether the end that the parent saw is one that the child has told. */
	private boolean knowsTheChildsEnd() {
		Outcome<?> outcome = this.outcome;
		if (outcome instanceof Outcome.Returned) {
			return true;
		}
		if (outcome instanceof Outcome.Cancelled<?> cancelled) {
			return this.acked || !own(cancelled);
		}
		return told(outcome) != null;
	}

	/** The error that the child has told, as far as it cannot be the parent's own. */
	private @Nullable RemoteError told(@Nullable Outcome<?> outcome) {
		boolean failed = outcome instanceof Outcome.Failed<?> failure
				&& failure.cause() instanceof RemoteActorException remote && !byParent(remote.source());
		return failed ? ((RemoteActorException) ((Outcome.Failed<?>) outcome).cause()).remoteError() : null;
	}

	/** Whether it is the cancel that the parent asked for. */
	private boolean own(Outcome.Cancelled<?> cancelled) {
		return this.cancelCalled && byParent(cancelled.cause().canceller());
	}

	private boolean byParent(ActorId actor) {
		ParentContext<?, ?, ?> parent = this.parent;
		return parent != null && parent.localActor().equals(actor);
	}

	/** What does not go together, to be asked when all is over. */
	synchronized List<String> wrong() {
		lookUp();
		List<String> all = new ArrayList<>(this.wrong);
		this.up.wrong().forEach((what) -> all.add("the child " + what));
		this.down.wrong().forEach((what) -> all.add("the parent " + what));
		check(all, this.left, "the parent has not left");
		check(all, this.runs.size() <= 1, "the child has run " + this.runs.size() + " times");
		this.runs.forEach((run) -> check(all, run.ended, "the child has not ended"));
		this.runs.forEach((run) -> check(all, !(run.outcome() instanceof Outcome.Unresolved), "the child has no end"));
		Outcome<?> outcome = this.outcome;
		if (outcome == null) {
			neverBegan(all);
		}
		else {
			raised(all, outcome);
			together(all, outcome);
		}
		return all;
	}

	private static void check(List<String> all, boolean condition, String otherwise) {
		if (!condition) {
			all.add(otherwise);
		}
	}

	private void neverBegan(List<String> all) {
		Throwable raised = this.raised;
		check(all,
				raised instanceof RemoteActorException || raised instanceof TransportClosedException
						|| raised instanceof DeadlineExceededException || raised instanceof ScopeCancelledException,
				"the body has not run, and raised was " + raised);
		check(all, !(raised instanceof ContextRefusedException) || this.runs.isEmpty(), "refused, and it ran");
	}

	private void raised(List<String> all, Outcome<?> outcome) {
		Throwable raised = this.raised;
		boolean well = outcome instanceof Outcome.Returned
				|| (outcome instanceof Outcome.Cancelled<?> cancelled && own(cancelled));
		check(all, !(outcome instanceof Outcome.Unresolved), "the parent has no end");
		check(all, raised != null || well || this.held, "nothing was raised");
		if (this.thrownByBody instanceof Made) {
			check(all, raised == this.thrownByBody,
					"the body threw " + this.thrownByBody + ", and raised was " + raised);
		}
		if (well && this.thrownByBody == null) {
			check(all,
					raised == null || raised instanceof ScopeCancelledException
							|| raised instanceof DeadlineExceededException,
					"the child is well, the body too, and raised was " + raised);
		}
	}

	private void together(List<String> all, Outcome<?> ours) {
		Run run = this.runs.peek();
		Outcome<?> theirs = (run != null) ? run.outcome() : null;
		String both = "the parent has " + ours + ", the child " + theirs;
		if (ours instanceof Outcome.Returned<?> returned) {
			check(all, Long.valueOf(result()).equals(returned.value()), "the result is " + returned.value());
			check(all, theirs instanceof Outcome.Returned, both);
		}
		if (ours instanceof Outcome.Cancelled<?> cancelled) {
			cancelled(all, cancelled, theirs, both);
		}
		RemoteError told = told(ours);
		if (told != null) {
			check(all, theirs instanceof Outcome.Failed<?> failed
					&& failed.cause() instanceof RemoteActorException remote && same(told, remote.remoteError()), both);
		}
		if (isLost(theirs)) {
			check(all, !knowsTheChildsEnd(), both);
		}
	}

	private void cancelled(List<String> all, Outcome.Cancelled<?> ours, @Nullable Outcome<?> theirs, String both) {
		boolean same = theirs instanceof Outcome.Cancelled<?> cancelled
				&& cancelled.cause().canceller().equals(ours.cause().canceller());
		if (!own(ours)) {
			check(all, same, both);
		}
		else if (this.acked) {
			check(all, same || theirs instanceof Outcome.Returned, both);
		}
	}

	private static boolean same(RemoteError ours, RemoteError theirs) {
		return ours.kind() == theirs.kind() && ours.type().equals(theirs.type())
				&& ours.source().equals(theirs.source())
				&& String.valueOf(ours.message()).equals(String.valueOf(theirs.message()));
	}

	private static boolean isLost(@Nullable Outcome<?> outcome) {
		return outcome instanceof Outcome.Failed<?> failed && failed.cause() instanceof TransportClosedException;
	}

	/** How it ended, in a word or two. */
	String kind() {
		Outcome<?> outcome = this.outcome;
		if (outcome == null) {
			return "not begun: " + ((this.raised != null) ? this.raised.getClass().getSimpleName() : "?");
		}
		if (outcome instanceof Outcome.Cancelled<?> cancelled) {
			return own(cancelled) ? (this.acked ? "cancelled" : "abandoned") : "cancelled by others";
		}
		if (outcome instanceof Outcome.Failed<?> failed) {
			boolean relayed = failed.cause() instanceof RemoteActorException remote && !remote.relayPath().isEmpty();
			String type = (failed.cause() instanceof RemoteActorException remote)
					? remote.remoteError().kind().name().toLowerCase(Locale.ROOT)
					: failed.cause().getClass().getSimpleName();
			return type + (relayed ? " relayed" : "");
		}
		return "returned";
	}

	@Override
	public String toString() {
		return "context of ticket " + this.ticket + " (" + kind() + ", raised " + this.raised + ")";
	}

	/**
	 * The child's side, as often as it runs.
	 */
	static final class Run {

		private final ChildContext<?, ?, ?> context;

		private volatile boolean ended;

		private Run(ChildContext<?, ?, ?> context) {
			this.context = context;
		}

		void ended() {
			this.ended = true;
		}

		Outcome<?> outcome() {
			return this.context.outcome();
		}

	}

	/**
	 * What a program throws on purpose.
	 */
	static final class Made extends Exception {

		private static final long serialVersionUID = 1L;

		Made(String message) {
			super(message);
		}

	}

}
