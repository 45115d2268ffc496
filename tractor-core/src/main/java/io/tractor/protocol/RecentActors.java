package io.tractor.protocol;

import io.tractor.ActorId;
import org.jspecify.annotations.Nullable;

/**
 * The actors that were named lately. There are few of them, and each is named in every
 * context it has a side of, where it takes some 150 bytes unless it is the same object.
 * Which ones are kept is left to chance, and what is not is a new object. Threads may
 * race here: ids are immutable, and whoever loses has a new object, too.
 */
final class RecentActors {

	/** A power of two. */
	private static final int SLOTS = 64;

	/** So that nobody can have much memory kept. */
	private static final int LONGEST = 256;

	private static final @Nullable ActorId[] RECENT = new @Nullable ActorId[SLOTS];

	private RecentActors() {
	}

	/**
	 * An actor as it is known, or else as it is given.
	 * @param actor the actor
	 * @return one that is equal to it
	 */
	static ActorId known(ActorId actor) {
		int slot = actor.hashCode() & (SLOTS - 1);
		ActorId known = RECENT[slot];
		if (known != null && known.equals(actor)) {
			return known;
		}
		if (actor.name().length() + actor.uuid().length() <= LONGEST) {
			RECENT[slot] = actor;
		}
		return actor;
	}

}
