package io.tractor.soak;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.tractor.TractorException;
import io.tractor.conformance.Wire;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ContextSnapshot;

/**
 * Does to the programs what others can: cancels by their own threads and by operators,
 * lost connections.
 */
final class Chaos implements Runnable {

	private final Ledger ledger;

	private final List<Actor> actors;

	private final List<Wire.Line> lines;

	private final SplittableRandom random;

	private volatile boolean over;

	private volatile Throwable failure;

	Chaos(Ledger ledger, List<Actor> actors, List<Wire.Line> lines, long seed) {
		this.ledger = ledger;
		this.actors = actors;
		this.lines = lines;
		this.random = new SplittableRandom(seed);
	}

	void end() {
		this.over = true;
	}

	/** What it threw, which nothing it does may. */
	Throwable failure() {
		return this.failure;
	}

	@Override
	public void run() {
		try {
			while (!this.over) {
				LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(this.random.nextInt(2000)));
				strike();
			}
		}
		catch (Throwable ex) {
			this.failure = ex;
		}
	}

	private void strike() {
		switch (this.random.nextInt(30)) {
			case 0 -> this.lines.get(this.random.nextInt(this.lines.size())).lose();
			case 1, 2, 3, 4 -> cancelOne();
			default -> {
				Runnable event = this.ledger.mayHappen();
				if (event != null && this.random.nextInt(3) > 0) {
					happen(event);
				}
			}
		}
	}

	/** A cancel tells its caller, too, how a context has failed. */
	private static void happen(Runnable event) {
		try {
			event.run();
		}
		catch (TractorException ex) {
			// Those who are concerned see it for themselves.
		}
	}

	private void cancelOne() {
		Actor actor = this.actors.get(this.random.nextInt(this.actors.size()));
		List<ContextSnapshot> live = actor.contexts();
		if (!live.isEmpty()) {
			Actor canceller = this.actors.get(this.random.nextInt(this.actors.size()));
			actor.cancel(live.get(this.random.nextInt(live.size())).id(), canceller.id());
		}
	}

}
