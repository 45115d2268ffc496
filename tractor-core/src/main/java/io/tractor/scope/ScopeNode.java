package io.tractor.scope;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * A scope's place in the tree of scopes, through which its cancel spreads. The monitor
 * guards the children, and is held for a moment only, with no other lock of ours taken
 * under it.
 */
final class ScopeNode {

	private final @Nullable ScopeNode parent;

	private final boolean shield;

	private final AtomicReference<@Nullable CancelReason> reason = new AtomicReference<>();

	private final Set<ScopeNode> children = new HashSet<>(2);

	private volatile @Nullable ScopedThread thread;

	ScopeNode(@Nullable ScopeNode parent, boolean shield) {
		this.parent = parent;
		this.shield = shield;
	}

	@Nullable ScopeNode parent() {
		return this.parent;
	}

	/**
	 * The node around this one whose cancel reaches this one.
	 * @return the parent, or null above a shield and at the root
	 */
	@Nullable ScopeNode reachable() {
		return this.shield ? null : this.parent;
	}

	@Nullable CancelReason reason() {
		return this.reason.get();
	}

	@Nullable CancelReason effectiveReason() {
		for (ScopeNode node = this; node != null; node = node.reachable()) {
			CancelReason why = node.reason.get();
			if (why != null) {
				return why;
			}
		}
		return null;
	}

	void attach(ScopedThread owner) {
		this.thread = owner;
		if (this.parent != null) {
			this.parent.add(this);
		}
	}

	void detach() {
		this.thread = null;
		if (this.parent != null) {
			this.parent.remove(this);
		}
	}

	private synchronized void add(ScopeNode child) {
		this.children.add(child);
	}

	private synchronized void remove(ScopeNode child) {
		this.children.remove(child);
	}

	private synchronized List<ScopeNode> childrenInReach() {
		List<ScopeNode> inReach = new ArrayList<>(this.children);
		inReach.removeIf((child) -> child.shield);
		return inReach;
	}

	/**
	 * Sets the reason, if there is none.
	 * @param why the reason
	 * @return whether it was the first
	 */
	boolean mark(CancelReason why) {
		return this.reason.compareAndSet(null, why);
	}

	/**
	 * Interrupts the threads in this node and below it, each once. Who attaches after
	 * this has looked at its parent's children sees the mark by himself.
	 */
	void interruptThreads() {
		Set<ScopedThread> threads = new HashSet<>();
		Deque<ScopeNode> subtree = new ArrayDeque<>();
		for (ScopeNode node = this; node != null; node = subtree.poll()) {
			ScopedThread owner = node.thread;
			if (owner != null) {
				threads.add(owner);
			}
			subtree.addAll(node.childrenInReach());
		}
		threads.forEach(ScopedThread::deliver);
	}

}
