package io.tractor.stream;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What is pulled when, and by whom.
 */
class BroadcastTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

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

	/** Or a stream on which nothing comes would keep all who ever waited for a while. */
	@Test
	void whoIsInterruptedIsKeptNoLonger() throws Exception {
		CountDownLatch pulling = new CountDownLatch(1);
		CountDownLatch arrived = new CountDownLatch(1);
		Broadcast broadcast = new Broadcast(2, new Arrived("a") {

			@Override
			public Object next(BooleanSupplier givenUp) {
				pulling.countDown();
				Awaitility.await().atMost(PATIENCE).until(() -> arrived.getCount() == 0);
				return super.next(givenUp);
			}

		});
		Thread puller = new Thread(() -> await(broadcast, 0));
		puller.start();
		assertThat(pulling.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		WeakReference<BooleanSupplier> interrupted = interrupted(broadcast);
		Awaitility.await().atMost(PATIENCE).until(() -> {
			System.gc();
			return interrupted.get() == null;
		});
		arrived.countDown();
		puller.join(PATIENCE.toMillis());
		assertThat(broadcast.end()).isEqualTo(1);
	}

	/** What a thread waited with, that was interrupted and has ended. */
	private static WeakReference<BooleanSupplier> interrupted(Broadcast broadcast) throws InterruptedException {
		BooleanSupplier givenUp = new AtomicBoolean()::get;
		Thread reader = new Thread(() -> assertThatExceptionOfType(CancellationException.class)
			.isThrownBy(() -> broadcast.await(0, givenUp, () -> {
				if (Thread.interrupted()) {
					throw new CancellationException();
				}
			})));
		reader.start();
		Awaitility.await().atMost(PATIENCE).until(() -> reader.getState() == Thread.State.WAITING);
		reader.interrupt();
		reader.join(PATIENCE.toMillis());
		assertThat(reader.isAlive()).isFalse();
		return new WeakReference<>(givenUp);
	}

	private static void await(Broadcast broadcast, long number) {
		broadcast.await(number, () -> false, () -> {
		});
	}

	private static class Arrived implements Broadcast.Source {

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
