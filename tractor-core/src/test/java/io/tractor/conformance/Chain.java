package io.tractor.conformance;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.tractor.ContextAction;
import io.tractor.Portal;
import io.tractor.runtime.Actor;

/**
 * Root, first, second, far: four actors in a row, the scenario's near one the root and
 * its far one the last, each with a context open to the next.
 */
final class Chain {

	private final List<String> endings = new CopyOnWriteArrayList<>();

	private final Gate rootIsThere = new Gate();

	private final Relay relay1;

	private final Relay relay2;

	private final Actor first;

	private final Actor second;

	private final Portal portal;

	private volatile Thread root;

	Chain(Scenarios scenarios, Relay.Doing ofFirst, Relay.Doing ofSecond) {
		this.relay1 = new Relay("first", ofFirst, this.endings);
		this.relay2 = new Relay("second", ofSecond, this.endings);
		this.first = scenarios.actor("first", this.relay1);
		this.second = scenarios.actor("second", this.relay2);
		this.relay2.to(scenarios.connect(this.second, scenarios.far()), "scripted");
		this.relay1.to(scenarios.connect(this.first, this.second), "relay");
		this.portal = scenarios.connect(scenarios.near(), this.first);
	}

	/** Opens it from the root. */
	<X extends Exception> void open(ContextAction<String, Integer, Integer, Object, X> body) throws X {
		Relay.spec(this.portal, "relay").open((ctx, first) -> {
			this.root = Thread.currentThread();
			this.rootIsThere.open();
			body.run(ctx, first);
		});
	}

	/** Waits until the root's body and both relays' are blocked. */
	void untilAllWait() throws InterruptedException {
		this.rootIsThere.pass();
		Threads.untilBlocked(this.root);
		Threads.untilBlocked(this.relay1.thread());
		Threads.untilBlocked(this.relay2.thread());
	}

	/** Notes that a task has ended. */
	void ended(String name) {
		this.endings.add(name);
	}

	/** The tasks that have ended, in their order. */
	List<String> endings() {
		return this.endings;
	}

	Relay firstRelay() {
		return this.relay1;
	}

	Relay secondRelay() {
		return this.relay2;
	}

	Actor first() {
		return this.first;
	}

	Actor second() {
		return this.second;
	}

}
