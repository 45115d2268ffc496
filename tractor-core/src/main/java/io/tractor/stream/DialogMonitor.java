package io.tractor.stream;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.tractor.dialog.Dialog;
import io.tractor.dialog.End;
import io.tractor.dialog.Outlet;
import org.jspecify.annotations.Nullable;

/**
 * One side's dialog with what is queued for it and the threads that wait for it: the
 * place where the dialog's events are serialised. The lock is held for a transition and
 * for copying bytes, never across an encode, a decode, a callback or a wait.
 * <p>
 * Every wait here ends by its event, by the dialog's end or cut-off, or by an interrupt,
 * which is how a cancelled scope reaches its threads.
 * <p>
 * What a side is made of are layers of one object rather than objects: an open context is
 * to take little of the heap, and they all need the one lock. {@link FramedDialog} adds
 * the wire, {@link Exchange} the stream's operations.
 *
 * @param <D> the side's state machine
 */
abstract class DialogMonitor<D extends Dialog> {

	private static final Reaction[] NONE = {};

	final ReentrantLock lock = new ReentrantLock();

	private final Waiters waiters = new Waiters();

	/** Guarded by the lock. */
	final Outbox outbox = new Outbox();

	/** Guarded by the lock. */
	final Inbox inbox = new Inbox();

	/** Guarded by the lock, but for what never changes of it. */
	final D dialog;

	private volatile boolean ended;

	/** Who acts on changes rather than waiting for them. Replaced under the lock. */
	private volatile Reaction[] reactions = NONE;

	/** How many are finding that the dialog fails. Written under the lock. */
	private volatile int finding;

	DialogMonitor(Function<Outlet, D> dialog) {
		this.dialog = dialog.apply(this.outbox);
	}

	// What a side adds. None but the first is called with the lock held.

	/**
	 * Notes what {@link #transitioned} is to act on.
	 * @param dialog the dialog, changed
	 */
	protected abstract void changed(D dialog);

	/** Acts on a transition: cuts the side's task off if it is to be. */
	protected abstract void transitioned();

	/** Says that something may be queued for the wire. */
	protected abstract void flush();

	/** As {@link #flush}, for what may wait a moment. */
	protected void flushSoon() {
		flush();
	}

	// The dialog's state

	/** Reads the dialog's state. */
	protected final <T extends @Nullable Object> T read(Function<? super D, T> question) {
		this.lock.lock();
		try {
			return question.apply(this.dialog);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * How the dialog ended.
	 * @return the end, or null if it has not
	 */
	public final @Nullable End end() {
		return this.<@Nullable End>read(Dialog::end);
	}

	/** Whether the dialog has ended. */
	protected final boolean ended() {
		return this.ended;
	}

	// Transitions

	/** Makes a transition, and wakes, cuts off and flushes what it concerns. */
	protected final <T extends @Nullable Object> T update(Function<? super D, T> transition) {
		return update(transition, true);
	}

	private <T extends @Nullable Object> T update(Function<? super D, T> transition, boolean atOnce) {
		T result;
		boolean queued;
		Waiter over;
		this.lock.lock();
		try {
			result = transition.apply(this.dialog);
			over = settle();
			queued = !this.outbox.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
		Waiters.wake(over);
		transitioned();
		if (queued && atOnce) {
			flush();
		}
		else if (queued) {
			flushSoon();
		}
		react();
		return result;
	}

	/** As {@link #update}, for a transition without a result. */
	protected final void change(Consumer<? super D> transition) {
		this.<@Nullable Object>update((dialog) -> {
			transition.accept(dialog);
			return null;
		});
	}

	/** As {@link #change}, for a message that may wait a moment for the next one. */
	protected final void changeUnhurried(Consumer<? super D> transition) {
		this.<@Nullable Object>update((dialog) -> {
			transition.accept(dialog);
			return null;
		}, false);
	}

	/** What there is to do after a transition, under the lock. */
	final @Nullable Waiter settle() {
		this.ended = this.dialog.end() != null;
		if (this.dialog.buffered() == 0) {
			this.inbox.clear();
		}
		changed(this.dialog);
		return over();
	}

	/** Those whose wait is over, to be woken without the lock that this needs. */
	final @Nullable Waiter over() {
		return this.waiters.over();
	}

	// Those who act on changes

	/**
	 * Tells those who act on changes that there was one. Those who came last are told
	 * first: what is inside of a task hears of an error before the task is cut off. Not
	 * with the lock held.
	 */
	protected final void react() {
		Reaction.changed(this.reactions);
	}

	/**
	 * Has somebody find how the dialog fails, and tell of it, before anybody
	 * {@linkplain #isFinding() cuts off} what is inside: also who finds an error hears of
	 * it before the task around is cut off.
	 * @param finding finds it, and tells of it
	 */
	public final void reactAfter(Runnable finding) {
		finding(1);
		try {
			finding.run();
		}
		finally {
			finding(-1);
			react();
		}
	}

	private void finding(int more) {
		this.lock.lock();
		try {
			this.finding += more;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Whether somebody who finds how the dialog fails has yet to tell of it. Who is to
	 * cut off a task or body asks this after having seen that, and if so waits to be told
	 * again: it may have been told of something that happened before.
	 * @return true if those who act on changes will be told once more
	 */
	protected final boolean isFinding() {
		return this.finding > 0;
	}

	/**
	 * Has a reaction be told of every change, and of values that arrive, from now on.
	 * What there is already it has to look for itself.
	 * @param reaction who is told
	 */
	public final void tell(Reaction reaction) {
		this.lock.lock();
		try {
			Reaction[] more = Arrays.copyOf(this.reactions, this.reactions.length + 1);
			more[more.length - 1] = reaction;
			this.reactions = more;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Has a reaction be told no longer. Does nothing if it is not.
	 * @param reaction who is told
	 */
	public final void forget(Reaction reaction) {
		this.lock.lock();
		try {
			this.reactions = Arrays.stream(this.reactions).filter((told) -> told != reaction).toArray(Reaction[]::new);
		}
		finally {
			this.lock.unlock();
		}
	}

	// Those who wait

	/**
	 * Waits until the dialog is as asked.
	 * @param condition what is waited for
	 * @param timeout how long at most, or null for as long as it takes
	 * @return whether it came true
	 * @throws InterruptedException if the thread is interrupted before it did
	 */
	protected final boolean await(Predicate<? super D> condition, @Nullable Duration timeout)
			throws InterruptedException {
		return await(() -> condition.test(this.dialog), (timeout != null) ? timeout.toNanos() : Long.MAX_VALUE);
	}

	/** As {@link #await(Predicate, Duration)}, {@link Long#MAX_VALUE} being for ever. */
	final boolean await(BooleanSupplier condition, long nanos) throws InterruptedException {
		Waiter waiter;
		this.lock.lock();
		try {
			if (condition.getAsBoolean()) {
				return true;
			}
			if (nanos <= 0) {
				return false;
			}
			waiter = new Waiter(condition);
			this.waiters.add(waiter);
		}
		finally {
			this.lock.unlock();
		}
		try {
			if (nanos == Long.MAX_VALUE) {
				waiter.park();
				return true;
			}
			waiter.park(nanos);
		}
		catch (InterruptedException ex) {
			if (gaveUp(waiter)) {
				throw ex;
			}
			// It came true first: the interrupt is for what comes next.
			Thread.currentThread().interrupt();
			return true;
		}
		return !gaveUp(waiter);
	}

	/** Ends a wait; false if what was waited for has come true. */
	private boolean gaveUp(Waiter waiter) {
		this.lock.lock();
		try {
			return this.waiters.remove(waiter);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Has those that wait to receive ask whether they are to give up. */
	final void wake() {
		Waiter over;
		this.lock.lock();
		try {
			over = over();
		}
		finally {
			this.lock.unlock();
		}
		Waiters.wake(over);
	}

}
