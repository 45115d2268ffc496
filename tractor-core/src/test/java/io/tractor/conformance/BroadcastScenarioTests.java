package io.tractor.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.tractor.BroadcastReceiver;
import io.tractor.ContextCancelledException;
import io.tractor.EndOfChannelException;
import io.tractor.LaggedException;
import io.tractor.MsgStream;
import io.tractor.RemoteActorException;
import io.tractor.ScopeCancelledException;
import io.tractor.StreamAction;
import io.tractor.StreamOptions;
import io.tractor.scope.CancelScope;
import io.tractor.scope.Nursery;
import io.tractor.scope.Task;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Several local subscribers to one stream.
 */
@OverEveryWire
class BroadcastScenarioTests extends Scenarios {

	private static final int WINDOW = 64;

	/** C sends the numbers from 0 on, when the gate is opened, and ends as told. */
	private final Gate subscribed = new Gate();

	private void childSends(int count, StreamAction<Integer, Integer, Exception> then) {
		this.child.does((ctx) -> {
			ctx.started("up");
			stream(ctx, (stream) -> {
				this.subscribed.pass();
				IntStream.range(0, count).forEach(stream::send);
				then.run(stream);
			});
			return count;
		});
	}

	private void childSends(int count) {
		childSends(count, (stream) -> {
		});
	}

	@Test
	void b1_eachGetsItsOwnCopyWholeAndInOrder() throws Exception {
		int count = 20_000;
		childSends(count);
		List<Task<Long>> tasks = new ArrayList<>();
		open((ctx, first) -> stream(ctx, (stream) -> Nursery.run((nursery) -> {
			for (int i = 0; i < 3; i++) {
				BroadcastReceiver<Integer, Integer> receiver = stream.subscribe((lost) -> {
				});
				tasks.add(nursery.start(() -> sumOf(receiver)));
			}
			this.subscribed.open();
		})));
		// Whatever each lost and received, in order, is all there was.
		assertThat(tasks).extracting(Task::get).containsOnly((long) count);
	}

	/** Receives all; gives how many that were together with those it lost. */
	private static long sumOf(BroadcastReceiver<Integer, Integer> receiver) {
		int last = -1;
		long received = 0;
		for (Integer value : receiver) {
			assertThat(value).isGreaterThan(last);
			last = value;
			received++;
		}
		assertThat(received + receiver.lost()).isEqualTo(last + 1L);
		return received + receiver.lost();
	}

	@ParameterizedTest
	@ValueSource(ints = { WINDOW, WINDOW + 1, 3 * WINDOW + 7 })
	void b1_aSlowOneLosesTheOldestAndIsToldHowMany(int count) throws Exception {
		childSends(count);
		open((ctx, first) -> stream(ctx, (stream) -> {
			BroadcastReceiver<Integer, Integer> slow = stream.subscribe();
			BroadcastReceiver<Integer, Integer> fast = stream.subscribe();
			this.subscribed.open();
			IntStream.range(0, count).forEach((number) -> assertThat(fast.receive()).isEqualTo(number));
			int lost = Math.max(0, count - WINDOW);
			assertThat(slow.queued()).isEqualTo(count - lost);
			if (lost > 0) {
				assertThatExceptionOfType(LaggedException.class).isThrownBy(slow::receive)
					.satisfies((ex) -> assertThat(ex.lost()).isEqualTo(lost));
			}
			IntStream.range(lost, count).forEach((number) -> assertThat(slow.receive()).isEqualTo(number));
			assertThat(slow.lost()).isEqualTo(lost);
			assertThatExceptionOfType(EndOfChannelException.class).isThrownBy(slow::receive);
			assertThatExceptionOfType(EndOfChannelException.class).isThrownBy(fast::receive);
		}));
	}

	@Test
	void b1_aSlowOneMaySkipWithoutAnException() throws Exception {
		childSends(2 * WINDOW);
		open((ctx, first) -> stream(ctx, (stream) -> {
			AtomicLong skipped = new AtomicLong();
			BroadcastReceiver<Integer, Integer> slow = stream.subscribe(skipped::addAndGet);
			BroadcastReceiver<Integer, Integer> fast = stream.subscribe();
			this.subscribed.open();
			IntStream.range(0, 2 * WINDOW).forEach((number) -> fast.receive());
			assertThat(slow.receive()).isEqualTo(WINDOW);
			assertThat(skipped).hasValue(WINDOW);
		}));
	}

	@Test
	void b1_howFarBehindOneMayFallIsTheBufferOfTheStream() throws Exception {
		childSends(10);
		open((ctx, first) -> ctx.stream(StreamOptions.DEFAULT.withBufferSize(4).allowOverruns(3), (stream) -> {
			BroadcastReceiver<Integer, Integer> slow = stream.subscribe();
			BroadcastReceiver<Integer, Integer> fast = stream.subscribe();
			this.subscribed.open();
			IntStream.range(0, 10).forEach((number) -> fast.receive());
			assertThatExceptionOfType(LaggedException.class).isThrownBy(slow::receive)
				.satisfies((ex) -> assertThat(ex.lost()).isEqualTo(3));
		}));
	}

	@Test
	void b1_aLateOneBeginsWithWhatNobodyHasTaken() throws Exception {
		childSends(WINDOW);
		open((ctx, first) -> stream(ctx, (stream) -> {
			BroadcastReceiver<Integer, Integer> early = stream.subscribe();
			this.subscribed.open();
			Awaitility.await().atMost(Wire.PATIENCE).until(() -> stream.statistics().buffered() == WINDOW);
			assertThat(early.receive()).isZero();
			BroadcastReceiver<Integer, Integer> late = stream.subscribe();
			assertThat(late.receive()).isOne();
			assertThat(early.receive()).isOne();
		}));
	}

	@Test
	void b1_theStreamItselfIsOneOfThem() throws Exception {
		childSends(10);
		open((ctx, first) -> stream(ctx, (stream) -> {
			BroadcastReceiver<Integer, Integer> other = stream.subscribe();
			this.subscribed.open();
			assertThat(stream).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
			assertThat(other).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
		}));
	}

	@Test
	void b1_whoAlreadyWaitsOnTheStreamTakesNothingFromTheFirstSubscriber() throws Exception {
		childSends(1);
		open((ctx, first) -> stream(ctx, (stream) -> Nursery.run((nursery) -> {
			AtomicInteger seen = new AtomicInteger(-1);
			List<Thread> threads = new ArrayList<>();
			Gate waits = new Gate();
			nursery.start(() -> {
				threads.add(Thread.currentThread());
				waits.open();
				seen.set(stream.receive());
			});
			waits.pass();
			Threads.untilBlocked(threads.get(0));
			BroadcastReceiver<Integer, Integer> receiver = stream.subscribe();
			this.subscribed.open();
			assertThat(receiver.receive()).isEqualTo(0);
		})));
	}

	@Test
	void b1_onTheChildsSideToo() {
		this.child.does((ctx) -> {
			ctx.started("up");
			return ctx.<List<List<Integer>>, Exception>stream((stream) -> {
				BroadcastReceiver<Integer, Integer> one = stream.subscribe();
				BroadcastReceiver<Integer, Integer> other = stream.subscribe();
				one.send(1);
				return List.of(all(one), all(other));
			});
		});
		Object received = openFor((ctx, first) -> {
			ctx.stream((stream) -> {
				assertThat(stream.receive()).isEqualTo(1);
				IntStream.range(0, 5).forEach(stream::send);
			});
			return ctx.waitForResult().get();
		});
		assertThat(received).isEqualTo(List.of(List.of(0, 1, 2, 3, 4), List.of(0, 1, 2, 3, 4)));
	}

	private static List<Integer> all(BroadcastReceiver<Integer, Integer> receiver) {
		List<Integer> values = new ArrayList<>();
		receiver.forEach(values::add);
		return values;
	}

	@Test
	void b2_anErrorComesAfterWhatWasQueued() {
		childSends(3, (stream) -> {
			stream.receive();
			throw new IllegalArgumentException("boom");
		});
		Throwable raised = catchThrowable(() -> open((ctx, first) -> stream(ctx, (stream) -> {
			BroadcastReceiver<Integer, Integer> slow = stream.subscribe();
			BroadcastReceiver<Integer, Integer> fast = stream.subscribe();
			this.subscribed.open();
			IntStream.range(0, 3).forEach((number) -> fast.receive());
			stream.send(0);
			Throwable end = catchThrowable(fast::receive);
			assertThat(end).isInstanceOf(RemoteActorException.class).hasMessageContaining("boom");
			IntStream.range(0, 3).forEach((number) -> assertThat(slow.receive()).isEqualTo(number));
			assertThat(catchThrowable(slow::receive)).isSameAs(end);
			assertThat(catchThrowable(slow::receive)).isSameAs(end);
			assertThat(catchThrowable(stream::receive)).isNull();
		})));
		assertThat(raised).isInstanceOf(RemoteActorException.class).hasMessageContaining("boom");
	}

	@Test
	void b2_aCancelOfOnesOwnComesAfterWhatWasQueued() throws Exception {
		childSends(3, (stream) -> Thread.sleep(LONG));
		open((ctx, first) -> stream(ctx, (stream) -> {
			BroadcastReceiver<Integer, Integer> slow = stream.subscribe();
			BroadcastReceiver<Integer, Integer> fast = stream.subscribe();
			this.subscribed.open();
			IntStream.range(0, 3).forEach((number) -> fast.receive());
			assertThat(ctx.cancel(Wire.PATIENCE)).isTrue();
			assertThatExceptionOfType(ContextCancelledException.class).isThrownBy(fast::receive);
			assertThat(slow).containsExactly(0, 1, 2);
			assertThatExceptionOfType(ContextCancelledException.class).isThrownBy(slow::receive);
		}));
	}

	@Test
	void b2_aCancelledChildsSubscribersAreCutOffAtOnce() throws Exception {
		Gate queued = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			return ctx.<Object, Exception>stream((stream) -> {
				BroadcastReceiver<Integer, Integer> slow = stream.subscribe();
				BroadcastReceiver<Integer, Integer> fast = stream.subscribe();
				fast.receive();
				queued.open();
				assertThatExceptionOfType(ScopeCancelledException.class).isThrownBy(fast::receive);
				assertThatExceptionOfType(ScopeCancelledException.class).isThrownBy(slow::receive);
				assertThatExceptionOfType(ScopeCancelledException.class).isThrownBy(slow::receive);
				return null;
			});
		});
		open((ctx, first) -> stream(ctx, (stream) -> {
			stream.send(1);
			queued.pass();
			assertThat(ctx.cancel(Wire.PATIENCE)).isTrue();
		}));
		assertThat(this.child.next().end()).isNull();
	}

	@Test
	void b2_oneThatIsCancelledLeavesThePullingToAnother() throws Exception {
		childSends(2);
		open((ctx, first) -> stream(ctx, (stream) -> Nursery.run((nursery) -> {
			BroadcastReceiver<Integer, Integer> other = stream.subscribe();
			List<Thread> pulling = new ArrayList<>();
			List<CancelScope> scopes = new ArrayList<>();
			Gate pulls = new Gate();
			nursery.start(() -> CancelScope.run((scope) -> {
				BroadcastReceiver<Integer, Integer> one = stream.subscribe();
				scopes.add(scope);
				pulling.add(Thread.currentThread());
				pulls.open();
				one.receive();
			}));
			pulls.pass();
			Threads.untilBlocked(pulling.get(0));
			Gate waits = new Gate();
			List<Thread> waiting = new ArrayList<>();
			Task<List<Integer>> task = nursery.start(() -> {
				waiting.add(Thread.currentThread());
				waits.open();
				return all(other);
			});
			waits.pass();
			Threads.untilBlocked(waiting.get(0));
			scopes.get(0).cancel();
			this.subscribed.open();
			assertThat(task.get()).containsExactly(0, 1);
		})));
	}

	@Test
	void b3_oneThatIsClosedFailsClearlyAndTheOthersGoOn() throws Exception {
		childSends(2);
		open((ctx, first) -> stream(ctx, (stream) -> Nursery.run((nursery) -> {
			BroadcastReceiver<Integer, Integer> closing = stream.subscribe();
			BroadcastReceiver<Integer, Integer> other = stream.subscribe();
			assertThat(stream.statistics().subscribers()).isEqualTo(2);
			Gate waits = new Gate();
			List<Thread> threads = new ArrayList<>();
			Task<Throwable> cutOff = nursery.start(() -> {
				threads.add(Thread.currentThread());
				waits.open();
				return catchThrowable(closing::receive);
			});
			waits.pass();
			Threads.untilBlocked(threads.get(0));
			closing.close();
			closing.close();
			assertThat(cutOff.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("'scripted'");
			assertThat(stream.statistics().subscribers()).isEqualTo(1);
			this.subscribed.open();
			assertThat(other).containsExactly(0, 1);
			assertThatIllegalStateException().isThrownBy(closing::receive);
		})));
	}

	@Test
	void b3_subscribingAfterTheCloseFailsClearly() throws Exception {
		childSends(0);
		this.subscribed.open();
		open((ctx, first) -> {
			MsgStream<Integer, Integer> stream = ctx.openStream();
			BroadcastReceiver<Integer, Integer> before = stream.subscribe();
			stream.close();
			assertThatIllegalStateException().isThrownBy(stream::subscribe).withMessageContaining("'scripted'");
			assertThatIllegalStateException().isThrownBy(before::receive).withMessageContaining("'scripted'");
		});
	}

}
