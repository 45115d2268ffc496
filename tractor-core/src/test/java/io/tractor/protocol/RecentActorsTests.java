package io.tractor.protocol;

import java.util.UUID;

import io.tractor.ActorId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One object for an actor that is named again and again.
 */
class RecentActorsTests {

	private static ActorId copy(ActorId actor) {
		return new ActorId(new String(actor.name()), new String(actor.uuid()));
	}

	@Test
	void anActorThatIsNamedAgainIsTheSameObject() {
		ActorId actor = RecentActors.known(new ActorId("desk", UUID.randomUUID().toString()));
		assertThat(RecentActors.known(copy(actor))).isSameAs(actor);
	}

	@Test
	void othersAreGivenBackAsTheyAre() {
		for (int i = 0; i < 1000; i++) {
			ActorId actor = new ActorId("desk", UUID.randomUUID().toString());
			assertThat(RecentActors.known(actor)).isEqualTo(actor);
		}
	}

	@Test
	void nobodyHasMuchMemoryKept() {
		ActorId large = new ActorId("x".repeat(60_000), UUID.randomUUID().toString());
		assertThat(RecentActors.known(large)).isSameAs(large);
		assertThat(RecentActors.known(copy(large))).isNotSameAs(large);
	}

}
