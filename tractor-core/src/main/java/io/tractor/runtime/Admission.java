package io.tractor.runtime;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import io.tractor.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * Counts what an actor serves, in all and by connection, and admits no more than its
 * limits. A context has its place until its task has ended and its last frame was taken,
 * or will never be: so a peer that does not ask for what waits for it has no more of that
 * than its limit, and one that has heard of an end finds the place free.
 */
final class Admission {

	private final ActorLimits limits;

	private final ReentrantLock lock = new ReentrantLock();

	/** How many have a place. Guarded by the lock. */
	private int admitted;

	/** How many by the way back over their connection. Guarded by the lock. */
	private final Map<Transport, Integer> byConnection = new IdentityHashMap<>();

	Admission(ActorLimits limits) {
		this.limits = limits;
	}

	/**
	 * Gives a context a place.
	 * @return why it has none, for people, or null if it has one
	 */
	@Nullable String admit(ChildLink<?, ?, ?> context, ActorId self) {
		this.lock.lock();
		try {
			if (this.admitted >= this.limits.contexts()) {
				return "Actor " + self + " serves " + this.admitted
						+ " contexts, the most that it does (tractor.limits.contexts)";
			}
			int ofConnection = this.byConnection.getOrDefault(context.back(), 0);
			if (ofConnection >= this.limits.contextsPerConnection()) {
				return "Actor " + self + " serves " + ofConnection
						+ " contexts of this connection, the most that it does (tractor.limits.contexts-per-connection)";
			}
			this.admitted++;
			context.admitted = true;
			this.byConnection.put(context.back(), ofConnection + 1);
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Takes a context's place back, if it has one. */
	void left(ChildLink<?, ?, ?> context) {
		// Mostly it has left before: each frame that is taken after its end asks for it.
		if (!context.admitted) {
			return;
		}
		this.lock.lock();
		try {
			if (context.admitted) {
				context.admitted = false;
				this.admitted--;
				this.byConnection.computeIfPresent(context.back(),
						(connection, count) -> (count > 1) ? count - 1 : null);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
