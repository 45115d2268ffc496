package io.tractor.scope;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import io.tractor.DeadlineExceededException;
import io.tractor.ScopeCancelledException;

import org.jspecify.annotations.Nullable;

/**
 * A part of a task that can be cancelled as a whole, with all that it runs: the scopes it
 * enters, the tasks of its nurseries, the far tasks of the contexts it opens.
 * <p>
 * Cancelling interrupts the threads in the scope, and from then on every
 * {@linkplain #checkpoint() checkpoint} in it throws {@link ScopeCancelledException},
 * each time, until the scope has been left: the cancel is a level, not an edge. The
 * cancellation that comes out of the body ends at the outermost scope that is cancelled.
 * Any other exception goes on unchanged. A scope is effectively cancelled if it is
 * cancelled, or one around it is, up to the next {@linkplain #shielded(TaskBody) shield}.
 * The rules are those of trio's {@code CancelScope}.
 * <p>
 * Blocking calls of the JDK take part by way of the interrupt flag, which they clear: one
 * that ended by it is not interrupted again until the next checkpoint has set the flag
 * again. Once the cancelled scopes have been left, the flag is what the outside made it:
 * an interrupt from elsewhere that came before the cancel is set again, one that came
 * after it cannot be told from ours.
 *
 * <pre>
 *            enter()             exit(error)
 *     NEW ------------> ENTERED ------------> LEFT     error absorbed: cancelledCaught
 *
 *     cancel() or the deadline, in any state: cancelCalled, for good; the first reason wins
 * </pre>
 *
 * A scope belongs to the thread that entered it, and is left by it. All else may be
 * called from any thread. No method but those that run a body waits for anything.
 */
public final class CancelScope extends ScopeNode {

	/** Made when one is set: most scopes have none. */
	private volatile @Nullable Deadline deadline;

	private volatile State state = State.NEW;

	/** What the thread was in before, which is not the parent in a root scope. */
	private @Nullable CancelScope previous;

	private volatile boolean cancelledCaught;

	CancelScope(@Nullable CancelScope parent, boolean shield) {
		super(parent, shield);
	}

	/**
	 * Runs {@code action} and cancels it when {@code time} is over. Returns after the
	 * action has ended, however long it takes to notice. It is trio's
	 * {@code move_on_after}.
	 * @param time how long the action may take
	 * @param action what to do
	 * @param <X> what the action throws
	 * @return whether the time cut the action off; false if the action ended by itself,
	 * be it late
	 * @throws X what the action threw
	 * @throws ScopeCancelledException if a scope around this one is cancelled
	 */
	public static <X extends Exception> boolean moveOnAfter(Duration time, TaskAction<X> action) throws X {
		CancelScope scope = create();
		scope.cancelAfter(time);
		return !scope.completes(action);
	}

	/**
	 * Runs {@code body} and cancels it when {@code time} is over. Returns after the body
	 * has ended, however long it takes to notice. It is trio's {@code fail_after}.
	 * @param time how long the body may take
	 * @param body what to do
	 * @param <T> what the body returns
	 * @param <X> what the body throws
	 * @return what the body returned, be it late
	 * @throws X what the body threw
	 * @throws DeadlineExceededException if the time cut the body off
	 * @throws ScopeCancelledException if a scope around this one is cancelled
	 */
	public static <T extends @Nullable Object, X extends Exception> T failAfter(Duration time, TaskBody<T, X> body)
			throws X {
		CancelScope scope = create();
		scope.cancelAfter(time);
		return scope.call(body, (cancellation) -> exceeded(time, cancellation));
	}

	/**
	 * As {@link #failAfter(Duration, TaskBody)}, for a body that returns nothing.
	 * @param time how long the action may take
	 * @param action what to do
	 * @param <X> what the action throws
	 * @throws X what the action threw
	 * @throws DeadlineExceededException if the time cut the action off
	 */
	public static <X extends Exception> void failAfter(Duration time, TaskAction<X> action) throws X {
		CancelScope.<@Nullable Object, X>failAfter(time, () -> {
			action.run();
			return null;
		});
	}

	/**
	 * Runs {@code body} out of reach of the scopes around it: for clean-up that has to
	 * block. Their interrupts are taken off the thread and set again afterwards; those
	 * from elsewhere are not. Give it a time of its own with
	 * {@link #moveOnAfter(Duration, TaskAction)} inside.
	 * @param body what to do
	 * @param <T> what the body returns
	 * @param <X> what the body throws
	 * @return what the body returned
	 * @throws X what the body threw
	 */
	public static <T extends @Nullable Object, X extends Exception> T shielded(TaskBody<T, X> body) throws X {
		return shield().call(body);
	}

	/**
	 * As {@link #shielded(TaskBody)}, for a body that returns nothing.
	 * @param action what to do
	 * @param <X> what the action throws
	 * @throws X what the action threw
	 */
	public static <X extends Exception> void shielded(TaskAction<X> action) throws X {
		CancelScope.<@Nullable Object, X>shielded(() -> {
			action.run();
			return null;
		});
	}

	/**
	 * Runs {@code body} in a scope that it, or whoever it hands the scope to, can cancel.
	 * <p>
	 * Must be given a block, {@code (scope) -> { return .. }}: of an expression, or a
	 * block that only throws, the compiler cannot tell whether a value is meant.
	 * @param body what to do
	 * @param <T> what the body returns
	 * @param <X> what the body throws
	 * @return what the body returned
	 * @throws X what the body threw
	 * @throws ScopeCancelledException if the body was cut off by the cancel, so that
	 * there is no value to return; or if a scope around this one is cancelled
	 */
	public static <T extends @Nullable Object, X extends Exception> T run(ScopeBody<T, X> body) throws X {
		CancelScope scope = create();
		return scope.<T, X>call(() -> body.run(scope),
				(cancellation) -> new ScopeCancelledException("The scope was cancelled before it had a value",
						cancellation));
	}

	/**
	 * As {@link #run(ScopeBody)}, for a body that returns nothing; the cancel is absorbed
	 * wherever it cut the body off.
	 * @param action what to do
	 * @param <X> what the action throws
	 * @throws X what the action threw
	 * @throws ScopeCancelledException if a scope around this one is cancelled
	 */
	public static <X extends Exception> void run(ScopeAction<X> action) throws X {
		CancelScope scope = create();
		scope.completes(() -> action.run(scope));
	}

	/**
	 * Throws if the calling thread's scope is effectively cancelled, or the thread was
	 * interrupted from elsewhere; else does nothing. To be called now and then by what
	 * computes for long without blocking.
	 * @throws ScopeCancelledException if so; its cause is the error that led to the
	 * cancel, if there is one. The interrupt flag is set.
	 */
	public static void checkpoint() {
		// Before the scopes: they are marked before their threads are interrupted.
		boolean interrupted = Thread.currentThread().isInterrupted();
		ScopedThread here = ScopedThread.current();
		CancelReason why = (here != null) ? here.effectiveReason() : null;
		if (here != null && why != null) {
			here.remind();
			throw why.toException();
		}
		if (interrupted) {
			throw new ScopeCancelledException("The thread was interrupted", null);
		}
	}

	/**
	 * For the engine: a checkpoint for what belongs to {@code scope} and may be used by
	 * any thread. On a thread inside of the scope it is {@link #checkpoint()}, and so
	 * respects shields; on any other it also throws if the scope is effectively
	 * cancelled, and then leaves the interrupt flag alone.
	 * @param scope the scope
	 * @throws ScopeCancelledException if so
	 */
	public static void checkpoint(CancelScope scope) {
		checkpoint();
		CancelReason why = scope.effectiveReason();
		if (why != null && !scope.enclosesCaller()) {
			throw why.toException();
		}
	}

	/**
	 * Whether {@code error} is how a cancelled task ends:
	 * {@link ScopeCancelledException}, {@link InterruptedException} or one of the JDK's
	 * exceptions for interrupted I/O, or anything with one of these in its chain of
	 * causes.
	 * @param error what a body threw, or null
	 * @return true if it is a cancellation
	 */
	public static boolean isCancellation(@Nullable Throwable error) {
		return Cancellation.is(error);
	}

	/**
	 * How long the calling thread has until the first deadline around it, as far as it is
	 * not shielded from it. It is trio's {@code current_effective_deadline}.
	 * @return the time left, negative if it is over; null if there is no deadline
	 */
	public static @Nullable Duration remaining() {
		Long nearest = null;
		for (CancelScope scope = current(); scope != null; scope = scope.reachable()) {
			Deadline deadline = scope.deadline;
			Long left = (deadline != null) ? deadline.left() : null;
			if (left != null && (nearest == null || left < nearest)) {
				nearest = left;
			}
		}
		return (nearest != null) ? Duration.ofNanos(nearest) : null;
	}

	/**
	 * For the engine: the innermost scope the calling thread is in.
	 * @return the scope, or null
	 */
	public static @Nullable CancelScope current() {
		ScopedThread here = ScopedThread.current();
		return (here != null) ? here.innermost() : null;
	}

	/**
	 * For the engine: a scope inside of the calling thread's current one, if there is
	 * one. Nothing holds it until it is entered.
	 * @return a scope to be entered by this thread
	 */
	public static CancelScope create() {
		return new CancelScope(current(), false);
	}

	/**
	 * For the engine: a scope inside of no other, wherever its thread is. Nothing holds
	 * it until it is entered; cancelled before, it is entered as a cancelled one.
	 * @return a scope to be entered by any one thread
	 */
	public static CancelScope root() {
		return new CancelScope(null, false);
	}

	static CancelScope shield() {
		return new CancelScope(current(), true);
	}

	/**
	 * Cancels this scope: its threads are interrupted, also those of the scopes and
	 * nurseries in it. Returns at once. Does nothing if it was cancelled before.
	 */
	public void cancel() {
		cancel("cancel() was called", null);
	}

	/**
	 * For the engine: as {@link #cancel()}, and says why. May be called holding any lock:
	 * it takes none but those of scopes, each for a moment, and calls nothing but
	 * {@link Thread#interrupt()}, which closes an interruptible channel its thread is
	 * blocked on.
	 * @param why the reason, to stand behind a colon
	 * @param cause the error behind it, if there is one
	 */
	public void cancel(String why, @Nullable Throwable cause) {
		if (mark(new CancelReason(why, cause))) {
			stopDeadline();
			interruptThreads();
		}
	}

	/**
	 * For the engine: sets the deadline, at which this scope cancels itself. Of several
	 * the earliest counts. It ends with the scope, or with its cancel.
	 * @param time how long from now on; at once if not positive
	 */
	public void cancelAfter(Duration time) {
		Deadline deadline = deadline();
		deadline.set(time, () -> cancel("its time of " + time + " is over", null));
		// They may not have seen it.
		if (this.state == State.LEFT || cancelCalled()) {
			deadline.stop();
		}
	}

	private synchronized Deadline deadline() {
		Deadline deadline = this.deadline;
		if (deadline == null) {
			deadline = new Deadline();
			this.deadline = deadline;
		}
		return deadline;
	}

	private void stopDeadline() {
		Deadline deadline = this.deadline;
		if (deadline != null) {
			deadline.stop();
		}
	}

	/**
	 * Whether this scope itself was cancelled, by call or by its deadline.
	 * @return true once it was
	 */
	public boolean cancelCalled() {
		return reason() != null;
	}

	/**
	 * Whether this scope has ended because it was cancelled: its body was cut off, and
	 * the cancellation ended here.
	 * @return true once it has
	 */
	public boolean cancelledCaught() {
		return this.cancelledCaught;
	}

	/**
	 * Whether checkpoints in this scope throw: it is cancelled, or one around it is, up
	 * to the next shield.
	 * @return true once they do
	 */
	public boolean effectivelyCancelled() {
		return effectiveReason() != null;
	}

	/**
	 * For the engine: whether the calling thread is inside of this scope, shielded or
	 * not: entered it, or runs a task of a nursery in it.
	 * @return true if it is
	 */
	public boolean enclosesCaller() {
		CancelScope scope = current();
		while (scope != null && scope != this) {
			scope = scope.parent();
		}
		return scope == this;
	}

	/**
	 * For the engine: where the threads are that are in this scope.
	 * @return their stacks by name, as of now; none of threads that have left meanwhile
	 */
	public Map<String, List<StackTraceElement>> stacks() {
		Map<String, List<StackTraceElement>> stacks = new TreeMap<>();
		for (ScopedThread owner : threads()) {
			List<StackTraceElement> stack = List.of(owner.thread().getStackTrace());
			if (!stack.isEmpty()) {
				stacks.put(owner.thread().getName(), stack);
			}
		}
		return stacks;
	}

	/**
	 * For the engine: enters this scope, to be followed by {@link #exit(Throwable)} in
	 * any case. Does not throw if the scope is cancelled, the first checkpoint does.
	 * @throws IllegalStateException if it was entered before, or is not inside of the
	 * scope this thread is in
	 */
	public void enter() {
		CancelScope around = current();
		if (this.state != State.NEW || (parent() != null && around != null && parent() != around)) {
			throw new IllegalStateException("Only a new scope made where it is entered can be entered");
		}
		ScopedThread here = ScopedThread.orNew();
		this.previous = around;
		this.state = State.ENTERED;
		attach(here);
		here.enter(this);
	}

	/**
	 * For the engine: leaves this scope. The interrupt flag becomes what the scope around
	 * this one, or the outside, made it.
	 * @param error what the body threw, or null if it returned
	 * @return whether {@code error} is absorbed: it is a cancellation, this scope was
	 * cancelled, and none around it is; if not, it is to be thrown on
	 * @throws IllegalStateException if this is not the scope the calling thread is in
	 */
	public boolean exit(@Nullable Throwable error) {
		ScopedThread here = ScopedThread.current();
		if (here == null || here.innermost() != this) {
			throw new IllegalStateException("Scopes are left by the thread that entered them, the last one first");
		}
		this.state = State.LEFT;
		stopDeadline();
		here.leaveTo(this.previous);
		detach();
		this.previous = null;
		CancelScope around = reachable();
		if (error == null || !cancelCalled() || !isCancellation(error)
				|| (around != null && around.effectivelyCancelled())) {
			return false;
		}
		this.cancelledCaught = true;
		Cancellation.drop(error);
		return true;
	}

	<T extends @Nullable Object, X extends Exception> T call(TaskBody<T, X> body) throws X {
		enter();
		try {
			return body.run();
		}
		finally {
			exit(null);
		}
	}

	private <T extends @Nullable Object, X extends Exception> T call(TaskBody<T, X> body,
			Function<Throwable, RuntimeException> cutOff) throws X {
		enter();
		T value;
		try {
			value = body.run();
		}
		catch (Throwable ex) {
			if (exit(ex)) {
				throw cutOff.apply(ex);
			}
			throw ex;
		}
		exit(null);
		return value;
	}

	private <X extends Exception> boolean completes(TaskAction<X> action) throws X {
		enter();
		try {
			action.run();
		}
		catch (Throwable ex) {
			if (exit(ex)) {
				return false;
			}
			throw ex;
		}
		exit(null);
		return true;
	}

	private static DeadlineExceededException exceeded(Duration time, Throwable cancellation) {
		DeadlineExceededException exceeded = new DeadlineExceededException("Not done within " + time);
		// Shows where it was cut off. Not as the cause, or it were a cancellation itself.
		exceeded.addSuppressed(cancellation);
		return exceeded;
	}

	private enum State {

		NEW, ENTERED, LEFT

	}

}
