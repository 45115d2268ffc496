package io.tractor.scope;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.tractor.DeadlineExceededException;
import io.tractor.ScopeCancelledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(CleanThread.class)
class DeadlineTests {

	private static final Duration SHORT = Duration.ofMillis(20);

	private static final Duration LONG = Duration.ofHours(1);

	@Test
	void moveOnAfterCutsOffAndSaysSo() throws Exception {
		assertThat(CancelScope.moveOnAfter(SHORT, Waiting::forever)).isTrue();
	}

	@Test
	void moveOnAfterThatIsNotNeeded() throws Exception {
		assertThat(CancelScope.moveOnAfter(LONG, CancelScope::checkpoint)).isFalse();
	}

	@Test
	void bodyThatEndsLateByItselfWasNotCutOff() throws Exception {
		assertThat(CancelScope.moveOnAfter(SHORT, () -> Waiting.spinUntil(DeadlineTests::cancelled))).isFalse();
		assertThat(CancelScope.<String, RuntimeException>failAfter(SHORT, () -> {
			Waiting.spinUntil(DeadlineTests::cancelled);
			return "late";
		})).isEqualTo("late");
	}

	private static boolean cancelled() {
		CancelScope current = CancelScope.current();
		return current != null && current.effectivelyCancelled();
	}

	@Test
	void failAfterThrowsAndShowsWhereItWasCutOff() throws Exception {
		assertThatThrownBy(() -> CancelScope.failAfter(SHORT, Waiting::forever))
			.isInstanceOf(DeadlineExceededException.class)
			.hasMessage("Not done within PT0.02S")
			.satisfies((error) -> assertThat(error.getSuppressed()).singleElement()
				.isInstanceOf(InterruptedException.class))
			.satisfies((error) -> assertThat(CancelScope.isCancellation(error)).isFalse());
	}

	@Test
	void failAfterReturnsTheValue() throws Exception {
		int value = CancelScope.failAfter(LONG, () -> 5);
		assertThat(value).isEqualTo(5);
	}

	@Test
	void failAfterLeavesOtherErrorsAlone() throws Exception {
		IllegalArgumentException error = new IllegalArgumentException();
		assertThatThrownBy(() -> CancelScope.failAfter(SHORT, () -> {
			Waiting.spinUntil(DeadlineTests::cancelled);
			throw error;
		})).isSameAs(error);
	}

	@Test
	void noTimeCutsOffAtTheFirstCheckpoint() throws Exception {
		List<String> steps = new ArrayList<>();
		for (Duration none : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
			assertThat(CancelScope.moveOnAfter(none, () -> {
				steps.add("entered");
				CancelScope.checkpoint();
				steps.add("not reached");
			})).isTrue();
		}
		assertThat(steps).containsExactly("entered", "entered");
	}

	@Test
	void unboundedTimeIsNoOverflow() throws Exception {
		CancelScope.moveOnAfter(Duration.ofSeconds(Long.MAX_VALUE), () -> {
			assertThat(CancelScope.remaining()).isGreaterThan(Duration.ofDays(365));
			assertThat(CancelScope.moveOnAfter(LONG, CancelScope::checkpoint)).isFalse();
		});
	}

	@Test
	void smallerOuterDeadlineWins() throws Exception {
		List<String> steps = new ArrayList<>();
		assertThat(CancelScope.moveOnAfter(SHORT, () -> {
			CancelScope.failAfter(LONG, () -> {
				assertThatThrownBy(Waiting::forever).isInstanceOf(InterruptedException.class);
				CancelScope.checkpoint();
			});
			steps.add("not reached");
		})).isTrue();
		assertThat(steps).isEmpty();
	}

	@Test
	void smallerInnerDeadlineWins() throws Exception {
		List<String> steps = new ArrayList<>();
		assertThat(CancelScope.moveOnAfter(LONG, () -> {
			assertThat(CancelScope.moveOnAfter(SHORT, Waiting::forever)).isTrue();
			CancelScope.checkpoint();
			steps.add("outer goes on");
		})).isFalse();
		assertThat(steps).hasSize(1);
	}

	@Test
	void failAfterInACancelledScopeIsNotADeadline() throws Exception {
		CancelScope.run((scope) -> {
			scope.cancel();
			assertThatThrownBy(() -> CancelScope.failAfter(Duration.ZERO, () -> CancelScope.checkpoint()))
				.isInstanceOf(ScopeCancelledException.class);
		});
	}

	@Test
	void timeInsideOfAShieldStillCounts() throws Exception {
		CancelScope.run((scope) -> {
			scope.cancel();
			CancelScope.shielded(() -> {
				assertThat(CancelScope.moveOnAfter(SHORT, Waiting::forever)).isTrue();
			});
		});
	}

	@Test
	void timersAreRemovedAtTheEndOfTheScopeOrItsCancel() throws Exception {
		CancelScope.moveOnAfter(LONG, () -> {
			assertThat(Deadline.pending()).isEqualTo(1);
			CancelScope.moveOnAfter(LONG, () -> assertThat(Deadline.pending()).isEqualTo(2));
			assertThat(Deadline.pending()).isEqualTo(1);
		});
		assertThat(Deadline.pending()).isZero();
		CancelScope scope = CancelScope.create();
		scope.cancelAfter(LONG);
		scope.cancel();
		assertThat(Deadline.pending()).isZero();
		scope.cancelAfter(LONG);
		assertThat(Deadline.pending()).isZero();
	}

	@Test
	void ofSeveralDeadlinesTheEarliestCounts() throws Exception {
		CancelScope.run((scope) -> {
			scope.cancelAfter(Duration.ofMinutes(1));
			scope.cancelAfter(LONG);
			assertThat(CancelScope.remaining()).isLessThanOrEqualTo(Duration.ofMinutes(1));
			assertThat(Deadline.pending()).isEqualTo(1);
			scope.cancelAfter(SHORT);
			assertThat(Deadline.pending()).isLessThanOrEqualTo(1);
			Waiting.forever();
		});
	}

	@Test
	void remainingIsThatOfTheNearestDeadlineInReach() throws Exception {
		assertThat(CancelScope.remaining()).isNull();
		CancelScope.moveOnAfter(Duration.ofMinutes(1), () -> CancelScope.moveOnAfter(LONG, () -> {
			assertThat(CancelScope.remaining()).isBetween(Duration.ofSeconds(30), Duration.ofMinutes(1));
			CancelScope.shielded(() -> assertThat(CancelScope.remaining()).isNull());
			CancelScope.shielded(() -> CancelScope.moveOnAfter(LONG,
					() -> assertThat(CancelScope.remaining()).isGreaterThan(Duration.ofMinutes(30))));
		}));
	}

}
