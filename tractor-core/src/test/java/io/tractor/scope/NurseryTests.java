package io.tractor.scope;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.tractor.ChildContext;
import io.tractor.CurrentContext;
import io.tractor.ScopeCancelledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(CleanThread.class)
class NurseryTests {

	@Test
	void valuesOfTasksAndOfTheBody() throws Exception {
		int sum = Nursery.run((nursery) -> {
			Task<Integer> one = nursery.start(() -> 1);
			Task<Integer> two = nursery.start(() -> {
				return 2;
			});
			return one.get() + two.get();
		});
		assertThat(sum).isEqualTo(3);
	}

	@Test
	void runReturnsAfterAllTasksHaveEnded() throws Exception {
		AtomicInteger ended = new AtomicInteger();
		CountDownLatch bodyLeaves = new CountDownLatch(1);
		Nursery.run((nursery) -> {
			for (int i = 0; i < 50; i++) {
				nursery.start(() -> {
					Waiting.until(bodyLeaves);
					ended.incrementAndGet();
				});
			}
			bodyLeaves.countDown();
		});
		assertThat(ended).hasValue(50);
	}

	@Test
	void emptyNurseryIsFine() throws Exception {
		Nursery.run((nursery) -> {
		});
		String value = Nursery.run((nursery) -> {
			return "value";
		});
		assertThat(value).isEqualTo("value");
	}

	@Test
	void firstFailureCancelsSiblingsAndBodyAndComesOutUnchanged() throws Exception {
		IOException error = new IOException();
		CountDownLatch sibling = new CountDownLatch(1);
		AtomicReference<Throwable> seenBySibling = new AtomicReference<>();
		AtomicReference<Throwable> seenByBody = new AtomicReference<>();
		assertThatThrownBy(() -> Nursery.run((nursery) -> {
			nursery.start(() -> {
				sibling.countDown();
				try {
					Waiting.forever();
				}
				catch (InterruptedException ex) {
					seenBySibling.set(ex);
					throw ex;
				}
			});
			nursery.start(() -> {
				Waiting.until(sibling);
				throw error;
			});
			try {
				Waiting.forever();
			}
			catch (InterruptedException ex) {
				seenByBody.set(ex);
				CancelScope.checkpoint();
			}
		})).isSameAs(error).satisfies((thrown) -> assertThat(thrown.getSuppressed()).isEmpty());
		assertThat(seenBySibling.get()).isNotNull();
		assertThat(seenByBody.get()).isNotNull();
	}

	@Test
	void cancelledSiblingSeesTheFailureAsCause() throws Exception {
		IllegalArgumentException error = new IllegalArgumentException();
		AtomicReference<Throwable> seen = new AtomicReference<>();
		assertThatThrownBy(() -> Nursery.run((nursery) -> {
			nursery.start(() -> {
				try {
					Interrupts.asCheckpoint(Waiting::forever);
				}
				catch (ScopeCancelledException ex) {
					seen.set(ex.getCause());
				}
			});
			failWith(error);
		})).isSameAs(error);
		assertThat(seen.get()).isSameAs(error);
	}

	@Test
	void laterFailuresAreSuppressedOnTheFirst() throws Exception {
		IOException first = new IOException("first");
		IOException second = new IOException("while cleaning up");
		IllegalStateException body = new IllegalStateException("body");
		assertThatThrownBy(() -> Nursery.run((nursery) -> {
			CountDownLatch ready = new CountDownLatch(1);
			nursery.start(() -> {
				ready.countDown();
				try {
					Waiting.forever();
				}
				catch (InterruptedException ex) {
					throw second;
				}
			});
			nursery.start(() -> {
				Waiting.until(ready);
				throw first;
			});
			try {
				Waiting.forever();
			}
			catch (InterruptedException ex) {
				throw body;
			}
		})).isSameAs(first)
			.satisfies((thrown) -> assertThat(thrown.getSuppressed()).containsExactlyInAnyOrder(second, body));
	}

	@Test
	void failureOfTheBodyCancelsTheTasksAndComesOut() throws Exception {
		IOException error = new IOException();
		AtomicBoolean cancelled = new AtomicBoolean();
		assertThatThrownBy(() -> Nursery.run((nursery) -> {
			nursery.start(() -> {
				try {
					Waiting.forever();
				}
				finally {
					cancelled.set(true);
				}
			});
			failWith(error);
		})).isSameAs(error);
		assertThat(cancelled).isTrue();
	}

	@Test
	void errorsAreFailuresToo() throws Exception {
		for (Error error : List.of(new OutOfMemoryError("test"), new StackOverflowError(), new AssertionError())) {
			assertThatThrownBy(() -> Nursery.run((nursery) -> {
				nursery.start(() -> {
					throw error;
				});
				Waiting.forever();
			})).isSameAs(error);
		}
	}

	@Test
	void sameFailureThrownTwiceIsNotSuppressedOnItself() throws Exception {
		IOException error = new IOException();
		assertThatThrownBy(() -> Nursery.run((nursery) -> {
			Task<String> task = nursery.start(() -> {
				throw error;
			});
			return task.get();
		})).isSameAs(error).satisfies((thrown) -> assertThat(thrown.getSuppressed()).isEmpty());
	}

	@Test
	void getThrowsTheFailureRatherThanTheCancelThatItCaused() throws Exception {
		for (int i = 0; i < 500; i++) {
			IOException error = new IOException();
			AtomicReference<Throwable> seen = new AtomicReference<>();
			assertThatThrownBy(() -> Nursery.run((nursery) -> {
				Task<String> task = nursery.start(() -> {
					throw error;
				});
				try {
					task.get();
				}
				catch (Exception ex) {
					seen.set(ex);
				}
			})).isSameAs(error);
			assertThat(seen.get()).isSameAs(error);
		}
	}

	@Test
	void getOfACancelledTask() throws Exception {
		AtomicReference<Task<String>> cancelled = new AtomicReference<>();
		Nursery.run((nursery) -> {
			cancelled.set(nursery.start(() -> {
				Waiting.forever();
				return "not reached";
			}));
			nursery.cancel();
		});
		assertThat(cancelled.get().isDone()).isTrue();
		assertThatThrownBy(() -> cancelled.get().get()).isInstanceOf(ScopeCancelledException.class)
			.hasMessage("The task was cancelled");
	}

	@Test
	void getIsCutOffByACancelAroundIt() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		Nursery.run((nursery) -> {
			Task<?> task = nursery.start(() -> Waiting.until(release));
			assertThat(CancelScope.moveOnAfter(Duration.ofMillis(10), task::get)).isTrue();
			assertThat(task.isDone()).isFalse();
			release.countDown();
			task.get();
		});
	}

	@Test
	void cancelOfTheNurseryIsAbsorbed() throws Exception {
		AtomicReference<Nursery> seen = new AtomicReference<>();
		List<String> steps = new ArrayList<>();
		Nursery.run((nursery) -> {
			seen.set(nursery);
			nursery.start(Waiting::forever);
			nursery.cancel();
			CancelScope.checkpoint();
			steps.add("not reached");
		});
		assertThat(steps).isEmpty();
		assertThat(seen.get().cancelScope().cancelledCaught()).isTrue();
	}

	@Test
	void cancelOfTheNurseryKeepsAValueTheBodyHas() throws Exception {
		String value = Nursery.run((nursery) -> {
			nursery.start(Waiting::forever);
			nursery.cancel();
			return "value";
		});
		assertThat(value).isEqualTo("value");
	}

	@Test
	void cancelOfTheNurseryBeforeTheBodyHasAValue() throws Exception {
		assertThatThrownBy(() -> Nursery.run((nursery) -> {
			nursery.start(() -> nursery.cancel());
			Waiting.forever();
			return "not reached";
		})).isInstanceOf(ScopeCancelledException.class).hasMessageContaining("before its body had a value");
	}

	@Test
	void genuineErrorDuringCancellationComesOut() throws Exception {
		IOException error = new IOException();
		assertThatThrownBy(() -> CancelScope.run((scope) -> {
			Nursery.run((nursery) -> {
				nursery.start(() -> {
					scope.cancel();
					try {
						Waiting.forever();
					}
					finally {
						failWith(error);
					}
				});
			});
		})).isSameAs(error);
	}

	private static <X extends Exception> void failWith(X error) throws X {
		throw error;
	}

	@Test
	void startInACancelledNurseryRunsToTheFirstCheckpoint() throws Exception {
		List<String> steps = new ArrayList<>();
		Nursery.run((nursery) -> {
			nursery.cancel();
			nursery.start(() -> {
				try {
					steps.add("started");
					CancelScope.checkpoint();
					steps.add("not reached");
				}
				finally {
					steps.add("cleaned up");
				}
			});
		});
		assertThat(steps).containsExactly("started", "cleaned up");
	}

	@Test
	void startAfterTheNurseryHasEndedIsRefused() throws Exception {
		AtomicReference<Nursery> kept = new AtomicReference<>();
		Nursery.run(kept::set);
		assertThatIllegalStateException().isThrownBy(() -> kept.get().start(() -> 1))
			.withMessageContaining("nursery has ended");
	}

	@Test
	void tasksStartTasksAlsoAfterTheBodyHasEnded() throws Exception {
		CountDownLatch bodyLeft = new CountDownLatch(1);
		AtomicInteger ran = new AtomicInteger();
		AtomicReference<Thread> body = new AtomicReference<>(Thread.currentThread());
		Nursery.run((nursery) -> {
			nursery.start(() -> {
				Waiting.spinUntil(() -> body.get().getState() == Thread.State.WAITING);
				nursery.start(() -> {
					Waiting.until(bodyLeft);
					nursery.start(ran::incrementAndGet);
				});
				bodyLeft.countDown();
			});
		});
		assertThat(ran).hasValue(1);
	}

	@Test
	void threadThatCannotBeStartedIsTheStartersFailureAndLeavesNothingBehind() throws Exception {
		OutOfMemoryError error = new OutOfMemoryError("unable to create native thread");
		AtomicReference<Throwable> seen = new AtomicReference<>();
		new Nursery((task) -> {
			throw error;
		}).call((NurseryAction<RuntimeException>) (nursery) -> {
			try {
				nursery.start(() -> 1);
			}
			catch (OutOfMemoryError ex) {
				seen.set(ex);
			}
		});
		assertThat(seen.get()).isSameAs(error);
	}

	@Test
	void cancelAroundTheNurseryCancelsTheTasksAndIsAbsorbedOutside() throws Exception {
		List<String> steps = new ArrayList<>();
		AtomicInteger cleaned = new AtomicInteger();
		CancelScope.run((scope) -> {
			Nursery.run((nursery) -> {
				for (int i = 0; i < 3; i++) {
					nursery.start(() -> {
						try {
							Waiting.forever();
						}
						finally {
							cleaned.incrementAndGet();
						}
					});
				}
				nursery.start(() -> scope.cancel());
			});
			steps.add("not reached");
		});
		assertThat(steps).isEmpty();
		assertThat(cleaned).hasValue(3);
	}

	@Test
	void cancelAroundTheNurseryComesOutAlsoIfTheTasksGoToTheirEnd() throws Exception {
		CancelScope.run((scope) -> {
			assertThatThrownBy(() -> Nursery.run((nursery) -> {
				Thread body = Thread.currentThread();
				nursery.start(() -> {
					CancelScope.shielded(() -> {
						Waiting.spinUntil(() -> body.getState() == Thread.State.WAITING);
						scope.cancel();
						// The body has taken the interrupt, and waits on for this task.
						Waiting.spinUntil(() -> !body.isInterrupted() && body.getState() == Thread.State.WAITING);
					});
				});
				return "value";
			})).isInstanceOf(ScopeCancelledException.class);
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
		});
	}

	@Test
	void taskCutOffByACancelAroundDoesNotLookLikeSuccess() throws Exception {
		CancelScope.run((scope) -> {
			assertThatThrownBy(() -> Nursery.run((nursery) -> {
				Task<?> task = nursery.start(Waiting::forever);
				scope.cancel();
				Waiting.spinUntil(task::isDone);
				return "value";
			})).isInstanceOf(ScopeCancelledException.class);
		});
	}

	@Test
	void waitIsNotCutOffByAnInterruptFromElsewhereWhichSurvives() throws Exception {
		Thread body = Thread.currentThread();
		AtomicBoolean ended = new AtomicBoolean();
		assertThatThrownBy(() -> Nursery.run((nursery) -> {
			nursery.start(() -> {
				try {
					Waiting.spinUntil(() -> body.getState() == Thread.State.WAITING);
					body.interrupt();
					Waiting.forever();
				}
				finally {
					CancelScope.shielded(() -> Thread.sleep(5));
					ended.set(true);
				}
			});
		})).isInstanceOf(ScopeCancelledException.class).hasMessageContaining("interrupted while it waited");
		assertThat(ended).isTrue();
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void failureDuringTheCleanUpAfterAnInterruptFromElsewhereComesOut() throws Exception {
		IOException error = new IOException();
		Thread.currentThread().interrupt();
		assertThatThrownBy(() -> Nursery.run((nursery) -> {
			nursery.start(() -> {
				try {
					Waiting.forever();
				}
				catch (InterruptedException ex) {
					throw error;
				}
			});
			CancelScope.checkpoint();
		})).isSameAs(error);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void interruptFromElsewhereInTheBodyComesOutOfIt() throws Exception {
		Thread.currentThread().interrupt();
		assertThatThrownBy(() -> Nursery.run((nursery) -> {
			nursery.start(Waiting::forever);
			Waiting.forever();
		})).isInstanceOf(InterruptedException.class);
	}

	@Test
	void nestedNurseriesPassTheFirstFailureUpThroughAll() throws Exception {
		IOException error = new IOException();
		AtomicInteger cleaned = new AtomicInteger();
		TaskAction<InterruptedException> sleeper = () -> {
			try {
				Waiting.forever();
			}
			finally {
				cleaned.incrementAndGet();
			}
		};
		assertThatThrownBy(() -> Nursery.run((outer) -> {
			outer.start(sleeper);
			outer.start(() -> Nursery.run((middle) -> {
				middle.start(sleeper);
				Nursery.run((inner) -> {
					inner.start(sleeper);
					inner.start(() -> {
						throw error;
					});
				});
			}));
		})).isSameAs(error);
		assertThat(cleaned).hasValue(3);
	}

	@Test
	void deadlineAroundANurseryReachesEveryTaskBelow() throws Exception {
		AtomicInteger cleaned = new AtomicInteger();
		boolean cut = CancelScope.moveOnAfter(Duration.ofMillis(30), () -> Nursery.run((outer) -> {
			for (int i = 0; i < 5; i++) {
				outer.start(() -> Nursery.run((inner) -> {
					inner.start(() -> {
						try {
							Waiting.forever();
						}
						finally {
							cleaned.incrementAndGet();
						}
					});
				}));
			}
		}));
		assertThat(cut).isTrue();
		assertThat(cleaned).hasValue(5);
	}

	@Test
	void taskThatEndsByAnInterruptedExceptionNobodyCausedHasFailed() throws Exception {
		InterruptedException error = new InterruptedException("its own");
		assertThatThrownBy(() -> Nursery.run((nursery) -> {
			nursery.start(() -> {
				throw error;
			});
			Waiting.forever();
		})).isSameAs(error);
	}

	@Test
	void taskWorksForTheContextOfItsStarterAndLeavesItsThreadClean() throws Exception {
		ChildContext<?, ?, ?> context = (ChildContext<?, ?, ?>) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { ChildContext.class }, (proxy, method, arguments) -> null);
		CurrentContext.set(context);
		List<Object> seen = new ArrayList<>();
		try {
			Nursery.run((nursery) -> {
				nursery.start(() -> {
					seen.add(ChildContext.current() == context);
					seen.add(nursery.cancelScope().enclosesCaller());
					nursery.cancel();
				});
			});
		}
		finally {
			CurrentContext.set(null);
		}
		assertThat(seen).containsExactly(true, true);
		Set<Object> left = ConcurrentHashMap.newKeySet();
		for (int i = 0; i < 20; i++) {
			CountDownLatch done = new CountDownLatch(1);
			TaskThreads.start("next", () -> {
				if (CurrentContext.get() != null || CancelScope.current() != null
						|| Thread.currentThread().isInterrupted()) {
					left.add(Thread.currentThread());
				}
				done.countDown();
			});
			Waiting.until(done);
		}
		assertThat(left).isEmpty();
	}

}
