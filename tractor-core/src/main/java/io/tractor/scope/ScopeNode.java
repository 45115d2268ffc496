package io.tractor.scope;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

import org.jspecify.annotations.Nullable;

/**
 * A scope's place in the tree of scopes, through which its cancel spreads. The monitor
 * guards the children, and is held for a moment only, with no other lock of ours taken
 * under it.
 */
abstract sealed class ScopeNode permits CancelScope {

	private static final AtomicReferenceFieldUpdater<ScopeNode, @Nullable CancelReason> REASON = AtomicReferenceFieldUpdater
		.newUpdater(ScopeNode.class, CancelReason.class, "reason");

	private final @Nullable CancelScope parent;

	private final boolean shield;

	private volatile @Nullable CancelReason reason;

	/** The first of the children, which are chained: one takes no object for that. */
	private @Nullable ScopeNode first;

	/** In the parent's chain, guarded by its monitor, as the previous one is. */
	private @Nullable ScopeNode next;

	private @Nullable ScopeNode previous;

	private volatile @Nullable ScopedThread thread;

	ScopeNode(@Nullable CancelScope parent, boolean shield) {
		this.parent = parent;
		this.shield = shield;
	}

	final @Nullable CancelScope parent() {
		return this.parent;
	}

	/**
	 * The node around this one whose cancel reaches this one.
	 * @return the parent, or null above a shield and at the root
	 */
	final @Nullable CancelScope reachable() {
		return this.shield ? null : this.parent;
	}

	final @Nullable CancelReason reason() {
		return this.reason;
	}

	final @Nullable CancelReason effectiveReason() {
		for (ScopeNode node = this; node != null; node = node.reachable()) {
			CancelReason why = node.reason;
			if (why != null) {
				return why;
			}
		}
		return null;
	}

	final void attach(ScopedThread owner) {
		this.thread = owner;
		ScopeNode parent = this.parent;
		if (parent != null) {
			parent.add(this);
		}
	}

	final void detach() {
		this.thread = null;
		ScopeNode parent = this.parent;
		if (parent != null) {
			parent.remove(this);
		}
	}

	private synchronized void add(ScopeNode child) {
		ScopeNode second = this.first;
		if (second != null) {
			second.previous = child;
		}
		child.next = second;
		this.first = child;
	}

	private synchronized void remove(ScopeNode child) {
		ScopeNode next = child.next;
		ScopeNode previous = child.previous;
		if (previous != null) {
			previous.next = next;
		}
		else if (this.first == child) {
			this.first = next;
		}
		if (next != null) {
			next.previous = previous;
		}
		child.next = null;
		child.previous = null;
	}

	private synchronized List<ScopeNode> childrenInReach() {
		List<ScopeNode> inReach = new ArrayList<>();
		for (ScopeNode child = this.first; child != null; child = child.next) {
			if (!child.shield) {
				inReach.add(child);
			}
		}
		return inReach;
	}

	/**
	 * Sets the reason, if there is none.
	 * @param why the reason
	 * @return whether it was the first
	 */
	final boolean mark(CancelReason why) {
		return REASON.compareAndSet(this, null, why);
	}

	/**
	 * Interrupts the threads in this node and below it, each once. Who attaches after
	 * this has looked at its parent's children sees the mark by himself.
	 */
	final void interruptThreads() {
		threads().forEach(ScopedThread::deliver);
	}

	/**
	 * The threads in this node and below it, but for those only shielded ones have.
	 */
	final Set<ScopedThread> threads() {
		Set<ScopedThread> threads = new HashSet<>();
		Deque<ScopeNode> subtree = new ArrayDeque<>();
		for (ScopeNode node = this; node != null; node = subtree.poll()) {
			ScopedThread owner = node.thread;
			if (owner != null) {
				threads.add(owner);
			}
			subtree.addAll(node.childrenInReach());
		}
		return threads;
	}

}
