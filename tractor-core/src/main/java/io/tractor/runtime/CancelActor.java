package io.tractor.runtime;

import io.tractor.ChildContext;
import io.tractor.Context;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint behind {@link io.tractor.Portal#cancelActor()}, served by an actor that
 * allows it.
 */
final class CancelActor {

	static final String NAME = "tractor.cancel-actor";

	private final Actor actor;

	CancelActor(Actor actor) {
		this.actor = actor;
	}

	/**
	 * Cancels whatever else the actor serves.
	 * @param ctx the caller's context
	 * @return whether all of that has ended
	 */
	@Context(NAME)
	public boolean cancel(ChildContext<@Nullable Void, Void, Void> ctx) {
		ctx.started();
		return this.actor.cancelServed(ctx);
	}

}
