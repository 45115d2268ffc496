package io.tractor.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.tractor.ContextCancelledException;
import io.tractor.ContextHandle;
import io.tractor.ContextRefusedException;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.Side;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ActorSettings;
import io.tractor.runtime.ContextSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * An actor as a whole: all that it serves is cancelled, and contexts to itself.
 */
@OverEveryWire
class WholeActorScenarioTests extends Scenarios {

	@Test
	void isNotCancelledUnlessItAllowsIt() {
		assertThatExceptionOfType(ContextRefusedException.class).isThrownBy(portal()::cancelActor)
			.withMessageContaining("far")
			.withMessageContaining("tractor.allow-cancel-actor");
	}

	@Test
	void allThatItServesIsCancelledByTheOneWhoAsks() {
		this.settings = ActorSettings.DEFAULT.withAllowCancelActor(true);
		childDoes(ChildDoes.SLEEPS);
		Actor operator = actor("operator");
		List<ContextHandle<?, ?, ?, ?>> handles = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			handles.add(context().open());
		}
		assertThat(connect(operator, far()).cancelActor()).isTrue();
		for (ContextHandle<?, ?, ?, ?> handle : handles) {
			assertThat(this.child.next().hasEnded()).isTrue();
			assertThatExceptionOfType(ContextCancelledException.class).isThrownBy(handle::waitForResult)
				.satisfies((ex) -> assertThat(ex.canceller()).isEqualTo(operator.id()));
			handle.close();
		}
		this.child.does((ctx) -> {
			ctx.started("up");
			return "again";
		});
		assertThat(context().call()).isEqualTo("again");
	}

	@Test
	void whatDoesNotEndIsTold() {
		this.settings = ActorSettings.DEFAULT.withAllowCancelActor(true).withAbandonAfter(Duration.ofMillis(100));
		Gate stubborn = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			stubborn.passStubbornly();
			return null;
		});
		ContextHandle<?, ?, ?, ?> handle = context().open();
		assertThat(portal().cancelActor()).isFalse();
		stubborn.open();
		assertThat(catchThrowable(handle::close)).isNull();
	}

	@Test
	void aContextToOneself() {
		Portal self = far().self();
		this.child.does((ctx) -> {
			assertThat(ctx.side()).isEqualTo(Side.CHILD);
			ctx.started("up");
			return ctx.<Integer, RuntimeException>stream((stream) -> {
				stream.send(stream.receive() + 1);
				return 7;
			});
		});
		Object result = self.context(Scripted::run).open((ctx, first) -> {
			assertThat(ctx.side()).isEqualTo(Side.PARENT);
			assertThat(ctx.localActor()).isEqualTo(ctx.remoteActor()).isEqualTo(far().id());
			assertThat(far().contexts()).extracting(ContextSnapshot::id).containsExactly(ctx.id(), ctx.id());
			assertThat(far().contexts()).extracting(ContextSnapshot::side)
				.containsExactlyInAnyOrder(Side.PARENT, Side.CHILD);
			ctx.stream((stream) -> {
				stream.send(1);
				assertThat(stream.receive()).isEqualTo(2);
			});
			return ctx.waitForResult().get();
		});
		assertThat(result).isEqualTo(7);
	}

	@Test
	void aCancelAndAnErrorOfOneself() {
		childDoes(ChildDoes.SLEEPS);
		far().self().context(Scripted::run).open((ctx, first) -> {
			ctx.cancel();
			assertThat(ctx.cancelAcked()).isTrue();
			assertThat(ctx.canceller()).contains(far().id());
		});
		this.child.does((ctx) -> {
			throw new IllegalArgumentException("boom");
		});
		assertThatExceptionOfType(RemoteActorException.class)
			.isThrownBy(() -> far().self().context(Scripted::run).call())
			.satisfies((ex) -> assertThat(ex.source()).isEqualTo(far().id()));
	}

}
