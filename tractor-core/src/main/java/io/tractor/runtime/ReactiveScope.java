package io.tractor.runtime;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.tractor.ChildContext;
import io.tractor.stream.Reaction;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * What a reactive body or endpoint is known by in its Reactor context: the contexts that
 * are opened in it inherit its time, are cut off with it, and end before it does.
 */
final class ReactiveScope {

	private final Reaction owner;

	private final @Nullable ChildContext<?, ?, ?> task;

	private final Supplier<@Nullable Duration> remaining;

	private final Set<ReactiveBody<?, ?, ?, ?, ?>> inside = new LinkedHashSet<>();

	private boolean left;

	private boolean cutOff;

	/**
	 * A scope.
	 * @param owner told when there is nobody inside any more
	 * @param task the endpoint's context that it works for, or null
	 * @param remaining how much time is left, null if there is no limit
	 */
	ReactiveScope(Reaction owner, @Nullable ChildContext<?, ?, ?> task, Supplier<@Nullable Duration> remaining) {
		this.owner = owner;
		this.task = task;
		this.remaining = remaining;
	}

	/** The scope that a subscriber is in, or null. */
	static @Nullable ReactiveScope of(ContextView subscriber) {
		return subscriber.getOrDefault(ReactiveScope.class, null);
	}

	@Nullable ChildContext<?, ?, ?> task() {
		return this.task;
	}

	@Nullable Duration remaining() {
		return this.remaining.get();
	}

	/**
	 * Takes a body in.
	 * @return whether it may begin; false if this has been left
	 */
	synchronized boolean enter(ReactiveBody<?, ?, ?, ?, ?> body) {
		if (!this.left && !this.cutOff) {
			this.inside.add(body);
		}
		return !this.left && !this.cutOff;
	}

	void exit(ReactiveBody<?, ?, ?, ?, ?> body) {
		boolean last;
		synchronized (this) {
			last = this.inside.remove(body) && this.inside.isEmpty();
		}
		if (last) {
			this.owner.changed();
		}
	}

	/** Cuts off who is inside; nobody enters any more. */
	void cutOff() {
		List<ReactiveBody<?, ?, ?, ?, ?>> inside;
		synchronized (this) {
			this.cutOff = true;
			inside = List.copyOf(this.inside);
		}
		inside.forEach(ReactiveBody::cutOffFromAround);
	}

	/**
	 * Leaves, if nobody is inside.
	 * @return whether nobody is, nor ever will be
	 */
	synchronized boolean leave() {
		this.left = this.left || this.inside.isEmpty();
		return this.left;
	}

}
