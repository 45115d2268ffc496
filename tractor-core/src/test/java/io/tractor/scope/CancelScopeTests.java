package io.tractor.scope;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import io.tractor.ScopeCancelledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(CleanThread.class)
class CancelScopeTests {

	@Test
	void checkpointDoesNothingOutsideOfScopesAndInOnesNotCancelled() throws Exception {
		CancelScope.checkpoint();
		CancelScope.run((scope) -> {
			CancelScope.checkpoint();
		});
	}

	@Test
	void valueComesOut() throws Exception {
		int value = CancelScope.run((scope) -> {
			return 7;
		});
		assertThat(value).isEqualTo(7);
	}

	@Test
	void checkedExceptionComesOutUnchanged() throws Exception {
		IOException error = new IOException();
		assertThatThrownBy(() -> CancelScope.run((scope) -> {
			failWith(error);
		})).isSameAs(error);
	}

	@Test
	void cancelIsAbsorbedByItsScope() throws Exception {
		AtomicReference<CancelScope> seen = new AtomicReference<>();
		List<String> steps = new ArrayList<>();
		CancelScope.run((scope) -> {
			seen.set(scope);
			scope.cancel();
			steps.add("cancelled");
			CancelScope.checkpoint();
			steps.add("not reached");
		});
		assertThat(steps).containsExactly("cancelled");
		assertThat(seen.get().cancelCalled()).isTrue();
		assertThat(seen.get().cancelledCaught()).isTrue();
	}

	@Test
	void bodyThatReturnsInSpiteOfTheCancelKeepsItsValue() throws Exception {
		AtomicReference<CancelScope> seen = new AtomicReference<>();
		String value = CancelScope.run((scope) -> {
			seen.set(scope);
			scope.cancel();
			return "kept";
		});
		assertThat(value).isEqualTo("kept");
		assertThat(seen.get().cancelCalled()).isTrue();
		assertThat(seen.get().cancelledCaught()).isFalse();
	}

	@Test
	void valueFormThatWasCutOffHasNoValueToReturn() throws Exception {
		assertThatThrownBy(() -> CancelScope.run((scope) -> {
			scope.cancel();
			CancelScope.checkpoint();
			return "not reached";
		})).isInstanceOf(ScopeCancelledException.class).hasMessageContaining("before it had a value");
	}

	@Test
	void messageTellsTheReasonAndCauseIsTheReasonsError() throws Exception {
		IOException error = new IOException();
		CancelScope.run((scope) -> {
			scope.cancel("the far task failed", error);
			scope.cancel("too late", null);
			assertThatThrownBy(CancelScope::checkpoint).isInstanceOf(ScopeCancelledException.class)
				.hasMessage("The scope was cancelled: the far task failed")
				.hasCause(error);
		});
	}

	@Test
	void swallowedCancelThrowsAgainAtEachCheckpointAndInTheNextSleep() throws Exception {
		CancelScope.run((scope) -> {
			scope.cancel();
			for (int i = 0; i < 3; i++) {
				assertThatThrownBy(CancelScope::checkpoint).isInstanceOf(ScopeCancelledException.class);
				assertThat(Thread.currentThread().isInterrupted()).isTrue();
				assertThatThrownBy(Waiting::forever).isInstanceOf(InterruptedException.class);
				assertThat(Thread.currentThread().isInterrupted()).isFalse();
			}
		});
	}

	@Test
	void enteringOrLeavingAScopeInsideOfACancelledOneSetsTheFlagAgain() throws Exception {
		CancelScope.run((scope) -> {
			scope.cancel();
			Thread.interrupted();
			CancelScope.run((inner) -> {
				assertThat(Thread.interrupted()).isTrue();
			});
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
		});
	}

	@Test
	void cancelFromAnotherThreadEndsABlockingCall() throws Exception {
		AtomicReference<CancelScope> seen = new AtomicReference<>();
		Thread canceller = new Thread(() -> {
			Waiting.spinUntil(() -> seen.get() != null);
			seen.get().cancel();
		});
		canceller.start();
		CancelScope.run((scope) -> {
			seen.set(scope);
			Waiting.forever();
		});
		assertThat(seen.get().cancelledCaught()).isTrue();
		Waiting.join(canceller);
	}

	@Test
	void outermostCancelledScopeAbsorbs() throws Exception {
		List<CancelScope> scopes = new ArrayList<>();
		List<String> steps = new ArrayList<>();
		CancelScope.run((outer) -> {
			scopes.add(outer);
			CancelScope.run((middle) -> {
				scopes.add(middle);
				CancelScope.run((inner) -> {
					scopes.add(inner);
					inner.cancel();
					middle.cancel();
					CancelScope.checkpoint();
				});
				steps.add("not reached");
			});
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
			CancelScope.checkpoint();
		});
		assertThat(steps).isEmpty();
		assertThat(scopes).extracting(CancelScope::cancelledCaught).containsExactly(false, true, false);
	}

	@Test
	void innerScopeAbsorbsWhenOnlyItIsCancelled() throws Exception {
		List<String> steps = new ArrayList<>();
		CancelScope.run((outer) -> {
			CancelScope.run((inner) -> {
				inner.cancel();
				CancelScope.checkpoint();
			});
			steps.add("outer goes on");
			outer.cancel();
			CancelScope.checkpoint();
			steps.add("not reached");
		});
		assertThat(steps).containsExactly("outer goes on");
	}

	@Test
	void cancelOfAnInnerScopeLeavesTheOuterAlone() throws Exception {
		CancelScope.run((outer) -> {
			CancelScope.run((inner) -> {
				inner.cancel();
				assertThat(inner.effectivelyCancelled()).isTrue();
				assertThat(outer.effectivelyCancelled()).isFalse();
			});
			CancelScope.checkpoint();
		});
	}

	@Test
	void genuineErrorDuringCancellationComesOut() throws Exception {
		IOException error = new IOException("clean-up failed");
		assertThatThrownBy(() -> CancelScope.run((scope) -> {
			scope.cancel();
			try {
				CancelScope.checkpoint();
			}
			finally {
				failWith(error);
			}
		})).isSameAs(error);
	}

	private static <X extends Exception> void failWith(X error) throws X {
		throw error;
	}

	@Test
	void wrappedInterruptedExceptionIsAbsorbed() throws Exception {
		CancelScope.run((scope) -> {
			scope.cancel();
			try {
				Waiting.forever();
			}
			catch (InterruptedException ex) {
				throw new IllegalArgumentException(new RuntimeException(ex));
			}
		});
	}

	@Test
	void wrappedInterruptedExceptionComesOutOfAScopeNotCancelled() throws Exception {
		assertThatThrownBy(() -> CancelScope.run((scope) -> {
			failWith(new RuntimeException(new InterruptedException()));
		})).hasCauseInstanceOf(InterruptedException.class);
	}

	@Test
	void whatIsACancellation() throws Exception {
		assertThat(List.of(new ScopeCancelledException("", null), new InterruptedException(),
				new ClosedByInterruptException(), new InterruptedIOException(),
				new SocketException("Closed by interrupt"), new ExecutionException(new InterruptedException()),
				new RuntimeException(new IOException(new InterruptedException()))))
			.allMatch(CancelScope::isCancellation);
		RuntimeException ring = new RuntimeException();
		ring.initCause(new RuntimeException(ring));
		assertThat(List.of(new IOException(), new SocketTimeoutException(), new SocketException("Connection reset"),
				new io.tractor.DeadlineExceededException(""), ring, new OutOfMemoryError()))
			.noneMatch(CancelScope::isCancellation);
		assertThat(CancelScope.isCancellation(null)).isFalse();
	}

	@Test
	void shieldedBodyIsNotCutOffAndTheCancelComesAfterIt() throws Exception {
		List<String> steps = new ArrayList<>();
		CancelScope.run((scope) -> {
			scope.cancel();
			String value = CancelScope.shielded(() -> {
				assertThat(Thread.currentThread().isInterrupted()).isFalse();
				CancelScope.checkpoint();
				Thread.sleep(1);
				return "cleaned up";
			});
			steps.add(value);
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
			CancelScope.checkpoint();
			steps.add("not reached");
		});
		assertThat(steps).containsExactly("cleaned up");
	}

	@Test
	void cancelThatComesWhileShieldedIsHeldBackUntilAfter() throws Exception {
		List<String> steps = new ArrayList<>();
		CancelScope.run((scope) -> {
			CancelScope.shielded(() -> {
				scope.cancel();
				CancelScope.checkpoint();
				assertThat(Thread.currentThread().isInterrupted()).isFalse();
				steps.add("shielded");
			});
			Waiting.forever();
		});
		assertThat(steps).containsExactly("shielded");
	}

	@Test
	void scopeInsideOfAShieldCanBeCancelledAndAbsorbs() throws Exception {
		List<String> steps = new ArrayList<>();
		CancelScope.run((outer) -> {
			outer.cancel();
			CancelScope.shielded(() -> {
				CancelScope.run((inner) -> {
					inner.cancel();
					CancelScope.checkpoint();
				});
				steps.add("inner absorbed");
				CancelScope.checkpoint();
			});
			CancelScope.checkpoint();
			steps.add("not reached");
		});
		assertThat(steps).containsExactly("inner absorbed");
	}

	@Test
	void interruptFromElsewhereThrowsAtACheckpointAndStays() throws Exception {
		Thread.currentThread().interrupt();
		assertThatThrownBy(CancelScope::checkpoint).isInstanceOf(ScopeCancelledException.class)
			.hasMessage("The thread was interrupted");
		assertThatThrownBy(() -> CancelScope.run((scope) -> {
			CancelScope.checkpoint();
		})).hasMessage("The thread was interrupted");
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void interruptFromElsewhereIsNotShielded() throws Exception {
		Thread.currentThread().interrupt();
		assertThatThrownBy(() -> CancelScope.shielded(Waiting::forever)).isInstanceOf(InterruptedException.class);
	}

	@Test
	void scopeCancelledBeforeItIsEnteredIsEnteredAsACancelledOne() throws Exception {
		CancelScope scope = CancelScope.root();
		scope.cancel("shut down", null);
		scope.enter();
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		assertThatThrownBy(CancelScope::checkpoint).hasMessageContaining("shut down");
		assertThat(scope.exit(new InterruptedException())).isTrue();
	}

	@Test
	void cancelAfterTheScopeWasLeftTouchesNobody() throws Exception {
		CancelScope scope = CancelScope.create();
		scope.enter();
		scope.exit(null);
		scope.cancel();
		CancelScope.checkpoint();
	}

	@Test
	void rootScopeIsOutOfReachOfTheScopeItsThreadIsIn() throws Exception {
		CancelScope.run((outer) -> {
			outer.cancel();
			CancelScope root = CancelScope.root();
			root.enter();
			assertThat(Thread.currentThread().isInterrupted()).isFalse();
			CancelScope.checkpoint();
			assertThat(outer.enclosesCaller()).isFalse();
			assertThat(root.exit(new InterruptedException())).isFalse();
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
			assertThat(CancelScope.current()).isSameAs(outer);
		});
	}

	@Test
	void currentIsTheInnermost() throws Exception {
		assertThat(CancelScope.current()).isNull();
		CancelScope.run((outer) -> {
			CancelScope.run((inner) -> {
				assertThat(CancelScope.current()).isSameAs(inner);
				assertThat(inner.enclosesCaller()).isTrue();
				assertThat(outer.enclosesCaller()).isTrue();
			});
			assertThat(CancelScope.current()).isSameAs(outer);
		});
		assertThat(CancelScope.root().enclosesCaller()).isFalse();
	}

	@Test
	void checkpointOfAScopeRespectsShieldsOfThoseInside() throws Exception {
		CancelScope.run((scope) -> {
			scope.cancel();
			CancelScope.shielded(() -> CancelScope.checkpoint(scope));
			assertThatThrownBy(() -> CancelScope.checkpoint(scope)).isInstanceOf(ScopeCancelledException.class);
		});
	}

	@Test
	void checkpointOfAScopeThrowsOnAThreadTheUserMadeAndLeavesItsFlagAlone() throws Exception {
		CancelScope scope = CancelScope.root();
		CancelScope.checkpoint(scope);
		scope.cancel("why", null);
		assertThatThrownBy(() -> CancelScope.checkpoint(scope)).hasMessage("The scope was cancelled: why");
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void scopesAreLeftInOrderByTheirThread() throws Exception {
		CancelScope outer = CancelScope.create();
		outer.enter();
		CancelScope inner = CancelScope.create();
		inner.enter();
		assertThatIllegalStateException().isThrownBy(() -> outer.exit(null));
		assertThatIllegalStateException().isThrownBy(inner::enter);
		AtomicReference<Throwable> elsewhere = new AtomicReference<>();
		Thread other = new Thread(() -> inner.exit(null));
		other.setUncaughtExceptionHandler((thread, error) -> elsewhere.set(error));
		other.start();
		Waiting.join(other);
		assertThat(elsewhere.get()).isInstanceOf(IllegalStateException.class);
		inner.exit(null);
		CancelScope late = CancelScope.create();
		outer.exit(null);
		CancelScope stranger = CancelScope.create();
		stranger.enter();
		assertThatIllegalStateException().isThrownBy(late::enter);
		stranger.exit(null);
	}

}
