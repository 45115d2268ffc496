package io.tractor.stream;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;

/**
 * What is done when a side's dialog changes, where a thread would be waiting for that: it
 * {@linkplain Exchange#tell is told} of each change and acts on it. Acting is serialised,
 * and the last word is never lost.
 * <p>
 * Whoever changes a dialog tells, and may be anybody: a thread that is in a scope of its
 * own, or one that must not be held up. So it happens there only if that is one of
 * Reactor's non-blocking threads, as the connection's event loop is, and else on one of
 * {@link ReactionThreads}.
 */
public abstract class Reaction implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(Reaction.class);

	private static final AtomicIntegerFieldUpdater<Reaction> WORK = AtomicIntegerFieldUpdater.newUpdater(Reaction.class,
			"work");

	/** Above zero while a thread acts, or is about to. */
	private volatile int work;

	/** Says that there may be something to do. From any thread. */
	public final void changed() {
		if (WORK.getAndIncrement(this) == 0) {
			onNonBlockingThread(this);
		}
	}

	/**
	 * Says so to several, one after the other and the last one first, also where that is
	 * on another thread.
	 * @param reactions who is told
	 */
	static void changed(Reaction[] reactions) {
		if (reactions.length == 1) {
			reactions[0].changed();
		}
		else if (reactions.length > 1) {
			onNonBlockingThread(() -> {
				for (int i = reactions.length - 1; i >= 0; i--) {
					reactions[i].changed();
				}
			});
		}
	}

	private static void onNonBlockingThread(Runnable action) {
		if (Schedulers.isInNonBlockingThread()) {
			action.run();
		}
		else {
			ReactionThreads.execute(action);
		}
	}

	/** As {@link #changed()}, for who may be held up by it: a subscriber that asks. */
	protected final void changedHere() {
		if (WORK.getAndIncrement(this) == 0) {
			run();
		}
	}

	/**
	 * Begins to act if nobody does, to be followed by {@link #run()}.
	 * @return whether the caller is the one who acts
	 */
	protected final boolean begins() {
		return this.work == 0 && WORK.compareAndSet(this, 0, 1);
	}

	/** Acts until there is nothing to do. Only for who has begun. */
	@Override
	public final void run() {
		int seen = this.work;
		do {
			try {
				act();
			}
			catch (Throwable ex) {
				logger.error("A subscriber failed, against the rules", ex);
			}
			seen = WORK.addAndGet(this, -seen);
		}
		while (seen != 0);
		afterwards();
	}

	/**
	 * Looks at how things are, and does what follows from that. Never by two threads at
	 * once; no lock is held.
	 */
	protected abstract void act();

	/** Done after acting, and not serialised: what may lead to acting again. */
	protected void afterwards() {
	}

}
