package io.tractor.conformance;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.tractor.Outcome;
import io.tractor.runtime.ActorSettings;
import io.tractor.scope.Nursery;
import io.tractor.scope.TaskThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many actors in a row, many contexts on one connection.
 */
@OverEveryWire
class MassScenarioTests extends Scenarios {

	/**
	 * Each context has two tasks here. As platform threads ten thousand of them work too,
	 * but it takes ten times as long, more than a test may; so there the ten thousand
	 * have an opener without threads, in {@link RawMassScenarioTests}.
	 */
	private static final int MANY = Integer.getInteger("scenarios.contexts", TaskThreads.areVirtual() ? 10_000 : 1_000);

	/** A busy machine may take longer than by default for so many. */
	private static final Duration LONG_PATIENCE = Duration.ofMinutes(1);

	@ParameterizedTest
	@EnumSource(names = { "WAITS", "SLEEPS", "RECEIVES" })
	void c11_theRootOfAChainCancels(Relay.Doing doing) {
		Chain chain = new Chain(this, doing, doing);
		this.child.does((ctx) -> {
			ctx.started("up");
			try {
				Thread.sleep(LONG);
				return null;
			}
			finally {
				chain.ended("far");
			}
		});
		chain.open((ctx, first) -> {
			Scripted.Run run = this.child.next();
			Threads.untilBlocked(run.thread());
			Threads.untilBlocked(chain.secondRelay().thread());
			Threads.untilBlocked(chain.firstRelay().thread());
			assertThat(ctx.cancel(Wire.PATIENCE)).isTrue();
			assertThat(chain.endings()).containsExactly("far", "second", "first");
			assertThat(ctx.cancelAcked()).isTrue();
			assertThat(chain.firstRelay().onward().cancelAcked()).isTrue();
			assertThat(chain.secondRelay().onward().cancelAcked()).isTrue();
			assertThat(run.context().canceller()).contains(chain.second().id());
			assertThat(chain.secondRelay().inward().canceller()).contains(chain.first().id());
			assertThat(chain.firstRelay().inward().canceller()).contains(near().id());
			assertThat(ctx.waitForResult()).isInstanceOf(Outcome.Cancelled.class);
		});
	}

	@Test
	void c13_tenThousandCancelledAtOnceOrOneThousandOnPlatformThreads() throws Exception {
		BufferLeaks.sample();
		this.settings = ActorSettings.DEFAULT.withAbandonAfter(LONG_PATIENCE);
		CountDownLatch open = new CountDownLatch(MANY);
		AtomicInteger cutOff = new AtomicInteger();
		AtomicInteger acked = new AtomicInteger();
		childSleeps(cutOff);
		context();
		Nursery.<Exception>run((nursery) -> {
			for (int i = 0; i < MANY; i++) {
				nursery.start(() -> {
					open((ctx, first) -> {
						open.countDown();
						open.await();
						ctx.cancel(LONG_PATIENCE);
						if (ctx.cancelAcked()) {
							acked.incrementAndGet();
						}
					});
				});
			}
		});
		assertThat(acked).hasValue(MANY);
		assertThat(cutOff).hasValue(MANY);
	}

	@Test
	void c13_tenThousandCutOffAtOnceOrOneThousandOnPlatformThreads() throws Exception {
		BufferLeaks.sample();
		this.settings = ActorSettings.DEFAULT.withAbandonAfter(LONG_PATIENCE);
		CountDownLatch open = new CountDownLatch(MANY);
		AtomicInteger cutOff = new AtomicInteger();
		childSleeps(cutOff);
		context();
		Nursery.<Exception>run((nursery) -> {
			for (int i = 0; i < MANY; i++) {
				nursery.start(() -> {
					open((ctx, first) -> {
						open.countDown();
						ctx.waitForResult();
					});
				});
			}
			assertThat(open.await(LONG_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
			nursery.cancel();
		});
		assertThat(cutOff).hasValue(MANY);
	}

	private void childSleeps(AtomicInteger cutOff) {
		this.child.does((ctx) -> {
			ctx.started("up");
			try {
				Thread.sleep(LONG);
				return null;
			}
			catch (InterruptedException ex) {
				cutOff.incrementAndGet();
				throw ex;
			}
		});
	}

}
