package io.tractor.runtime;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import io.tractor.stream.ReactionThreads;

/**
 * Carries what one side has queued, on whichever thread finds that there is something:
 * one thread at a time, and nothing stays behind.
 * <p>
 * It is done in turns. In one JVM who carries a frame may find itself delivering it, and
 * then carrying what the other side answers, for as long as both sides go on. What is
 * left after a turn is carried on another thread, so that this one gets back to what it
 * was doing.
 */
public abstract class Carrier implements Runnable {

	private static final AtomicIntegerFieldUpdater<Carrier> WORK = AtomicIntegerFieldUpdater.newUpdater(Carrier.class,
			"work");

	/** Above zero while a thread carries, or is about to. */
	private volatile int work;

	/** Carries what there is; does nothing if that is being done, for then it will be. */
	protected final void carry() {
		if (WORK.getAndIncrement(this) == 0) {
			run();
		}
	}

	/** As {@link #carry()}, on another thread. */
	protected final void carryElsewhere() {
		if (WORK.getAndIncrement(this) == 0 && !runsLater()) {
			run();
		}
	}

	/** Only for who has raised the work from zero. */
	@Override
	public final void run() {
		int seen = 1;
		do {
			if (turn()) {
				seen = WORK.addAndGet(this, -seen);
			}
			else if (runsLater()) {
				return;
			}
		}
		while (seen != 0);
	}

	private boolean runsLater() {
		try {
			runLater();
			return true;
		}
		catch (RejectedExecutionException ex) {
			// It is being shut down, and the connection with it.
			return false;
		}
	}

	/**
	 * Has {@link #run()} be called on another thread: one of {@link ReactionThreads}.
	 * @throws RejectedExecutionException if there is none any more
	 */
	protected void runLater() {
		ReactionThreads.execute(this);
	}

	/**
	 * Carries some of what there is. Never by two threads at once; throws nothing.
	 * @return false if there may be more
	 */
	protected abstract boolean turn();

}
