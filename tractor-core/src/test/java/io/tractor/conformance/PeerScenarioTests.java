package io.tractor.conformance;

import java.util.concurrent.atomic.AtomicReference;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextRefusedException;
import io.tractor.Outcome;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.TransportClosedException;
import io.tractor.runtime.Endpoint;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Contexts that the child's side opens back over the same connection.
 */
@OverEveryWire
class PeerScenarioTests extends Scenarios {

	@Test
	void theChildOpensAContextToItsOpenersActor() {
		near().serve(Endpoint.allOf(new Asked()));
		this.child.does((ctx) -> {
			ctx.started("up");
			Portal peer = ctx.peer();
			assertThat(peer.peer()).isEqualTo("near");
			return peer.context(Asked::ask, 20).call();
		});
		assertThat(context().call()).isEqualTo(21);
		assertThat(this.child.next().context().outcome()).isEqualTo(new Outcome.Returned<>(21));
	}

	@Test
	void anOpenerWithoutSuchAnEndpointRefuses() {
		this.child.does((ctx) -> {
			ctx.started("up");
			ctx.peer().context(Asked::ask, 20).call();
			return null;
		});
		assertThatExceptionOfType(RemoteActorException.class).isThrownBy(() -> context().call())
			.withMessageContaining(ContextRefusedException.class.getName())
			.withMessageContaining("'asked'");
	}

	@Test
	void itIsLostWithTheConnection() {
		AtomicReference<Portal> peer = new AtomicReference<>();
		this.child.does((ctx) -> {
			peer.set(ctx.peer());
			ctx.started("up");
			Thread.sleep(LONG);
			return null;
		});
		catchThrowable(() -> open((ctx, first) -> {
			line().lose();
			ctx.waitForResult();
		}));
		this.child.next().outcome();
		assertThatExceptionOfType(TransportClosedException.class)
			.isThrownBy(() -> peer.get().context(Asked::ask, 20).call());
	}

	/** What the opener's actor serves. */
	public static final class Asked {

		@Context("asked")
		public int ask(ChildContext<Void, Void, Void> ctx, int number) {
			ctx.started();
			return number + 1;
		}

	}

}
