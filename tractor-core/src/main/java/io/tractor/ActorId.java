package io.tractor;

import java.util.Objects;
import java.util.UUID;

/**
 * The name and the unique id of an actor: one running application, from its start to its
 * end. A restarted application has the same name and another id.
 *
 * @param name what people call it, by default {@code spring.application.name}
 * @param uuid unique to this run
 */
public record ActorId(String name, String uuid) {

	private static final int SHORT = 8;

	public ActorId {
		Objects.requireNonNull(name, "name");
		Objects.requireNonNull(uuid, "uuid");
	}

	/**
	 * A new id for an actor of that name.
	 * @param name the actor's name
	 * @return an id no other actor has
	 */
	public static ActorId create(String name) {
		return new ActorId(name, UUID.randomUUID().toString());
	}

	/**
	 * {@code name@} and the first eight characters of the id, for people.
	 */
	@Override
	public String toString() {
		return this.name + "@" + this.uuid.substring(0, Math.min(SHORT, this.uuid.length()));
	}

}
