package io.tractor.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What is pulled when, and by whom.
 */
class BroadcastTests {

	@Test
	void whatHasArrivedIsPulledAlongUpToHalfOfTheWindow() {
		Broadcast broadcast = new Broadcast(4, new Arrived("a", "b", "c", "d"));
		await(broadcast, 0);
		assertThat(broadcast.end()).isEqualTo(3);
		assertThat(broadcast.at(2)).isEqualTo(new Broadcast.Kept(2, "c"));
	}

	@Test
	void whatIsPulledAlongIsTakenByNobody() {
		Broadcast broadcast = new Broadcast(4, new Arrived("a", "b", "c"));
		await(broadcast, 0);
		assertThat(broadcast.fastest()).isZero();
		broadcast.taken(0);
		broadcast.taken(1);
		broadcast.taken(0);
		assertThat(broadcast.fastest()).isEqualTo(2);
	}

	/** Or a reader that is no further behind would look for it for ever. */
	@Test
	void allThatIsWithinTheWindowIsKept() {
		int window = 4;
		Broadcast broadcast = new Broadcast(window, new Arrived(IntStream.range(0, 40).boxed().toArray()));
		for (long number = 0; number < 30; number++) {
			await(broadcast, number);
			for (long behind = Math.max(0, broadcast.fastest() - window); behind < broadcast.end(); behind++) {
				assertThat(broadcast.at(behind)).isEqualTo(new Broadcast.Kept(behind, (int) behind));
			}
			Broadcast.Kept newest = broadcast.at(broadcast.end() - 1);
			assertThat(broadcast.oldestBeside(newest)).isLessThanOrEqualTo(Math.max(0, broadcast.fastest() - window));
			broadcast.taken(number);
		}
	}

	@Test
	void aFailureMetAheadIsThrownToTheNextWhoPulls() {
		Arrived source = new Arrived("a", "b");
		source.failsAtTheEnd = true;
		Broadcast broadcast = new Broadcast(8, source);
		await(broadcast, 0);
		await(broadcast, 1);
		assertThat(broadcast.end()).isEqualTo(2);
		assertThatIllegalStateException().isThrownBy(() -> await(broadcast, 2)).withMessage("no more");
		source.values.add("c");
		await(broadcast, 2);
		assertThat(broadcast.at(2)).isEqualTo(new Broadcast.Kept(2, "c"));
	}

	private static void await(Broadcast broadcast, long number) {
		broadcast.await(number, () -> false, () -> {
		});
	}

	private static final class Arrived implements Broadcast.Source {

		final Deque<Object> values;

		boolean failsAtTheEnd;

		Arrived(Object... values) {
			this.values = new ArrayDeque<>(List.of(values));
		}

		@Override
		public Object next(BooleanSupplier givenUp) {
			return this.values.remove();
		}

		@Override
		public Object now() {
			if (this.values.isEmpty() && this.failsAtTheEnd) {
				throw new IllegalStateException("no more");
			}
			return this.values.isEmpty() ? Broadcast.NOTHING : this.values.remove();
		}

	}

}
