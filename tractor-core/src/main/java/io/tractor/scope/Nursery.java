package io.tractor.scope;

import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.tractor.ChildContext;
import io.tractor.CurrentContext;
import io.tractor.ScopeCancelledException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks that end together: {@code Nursery.run((nursery) -> { nursery.start(task); .. })}.
 * Each runs on a thread of its own, in a scope inside of the nursery's, and works for the
 * {@linkplain ChildContext#current() context} of whoever started it. What Micrometer's
 * context propagation knows of the starting thread goes along, if that is on the class
 * path. It is trio's.
 */
public final class Nursery {

	private static final Logger LOG = LoggerFactory.getLogger(Nursery.class);

	private final CancelScope scope = CancelScope.create();

	private final Consumer<Runnable> threads;

	/** Held for a moment only: no scope is cancelled and no thread started under it. */
	private final ReentrantLock lock = new ReentrantLock();

	private final Condition allEnded = this.lock.newCondition();

	/** The body counts as one, as long as it runs. */
	private int live = 1;

	/** The first genuine error of a task or the body. */
	private @Nullable Throwable failure;

	/**
	 * The first exception that is a cancellation, but not by a scope: an interrupt from
	 * elsewhere.
	 */
	private @Nullable Throwable stray;

	/** A cancel kept the body, a task or the wait for them from going to its end. */
	private boolean cutOff;

	Nursery(Consumer<Runnable> threads) {
		this.threads = threads;
	}

	/**
	 * Runs {@code body}, which starts tasks, and waits for all of them. Returns after
	 * every task has ended, however long that takes, also if they were cancelled. The
	 * first failure, of a task or the body, cancels all the others and the body, whose
	 * thread is interrupted; so does a cancel around the nursery, and an interrupt of the
	 * thread while it waits.
	 * <p>
	 * Must be given a block, {@code (nursery) -> { return .. }}: of an expression, or a
	 * block that only throws, the compiler cannot tell whether a value is meant.
	 * @param body starts the tasks, and may work along with them
	 * @param <T> what the body returns
	 * @param <X> what the body throws
	 * @return what the body returned
	 * @throws X what the body threw. If a task was the first to fail, what it threw comes
	 * out, the same object, also an {@link Error}, and a checked exception undeclared.
	 * Later failures are suppressed on the first; how tasks end by being cancelled is no
	 * failure.
	 * @throws ScopeCancelledException if {@link #cancel()} cut the body off before it had
	 * a value; if a scope around the nursery was cancelled; or if the thread was
	 * interrupted while it waited, and then the interrupt flag is set
	 */
	public static <T extends @Nullable Object, X extends Exception> T run(NurseryBody<T, X> body) throws X {
		return new Nursery((task) -> TaskThreads.start("task", task)).call(body);
	}

	/**
	 * As {@link #run(NurseryBody)}, for a body that returns nothing; {@link #cancel()} is
	 * absorbed wherever it cut the body off.
	 * @param action starts the tasks, and may work along with them
	 * @param <X> what the action throws
	 * @throws X what the action threw
	 */
	public static <X extends Exception> void run(NurseryAction<X> action) throws X {
		new Nursery((task) -> TaskThreads.start("task", task)).call(action);
	}

	<T extends @Nullable Object, X extends Exception> T call(NurseryBody<T, X> body) throws X {
		Blocking.check("Nursery.run(..)", "Flux.merge(..) and the like");
		this.scope.enter();
		T value;
		try {
			value = body.run(this);
		}
		catch (Throwable ex) {
			close(ex);
			throw new ScopeCancelledException("The nursery was cancelled before its body had a value", ex);
		}
		close(null);
		return value;
	}

	<X extends Exception> void call(NurseryAction<X> action) throws X {
		Blocking.check("Nursery.run(..)", "Flux.merge(..) and the like");
		this.scope.enter();
		Throwable error = null;
		try {
			action.run(this);
		}
		catch (Throwable ex) {
			error = ex;
		}
		close(error);
	}

	/**
	 * Starts a task. Returns at once. In a nursery that is cancelled it is started all
	 * the same, and runs to its first checkpoint, so that what was handed to it is
	 * cleaned up. May be called from any thread, above all from tasks of this nursery.
	 * @param body what to do
	 * @param <T> what the task returns
	 * @return the task, to ask for its value
	 * @throws IllegalStateException if the nursery has ended
	 * @throws OutOfMemoryError if there is no thread to be had; nothing was started
	 */
	public <T extends @Nullable Object> Task<T> start(TaskBody<T, ?> body) {
		Objects.requireNonNull(body, "body");
		ChildContext<?, ?, ?> context = CurrentContext.get();
		ThreadBound bound = ThreadBound.capture();
		TaskBody<T, ?> along = (bound != null) ? bound.around(body) : body;
		Started<T> task = new Started<>(this, along, context);
		begin();
		try {
			this.threads.accept(task);
		}
		catch (Throwable ex) {
			ended();
			throw ex;
		}
		return task;
	}

	/**
	 * As {@link #start(TaskBody)}, for a task that returns nothing.
	 * @param action what to do
	 * @return the task, to wait for its end
	 */
	public Task<@Nullable Void> start(TaskAction<?> action) {
		Objects.requireNonNull(action, "action");
		return this.<@Nullable Void>start(() -> {
			action.run();
			return null;
		});
	}

	/**
	 * Cancels the body and the tasks: the nursery's scope. Returns at once.
	 */
	public void cancel() {
		this.scope.cancel("cancel() was called on its nursery", null);
	}

	/**
	 * The scope of this nursery.
	 * @return the scope, of which each task's is a child
	 */
	public CancelScope cancelScope() {
		return this.scope;
	}

	private <T extends @Nullable Object> void runTask(Task<T> task, TaskBody<T, ?> body,
			@Nullable ChildContext<?, ?, ?> context) {
		CurrentContext.set(context);
		try {
			task.returned(new CancelScope(this.scope, false).call(body));
		}
		catch (Throwable ex) {
			if (isCutOff(ex)) {
				task.cancelled(ex);
				cutOff();
				Cancellation.drop(ex);
			}
			else {
				task.failed(ex);
				failed(ex);
			}
		}
		finally {
			CurrentContext.set(null);
			ended();
		}
	}

	private boolean isCutOff(Throwable error) {
		return CancelScope.isCancellation(error) && this.scope.effectivelyCancelled();
	}

	private void begin() {
		this.lock.lock();
		try {
			if (this.live == 0) {
				throw new IllegalStateException("This nursery has ended: start tasks while its body or a task runs");
			}
			this.live++;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * The body or a task has ended.
	 */
	private void ended() {
		this.lock.lock();
		try {
			this.live--;
			if (this.live == 0) {
				this.allEnded.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void cutOff() {
		this.lock.lock();
		try {
			this.cutOff = true;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void failed(Throwable error) {
		Throwable first = null;
		this.lock.lock();
		try {
			if (CancelScope.isCancellation(error)) {
				this.stray = (this.stray != null) ? this.stray : error;
			}
			else if (this.failure == null) {
				this.failure = error;
			}
			else {
				first = this.failure;
			}
		}
		finally {
			this.lock.unlock();
		}
		if (first != null) {
			suppress(error, first);
		}
		this.scope.cancel("its nursery failed", error);
	}

	private static void suppress(Throwable later, Throwable first) {
		if (later == first) {
			return;
		}
		int before = first.getSuppressed().length;
		first.addSuppressed(later);
		if (first.getSuppressed().length == before) {
			LOG.warn("A later failure in a nursery, which the first does not take as suppressed", later);
		}
	}

	/**
	 * Waits for the tasks, leaves the scope, and throws what is to come out, if anything.
	 * @param error what the body threw, or null
	 */
	private void close(@Nullable Throwable error) {
		if (error != null && isCutOff(error)) {
			cutOff();
		}
		else if (error != null) {
			failed(error);
		}
		ended();
		awaitTasks();
		Throwable first = (this.failure != null) ? this.failure : this.stray;
		if (first != null) {
			// Not to be absorbed by this scope, which was cancelled because of it.
			this.scope.exit(null);
			if (error != first && CancelScope.isCancellation(error)) {
				Cancellation.drop(error);
			}
			throw Unchanged.of(first);
		}
		Throwable cancellation = (error != null || !this.cutOff) ? error : reason();
		if (!this.scope.exit(cancellation) && cancellation != null) {
			throw Unchanged.of(cancellation);
		}
	}

	private ScopeCancelledException reason() {
		return Objects.requireNonNull(this.scope.effectiveReason()).toException();
	}

	private void awaitTasks() {
		try {
			untilAllEnded();
			return;
		}
		catch (InterruptedException ex) {
			Interrupts.caught();
		}
		if (this.scope.effectivelyCancelled()) {
			cutOff();
		}
		else {
			failed(new ScopeCancelledException("The thread was interrupted while it waited for its nursery", null));
		}
		Interrupts.heldBack(this::untilAllEnded);
	}

	private void untilAllEnded() throws InterruptedException {
		this.lock.lock();
		try {
			while (this.live > 0) {
				this.allEnded.await();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A task as its thread knows it, in one object: there may be many that wait.
	 */
	static final class Started<T extends @Nullable Object> extends Task<T> implements Runnable {

		private final Nursery nursery;

		private @Nullable TaskBody<T, ?> body;

		private @Nullable ChildContext<?, ?, ?> context;

		Started(Nursery nursery, TaskBody<T, ?> body, @Nullable ChildContext<?, ?, ?> context) {
			this.nursery = nursery;
			this.body = body;
			this.context = context;
		}

		@Override
		public void run() {
			TaskBody<T, ?> body = Objects.requireNonNull(this.body);
			ChildContext<?, ?, ?> context = this.context;
			// Who keeps the task to ask for its value is not to keep all that it needed.
			this.body = null;
			this.context = null;
			this.nursery.runTask(this, body, context);
		}

	}

}
