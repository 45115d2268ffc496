package io.tractor.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The contexts that are live in an actor, those that it opened and those that it serves:
 * counts them, and lets wait for their end. Takes none once it is closed. Thread-safe.
 */
final class LiveContexts {

	private final Set<ParentLink<?, ?, ?>> opened = ConcurrentHashMap.newKeySet();

	private final Set<ChildLink<?, ?, ?>> served = ConcurrentHashMap.newKeySet();

	private final Tally ofOpened = new Tally();

	private final Tally ofServed = new Tally();

	private final ReentrantLock lock = new ReentrantLock();

	/** Signalled when a context has ended, while somebody waits. */
	private final Condition fewer = this.lock.newCondition();

	/** How many wait. Written under the lock. */
	private volatile int waiting;

	/** Whether new contexts are refused while those there are may finish. */
	private volatile boolean draining;

	private volatile boolean closed;

	// They come and go

	/**
	 * Takes a context in that is about to be opened.
	 * @return whether it may be: not if this is closed
	 */
	boolean add(ParentLink<?, ?, ?> context) {
		this.opened.add(context);
		// Looked at afterwards: who closes this looks for contexts afterwards, too.
		if (this.closed) {
			this.opened.remove(context);
			return false;
		}
		this.ofOpened.begun();
		return true;
	}

	/**
	 * Takes a context in that has arrived. It is live until its end, also if it is
	 * refused.
	 * @return whether it may go on: not if this is closed, or about to be
	 */
	boolean add(ChildLink<?, ?, ?> context) {
		this.served.add(context);
		this.ofServed.begun();
		return !this.closed && !this.draining;
	}

	void ended(ParentLink<?, ?, ?> context) {
		if (this.opened.remove(context)) {
			this.ofOpened.ended(context.end());
			context.tellEnd();
			signalIfAwaited();
		}
	}

	void ended(ChildLink<?, ?, ?> context) {
		if (this.served.remove(context)) {
			this.ofServed.ended(context.end());
			context.tellEnd();
			signalIfAwaited();
		}
	}

	/** Lets none arrive any more; opens further ones for those that there are. */
	void drain() {
		this.draining = true;
	}

	/** Takes none any more. */
	void close() {
		this.closed = true;
	}

	void reopen() {
		this.closed = false;
		this.draining = false;
	}

	// What there is

	/** Those that were opened here, as they are at any time. */
	Collection<ParentLink<?, ?, ?>> opened() {
		return Collections.unmodifiableCollection(this.opened);
	}

	/** Those that are served here, as they are at any time. */
	Collection<ChildLink<?, ?, ?>> served() {
		return Collections.unmodifiableCollection(this.served);
	}

	List<ContextSnapshot> snapshots() {
		List<ContextSnapshot> snapshots = new ArrayList<>(snapshotsOfOpened());
		snapshots.addAll(snapshotsOfServed());
		return snapshots;
	}

	ActorStatistics statistics() {
		return new ActorStatistics(this.ofOpened.statistics(snapshotsOfOpened()),
				this.ofServed.statistics(snapshotsOfServed()));
	}

	private List<ContextSnapshot> snapshotsOfOpened() {
		return this.opened.stream().map(ParentLink::snapshot).toList();
	}

	/**
	 * One that has told its opener how it ended is gone, also if it is being removed yet.
	 */
	private List<ContextSnapshot> snapshotsOfServed() {
		return this.served.stream().filter((context) -> !context.finished()).map(ChildLink::snapshot).toList();
	}

	// Waiting for their end

	/**
	 * Waits until none is live, on either side.
	 * @param timeout how long at most
	 * @return whether none is
	 */
	boolean awaitNone(Duration timeout) throws InterruptedException {
		return await(() -> this.opened.isEmpty() && this.served.isEmpty(), timeout);
	}

	/** As {@link #awaitNone}, of those that are served. */
	boolean awaitNoneServed(Duration timeout) throws InterruptedException {
		return await(this.served::isEmpty, timeout);
	}

	/** As {@link #awaitNone}, of these. */
	boolean awaitEndOf(Collection<?> contexts, Duration timeout) throws InterruptedException {
		return await(() -> contexts.stream().noneMatch(this::isLive), timeout);
	}

	private boolean isLive(Object context) {
		return this.opened.contains(context) || this.served.contains(context);
	}

	/** Waits for what comes true by contexts that end. */
	private boolean await(BooleanSupplier condition, Duration timeout) throws InterruptedException {
		long nanos = timeout.toNanos();
		this.lock.lock();
		try {
			this.waiting++;
			while (!condition.getAsBoolean()) {
				if (nanos <= 0) {
					return false;
				}
				nanos = this.fewer.awaitNanos(nanos);
			}
			return true;
		}
		finally {
			this.waiting--;
			this.lock.unlock();
		}
	}

	private void signalIfAwaited() {
		if (this.waiting > 0) {
			this.lock.lock();
			try {
				this.fewer.signalAll();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

}
