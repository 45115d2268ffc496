package io.tractor.demo.watch;

import io.tractor.ChildContext;
import io.tractor.Context;

/**
 * Shows what an actor's contexts do.
 */
public interface ActorWatch {

	/** The endpoint's name; its own contexts are not shown. */
	String NAME = "actor.watch";

	/**
	 * Sends the actor as it is: as the first value, and whenever it has changed. Runs
	 * until it is cancelled.
	 * @param ctx the context
	 * @throws InterruptedException if it is cancelled
	 */
	@Context(NAME)
	void watch(ChildContext<ActorView, Void, ActorView> ctx) throws InterruptedException;

}
