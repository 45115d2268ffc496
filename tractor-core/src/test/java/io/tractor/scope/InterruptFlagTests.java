package io.tractor.scope;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import io.tractor.ScopeCancelledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Once the cancelled scopes have been left the interrupt flag is what the outside made
 * it.
 */
@ExtendWith(CleanThread.class)
class InterruptFlagTests {

	private static final int ROUNDS = 10_000;

	static Stream<Case> cases() {
		List<Case> cases = new ArrayList<>();
		for (boolean foreign : new boolean[] { false, true }) {
			for (Cancelled cancelled : Cancelled.values()) {
				for (boolean shielded : new boolean[] { false, true }) {
					for (Ending ending : Ending.values()) {
						Case one = new Case(foreign, cancelled, shielded, ending);
						if (one.ends()) {
							cases.add(one);
						}
					}
				}
			}
		}
		return cases.stream();
	}

	@ParameterizedTest
	@MethodSource("cases")
	void flagAfterLeavingIsWhatTheOutsideMadeIt(Case one) throws Exception {
		if (one.foreign()) {
			Thread.currentThread().interrupt();
		}
		try {
			CancelScope.run((outer) -> {
				CancelScope.run((inner) -> {
					if (one.cancelled().outer) {
						outer.cancel();
					}
					if (one.cancelled().inner) {
						inner.cancel();
					}
					if (one.shielded()) {
						CancelScope.shielded(() -> {
							assertThat(Thread.currentThread().isInterrupted()).isEqualTo(one.foreign());
						});
					}
					one.ending().run();
				});
			});
		}
		catch (RuntimeException ex) {
			assertThat(CancelScope.isCancellation(ex)).isTrue();
			assertThat(one.cancelled()).isEqualTo(Cancelled.NONE);
		}
		assertThat(Thread.interrupted()).isEqualTo(one.foreign() && !one.consumed());
	}

	@Test
	void interruptFromElsewhereConsumedInAShieldStaysConsumed() throws Exception {
		Thread.currentThread().interrupt();
		CancelScope.run((scope) -> {
			scope.cancel();
			CancelScope.shielded(() -> {
				assertThat(Thread.interrupted()).isTrue();
			});
			CancelScope.checkpoint();
		});
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void cancelRacingWithLeavingNeverReachesTheNextTaskOfAPooledThread() throws Exception {
		ExecutorService pool = Executors.newSingleThreadExecutor();
		AtomicReference<CancelScope> target = new AtomicReference<>();
		Thread canceller = new Thread(() -> {
			CancelScope last = null;
			while (last == null || !Thread.currentThread().isInterrupted()) {
				CancelScope scope = target.get();
				if (scope != null && scope != last) {
					scope.cancel();
					last = scope;
				}
			}
		});
		canceller.start();
		try {
			for (int i = 0; i < ROUNDS; i++) {
				int spin = i % 64;
				Future<?> user = pool.submit(() -> CancelScope.run((outer) -> {
					CancelScope.run((scope) -> {
						target.set(scope);
						for (int j = 0; j < spin; j++) {
							CancelScope.checkpoint();
						}
					});
					assertThat(Thread.currentThread().isInterrupted()).isFalse();
				}));
				Future<Boolean> next = pool.submit(() -> Thread.currentThread().isInterrupted());
				user.get(20, TimeUnit.SECONDS);
				assertThat(next.get(20, TimeUnit.SECONDS)).as("round %s", i).isFalse();
			}
		}
		finally {
			canceller.interrupt();
			Waiting.join(canceller);
			pool.shutdownNow();
		}
	}

	@Test
	void interruptFromElsewhereThatMeetsTheCancelInAWaitOfOursSurvives() throws Exception {
		for (int i = 0; i < ROUNDS / 20; i++) {
			AtomicReference<CancelScope> scope = new AtomicReference<>();
			AtomicReference<Boolean> flag = new AtomicReference<>();
			CountDownLatch release = new CountDownLatch(1);
			Thread thread = new Thread(() -> {
				CancelScope.run((outer) -> {
					Nursery.run((nursery) -> {
						nursery.start(() -> CancelScope.shielded(() -> Waiting.until(release)));
						scope.set(outer);
					});
				});
				flag.set(Thread.currentThread().isInterrupted());
			});
			thread.start();
			Waiting.spinUntil(() -> scope.get() != null);
			if (i % 2 == 0) {
				Waiting.spinUntil(() -> thread.getState() == Thread.State.WAITING);
			}
			thread.interrupt();
			scope.get().cancel();
			// Both are taken: no lock that is waited for may hide one of them.
			Waiting.spinUntil(() -> !thread.isInterrupted() && thread.getState() == Thread.State.WAITING);
			release.countDown();
			Waiting.join(thread);
			assertThat(flag.get()).as("round %s", i).isTrue();
		}
	}

	@Test
	void heldBackWaitIsNotCutOffByCancelsOrInterrupts() throws Exception {
		ReentrantLock lock = new ReentrantLock();
		Condition changed = lock.newCondition();
		boolean[] done = new boolean[1];
		AtomicReference<CancelScope> scope = new AtomicReference<>();
		AtomicReference<Boolean> ended = new AtomicReference<>();
		Thread waiter = new Thread(() -> {
			CancelScope.run((own) -> {
				scope.set(own);
				lock.lock();
				try {
					Interrupts.heldBack(() -> {
						while (!done[0]) {
							changed.await();
						}
					});
				}
				finally {
					lock.unlock();
				}
				assertThatThrownBy(CancelScope::checkpoint).hasMessageContaining("cancel() was called");
				ended.set(done[0]);
			});
			ended.set(ended.get() && Thread.currentThread().isInterrupted());
		});
		waiter.start();
		Waiting.spinUntil(() -> waiter.getState() == Thread.State.WAITING);
		waiter.interrupt();
		Waiting.spinUntil(() -> !waiter.isInterrupted() && waiter.getState() == Thread.State.WAITING);
		scope.get().cancel();
		assertThat(waiter.isInterrupted()).isFalse();
		lock.lock();
		done[0] = true;
		changed.signalAll();
		lock.unlock();
		Waiting.join(waiter);
		assertThat(ended.get()).isTrue();
	}

	@Test
	void heldBackWaitKeepsWhatCameBefore() throws Exception {
		List<String> steps = new ArrayList<>();
		Thread.currentThread().interrupt();
		CancelScope.run((scope) -> {
			scope.cancel();
			Interrupts.heldBack(() -> {
				CancelScope.checkpoint();
				Thread.sleep(1);
				steps.add("waited");
			});
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
		});
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		Interrupts.heldBack(() -> {
			CancelScope.checkpoint();
			steps.add("waited outside of scopes");
		});
		assertThat(Thread.interrupted()).isTrue();
		assertThat(steps).containsExactly("waited", "waited outside of scopes");
	}

	@Test
	void waitAsCheckpointDoesNotBeginInACancelledScope() throws Exception {
		CancelScope.run((scope) -> {
			scope.cancel();
			Interrupts.asCheckpoint(() -> {
				throw new AssertionError("began");
			});
		});
		Thread.currentThread().interrupt();
		assertThatThrownBy(() -> Interrupts.asCheckpoint(Waiting::forever)).isInstanceOf(ScopeCancelledException.class);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void waitAsCheckpointIsCutOffByEither() throws Exception {
		AtomicReference<Thread> waiter = new AtomicReference<>();
		Thread interrupter = new Thread(() -> {
			Waiting.spinUntil(() -> waiter.get() != null);
			waiter.get().interrupt();
		});
		interrupter.start();
		assertThatThrownBy(() -> Interrupts.asCheckpoint(() -> {
			waiter.set(Thread.currentThread());
			Waiting.forever();
		})).hasMessage("The thread was interrupted");
		assertThat(Thread.interrupted()).isTrue();
		Waiting.join(interrupter);
		CancelScope.run((scope) -> {
			assertThatThrownBy(() -> Interrupts.asCheckpoint(() -> {
				scope.cancel();
				Waiting.forever();
			})).hasMessageContaining("cancel() was called");
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
		});
	}

	enum Cancelled {

		NONE(false, false), INNER(false, true), OUTER(true, false), BOTH(true, true);

		private final boolean outer;

		private final boolean inner;

		Cancelled(boolean outer, boolean inner) {
			this.outer = outer;
			this.inner = inner;
		}

	}

	enum Ending {

		RETURNS {
			@Override
			void run() {
			}
		},

		THROWS {
			@Override
			void run() {
				CancelScope.checkpoint();
			}
		},

		SWALLOWS {
			@Override
			void run() {
				try {
					CancelScope.checkpoint();
				}
				catch (ScopeCancelledException ex) {
					// Swallowed.
				}
			}
		},

		SLEEPS_AND_SWALLOWS {
			@Override
			void run() {
				assertThatThrownBy(Waiting::forever).isInstanceOf(InterruptedException.class);
			}
		},

		SLEEPS_AND_WRAPS {
			@Override
			void run() {
				try {
					Waiting.forever();
				}
				catch (InterruptedException ex) {
					throw new RuntimeException(ex);
				}
			}
		};

		abstract void run();

	}

	record Case(boolean foreign, Cancelled cancelled, boolean shielded, Ending ending) {

		boolean sleeps() {
			return this.ending == Ending.SLEEPS_AND_SWALLOWS || this.ending == Ending.SLEEPS_AND_WRAPS;
		}

		boolean ends() {
			return !sleeps() || this.foreign || this.cancelled != Cancelled.NONE;
		}

		/** The body itself took the interrupt from elsewhere, with no scope involved. */
		boolean consumed() {
			return sleeps() && this.cancelled == Cancelled.NONE;
		}

	}

}
