package io.tractor.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.tractor.DeadlineExceededException;
import io.tractor.RemoteActorException;
import io.tractor.ScopeCancelledException;
import io.tractor.scope.CancelScope;
import io.tractor.scope.Nursery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A context inside of the opener's own scopes: time-outs, interrupts, nurseries.
 */
@OverEveryWire
class LocalScopeScenarioTests extends Scenarios {

	static Stream<Arguments> cutOffs() {
		return Stream.of(Around.values())
			.flatMap((around) -> Stream.of(Phase.values()).map((phase) -> arguments(around, phase)));
	}

	@ParameterizedTest
	@MethodSource("cutOffs")
	void c10_cutOffFromOutside(Around around, Phase phase) throws Exception {
		Gate there = new Gate();
		this.child.does((ctx) -> {
			if (phase == Phase.OPENING) {
				there.open();
			}
			else {
				ctx.started("up");
			}
			Thread.sleep(LONG);
			return null;
		});
		context();
		AtomicReference<Thread> opener = new AtomicReference<>();
		AtomicReference<Runnable> cutOff = new AtomicReference<>();
		Background<?> outside = Background.run(() -> {
			there.pass();
			Threads.untilBlocked(opener.get());
			cutOff.get().run();
		});
		around.run(cutOff::set, phase, () -> {
			opener.set(Thread.currentThread());
			open((ctx, first) -> {
				there.open();
				if (phase.body != null) {
					phase.body.run(ctx);
				}
			});
		});
		Scripted.Run run = this.child.next();
		assertThat(run.hasEnded()).as("the child has ended before open returned").isTrue();
		assertThat(run.end()).isInstanceOf(InterruptedException.class);
		assertThat(run.context().canceller()).contains(near().id());
		outside.value();
	}

	@Test
	void c10_aCancelledScopeOpensNothing() {
		this.child.does((ctx) -> null);
		context();
		CancelScope.run((scope) -> {
			scope.cancel();
			openFor((ctx, first) -> "never");
		});
		assertThat(this.child.hasNotRun()).isTrue();
		Thread.currentThread().interrupt();
		assertThat(catchThrowable(() -> openFor((ctx, first) -> "never"))).isInstanceOf(ScopeCancelledException.class);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.child.hasNotRun()).isTrue();
	}

	@Test
	void c10_theChildsErrorWhileItIsCutOffIsRaised() {
		Gate there = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			there.open();
			try {
				Thread.sleep(LONG);
			}
			catch (InterruptedException ex) {
				throw new IllegalArgumentException("while it cleaned up");
			}
			return null;
		});
		assertThatExceptionOfType(RemoteActorException.class).isThrownBy(() -> CancelScope.run((scope) -> {
			open((ctx, first) -> {
				there.pass();
				scope.cancel();
				Thread.sleep(LONG);
			});
		})).satisfies((ex) -> assertThat(ex.boxedMessage()).isEqualTo("while it cleaned up"));
	}

	@Test
	void c10_aWrappedCancellationIsStillOne() throws Exception {
		this.child.does((ctx) -> {
			ctx.started("up");
			Thread.sleep(LONG);
			return null;
		});
		context();
		assertThat(CancelScope.<Exception>moveOnAfter(Wire.PATIENCE, () -> {
			CancelScope around = CancelScope.current();
			open((ctx, first) -> {
				around.cancel();
				try {
					ctx.openStream().receive();
				}
				catch (ScopeCancelledException ex) {
					throw new IllegalStateException("wrapped", ex);
				}
			});
		})).isTrue();
		assertThat(this.child.next().context().canceller()).contains(near().id());
	}

	@Test
	void c12_oneOfTwoInANurseryFails() {
		AtomicInteger count = new AtomicInteger();
		Gate sleeping = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			if (count.getAndIncrement() == 0) {
				sleeping.open();
				Thread.sleep(LONG);
			}
			sleeping.pass();
			throw new IllegalArgumentException("boom");
		});
		context();
		RemoteActorException raised = (RemoteActorException) catchThrowable(() -> Nursery.run((nursery) -> {
			nursery.start(() -> {
				open((ctx, first) -> Thread.sleep(LONG));
			});
			nursery.start(() -> {
				open((ctx, first) -> ctx.waitForResult());
			});
		}));
		assertThat(raised.boxedMessage()).isEqualTo("boom");
		assertThat(raised.getSuppressed()).isEmpty();
		Scripted.Run one = this.child.next();
		Scripted.Run other = this.child.next();
		assertThat(one.hasEnded()).isTrue();
		assertThat(other.hasEnded()).isTrue();
		Scripted.Run sibling = (one.end() instanceof InterruptedException) ? one : other;
		assertThat(sibling.end()).isInstanceOf(InterruptedException.class);
		assertThat(sibling.context().canceller()).contains(near().id());
	}

	/** Where the opener is when it is cut off. */
	enum Phase {

		OPENING(null), SLEEPING(ParentDoes.SLEEPS), RECEIVING(ParentDoes.RECEIVES), SENDING(ParentDoes.SENDS),
		WAITING(ParentDoes.WAITS_FOR_RESULT), LEAVING(ParentDoes.LEAVES);

		private final ParentDoes body;

		Phase(ParentDoes body) {
			this.body = body;
		}

	}

	/** What is around {@code open}, and how it is cut off. */
	enum Around {

		MOVE_ON_AFTER {

			@Override
			void run(Trigger trigger, Phase phase, Background.Action opening) throws Exception {
				boolean[] returned = new boolean[1];
				assertThat(CancelScope.<Exception>moveOnAfter(Wire.PATIENCE, () -> {
					trigger.set(now(CancelScope.current()));
					opening.run();
					returned[0] = true;
				})).isTrue();
				assertThat(returned[0]).isFalse();
			}

		},

		FAIL_AFTER {

			@Override
			void run(Trigger trigger, Phase phase, Background.Action opening) {
				assertThatExceptionOfType(DeadlineExceededException.class)
					.isThrownBy(() -> CancelScope.<Exception>failAfter(Wire.PATIENCE, () -> {
						trigger.set(now(CancelScope.current()));
						opening.run();
					}));
			}

		},

		INTERRUPT {

			@Override
			void run(Trigger trigger, Phase phase, Background.Action opening) {
				trigger.set(Thread.currentThread()::interrupt);
				Throwable raised = catchThrowable(opening::run);
				if (phase == Phase.SLEEPING) {
					assertThat(raised).isInstanceOf(InterruptedException.class);
					assertThat(Thread.interrupted()).isFalse();
				}
				else {
					assertThat(raised).isInstanceOf(ScopeCancelledException.class);
					assertThat(Thread.interrupted()).as("an interrupt from outside stays").isTrue();
				}
			}

		},

		NURSERY_CANCELLED {

			@Override
			void run(Trigger trigger, Phase phase, Background.Action opening) throws Exception {
				Nursery.<Exception>run((nursery) -> {
					trigger.set(nursery::cancel);
					opening.run();
				});
			}

		},

		NURSERY_FAILS {

			@Override
			void run(Trigger trigger, Phase phase, Background.Action opening) {
				Gate failing = new Gate();
				IOException sibling = new IOException("sibling");
				trigger.set(failing::open);
				assertThat(catchThrowable(() -> Nursery.run((nursery) -> {
					nursery.start(() -> {
						opening.run();
					});
					nursery.start(() -> {
						failing.pass();
						if (failing.isOpen()) {
							throw sibling;
						}
					});
				}))).isSameAs(sibling).hasNoSuppressedExceptions();
			}

		};

		abstract void run(Trigger trigger, Phase phase, Background.Action opening) throws Exception;

		/** The deadline is now. */
		private static Runnable now(CancelScope scope) {
			return () -> scope.cancelAfter(Duration.ZERO);
		}

	}

	/** Takes what cuts the opener off. */
	interface Trigger {

		void set(Runnable cutOff);

	}

}
