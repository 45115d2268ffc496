package io.tractor.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.tractor.Outcome;
import io.tractor.ScopeCancelledException;
import io.tractor.TransportClosedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A connection that is lost.
 */
@InEveryForm
class LossScenarioTests extends FormScenarios {

	private static final int RACES = 20;

	@ParameterizedTest
	@EnumSource
	void l1_whereverTheParentIs(ParentDoes parent) throws Exception {
		Thread p = Thread.currentThread();
		Gate there = new Gate();
		childDoes(ChildDoes.SLEEPS);
		context();
		Background<?> losing = Background.run(() -> {
			there.pass();
			Threads.untilBlocked(p);
			line().lose();
		});
		List<Throwable> seen = new ArrayList<>();
		Throwable raised = catchThrowable(() -> open((ctx, first) -> {
			there.open();
			try {
				parent.run(ctx);
			}
			catch (Throwable ex) {
				seen.add(ex);
				throw ex;
			}
		}));
		assertThat(raised).isInstanceOf(TransportClosedException.class)
			.hasMessageContaining("'far'")
			.hasMessageContaining("'scripted'");
		switch (parent) {
			case SLEEPS -> assertThat(seen).hasOnlyElementsOfType(InterruptedException.class).hasSize(1);
			case LEAVES -> assertThat(seen).isEmpty();
			default -> assertCutOffBy(raised, seen);
		}
		losing.value();
		assertCutOff(this.child.next(), ChildDoes.SLEEPS);
		assertThatNewContextsOpen();
	}

	@Test
	void l1_whileTheParentOpens() {
		Thread p = Thread.currentThread();
		this.child.does((ctx) -> {
			Threads.untilBlocked(p);
			line().lose();
			Thread.sleep(LONG);
			return null;
		});
		assertThat(catchThrowable(() -> open((ctx, first) -> {
		}))).isInstanceOf(TransportClosedException.class).hasMessageContaining("'scripted'");
		assertCutOff(this.child.next(), ChildDoes.SLEEPS);
		assertThatNewContextsOpen();
	}

	@Test
	void l1_whileTheParentWaitsForItsCancel() {
		endpointIsATask();
		Gate end = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			line().lose();
			end.passStubbornly();
			return null;
		});
		assertThat(catchThrowable(() -> open((ctx, first) -> {
			ctx.cancel(Duration.ofSeconds(10));
		}))).isInstanceOf(TransportClosedException.class);
		assertThat(this.child.next().hasEnded()).as("of a lost child nobody knows").isFalse();
		end.open();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void l1_aContextThatHasBegunIsNotBegunAgain(boolean started) {
		for (int i = 0; i < RACES; i++) {
			this.child.does((ctx) -> {
				if (started) {
					ctx.started("up");
				}
				line().lose();
				Thread.sleep(LONG);
				return null;
			});
			assertThat(catchThrowable(() -> open((ctx, first) -> Thread.sleep(LONG))))
				.isInstanceOf(TransportClosedException.class);
			assertCutOff(this.child.next(), ChildDoes.SLEEPS);
			assertThat(this.child.hasNotRun()).as("a second time").isTrue();
		}
	}

	@Test
	void l1_aResultThatHasArrivedIsKept() {
		this.child.does((ctx) -> {
			ctx.started("up");
			return 7;
		});
		Object result = openFor((ctx, first) -> {
			assertThat(ctx.waitForResult()).isEqualTo(new Outcome.Returned<>(7));
			line().lose();
			return ctx.waitForResult().get();
		});
		assertThat(result).isEqualTo(7);
	}

	@ParameterizedTest
	@EnumSource
	void l2_whereverTheChildIs(ChildDoes does) {
		childDoes(does);
		assertThat(catchThrowable(() -> open((ctx, first) -> {
			does.untilThere(this.child.peek().thread());
			line().lose();
			Thread.sleep(LONG);
		}))).isInstanceOf(TransportClosedException.class);
		assertCutOff(this.child.next(), does);
		assertThatNewContextsOpen();
	}

	@Test
	void l2_aClosedTransportOpensNothing() {
		childDoes(ChildDoes.SLEEPS);
		context();
		line().transport().close();
		assertThat(catchThrowable(() -> open((ctx, first) -> {
		}))).isInstanceOf(TransportClosedException.class);
		assertThat(this.child.hasNotRun()).isTrue();
	}

	private static void assertCutOff(Scripted.Run run, ChildDoes does) {
		assertThat(run.end())
			.isInstanceOf((does == ChildDoes.SLEEPS) ? InterruptedException.class : ScopeCancelledException.class);
		assertThat(run.outcome()).isInstanceOfSatisfying(Outcome.Failed.class,
				(failed) -> assertThat(failed.cause()).isInstanceOf(TransportClosedException.class));
		assertThat(run.context().canceller()).isEmpty();
	}

	private void assertThatNewContextsOpen() {
		this.child.does((ctx) -> {
			ctx.started("up");
			return "again";
		});
		assertThat(context().call()).isEqualTo("again");
	}

}
