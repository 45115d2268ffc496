package io.tractor.scope;

import org.jspecify.annotations.Nullable;

/**
 * A thread while it is inside of scopes: from entering its outermost one to leaving it.
 * Keeps the thread's interrupt flag in step with its innermost scope, and apart from the
 * interrupts of others.
 * <p>
 * The monitor of this object guards the flag: whoever cancels looks at the innermost
 * scope and interrupts in one go, and the thread leaves a scope and clears the flag in
 * one go. So no interrupt reaches a thread that has left what was cancelled, and a pooled
 * thread carries none to its next task. Under the monitor nothing is called but
 * {@link Thread#interrupt()}, and no other lock of ours is taken.
 * <p>
 * Two interrupts that come while a lock of the JDK is waited for become one, as the lock
 * keeps the flag to itself in the meantime: then one from elsewhere passes for ours.
 */
final class ScopedThread {

	private static final ThreadLocal<ScopedThread> CURRENT = new ThreadLocal<>();

	private final Thread thread = Thread.currentThread();

	/** Written by the thread itself, under the monitor. */
	private @Nullable CancelScope innermost;

	/**
	 * How many interrupts were sent since the innermost scope is effectively cancelled.
	 */
	private int sent;

	/** Whether the flag was set by someone else before the first of them. */
	private boolean foreign;

	private ScopedThread() {
	}

	static @Nullable ScopedThread current() {
		return CURRENT.get();
	}

	/**
	 * The calling thread, to enter a scope with.
	 * @return the one there is, or a new one
	 */
	static ScopedThread orNew() {
		ScopedThread here = CURRENT.get();
		return (here != null) ? here : new ScopedThread();
	}

	@Nullable CancelScope innermost() {
		return this.innermost;
	}

	@Nullable CancelReason effectiveReason() {
		return (this.innermost != null) ? this.innermost.effectiveReason() : null;
	}

	Thread thread() {
		return this.thread;
	}

	void enter(CancelScope scope) {
		CURRENT.set(this);
		moveTo(scope);
	}

	void leaveTo(@Nullable CancelScope previous) {
		moveTo(previous);
		if (previous == null) {
			CURRENT.remove();
		}
	}

	/**
	 * Takes the calling thread out of all scopes: a thread that is kept for another task
	 * carries none over, even if someone forgot to leave one.
	 */
	static void reset() {
		ScopedThread here = CURRENT.get();
		if (here != null) {
			here.leaveTo(null);
		}
	}

	private synchronized void moveTo(@Nullable CancelScope scope) {
		this.innermost = scope;
		if (scope != null && scope.effectivelyCancelled()) {
			remind();
		}
		else if (this.sent > 0) {
			Thread.interrupted();
			if (this.foreign) {
				this.thread.interrupt();
			}
			this.sent = 0;
			this.foreign = false;
		}
	}

	/**
	 * Interrupts the thread if its innermost scope is effectively cancelled by now. From
	 * any thread.
	 */
	synchronized void deliver() {
		if (this.innermost != null && this.innermost.effectivelyCancelled()) {
			send();
		}
	}

	private void send() {
		if (this.sent == 0) {
			this.foreign = this.thread.isInterrupted();
		}
		this.sent++;
		this.thread.interrupt();
	}

	/**
	 * Sets the flag again, the innermost scope being effectively cancelled.
	 */
	synchronized void remind() {
		if (this.sent == 0) {
			send();
		}
		else {
			this.thread.interrupt();
		}
	}

	/**
	 * Sets the flag again that an {@link InterruptedException} has just cleared. If we
	 * have sent one interrupt only, and the flag is set in spite of the exception, then
	 * there were two, and one of them is not ours.
	 */
	synchronized void caught() {
		if (this.sent == 1 && this.thread.isInterrupted()) {
			this.foreign = true;
		}
		this.thread.interrupt();
	}

}
