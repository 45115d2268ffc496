package io.tractor.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.tractor.EndOfChannelException;
import io.tractor.MsgStream;
import io.tractor.Outcome;
import io.tractor.TractorContext;
import io.tractor.scope.Nursery;
import io.tractor.scope.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Both halves of the stream, and how they close.
 */
@InEveryForm
class StreamScenarioTests extends FormScenarios {

	/** To be 1,000,000 now and then. */
	private static final int MANY = Integer.getInteger("scenarios.values", 200_000);

	private static final int THREADS = 4;

	private static final int EACH = 2_000;

	@Test
	void s1_theChildCloses() {
		Gate seen = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			ctx.stream((stream) -> {
				sendThree(stream);
			});
			seen.pass();
			return 7;
		});
		Object result = openFor((ctx, first) -> {
			ctx.stream((stream) -> {
				assertThreeThenTheEnd(stream);
				assertThatExceptionOfType(EndOfChannelException.class).isThrownBy(() -> stream.send(1));
			});
			seen.open();
			return ctx.waitForResult().get();
		});
		assertThat(result).isEqualTo(7);
		assertThat(this.child.next().end()).isNull();
	}

	@Test
	void s1_theChildReturns() {
		this.child.does((ctx) -> {
			ctx.started("up");
			sendThree(ctx.openStream());
			return 7;
		});
		Object result = openFor((ctx, first) -> ctx.stream((stream) -> {
			assertThat(ctx.waitForResult()).isEqualTo(new Outcome.Returned<>(7));
			assertThreeThenTheEnd(stream);
			assertThatExceptionOfType(EndOfChannelException.class).isThrownBy(() -> stream.send(1));
			return ctx.waitForResult().get();
		}));
		assertThat(result).isEqualTo(7);
	}

	@Test
	void s1_theParentCloses() {
		this.child.does((ctx) -> {
			ctx.started("up");
			ctx.stream((stream) -> {
				assertThreeThenTheEnd(stream);
				// Dropped over there, so that this side can finish its work.
				IntStream.range(0, 1_000).forEach(stream::send);
			});
			return 7;
		});
		Object result = openFor((ctx, first) -> {
			ctx.stream((stream) -> {
				sendThree(stream);
			});
			return ctx.waitForResult().get();
		});
		assertThat(result).isEqualTo(7);
	}

	@Test
	void s1_aParentThatWaitsForRoomIsToldOfTheEnd() {
		Gate full = new Gate();
		Thread p = Thread.currentThread();
		this.child.does((ctx) -> {
			ctx.started("up");
			full.pass();
			Threads.untilBlocked(p);
			return 7;
		});
		Object result = openFor((ctx, first) -> {
			ctx.stream((stream) -> {
				IntStream.range(0, this.settings.bufferSize()).forEach(stream::send);
				full.open();
				assertThatExceptionOfType(EndOfChannelException.class).isThrownBy(() -> stream.send(1));
			});
			return ctx.waitForResult().get();
		});
		assertThat(result).isEqualTo(7);
	}

	private static void sendThree(MsgStream<Integer, Integer> stream) {
		IntStream.range(0, 3).forEach(stream::send);
	}

	private static void assertThreeThenTheEnd(MsgStream<Integer, Integer> stream) {
		assertThat(stream.receive()).isZero();
		assertThat(stream).containsExactly(1, 2);
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(EndOfChannelException.class).isThrownBy(stream::receive);
			assertThat(stream).isEmpty();
		}
	}

	@Test
	void s2_afterClosingItOneself() {
		Gate seen = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			seen.pass();
			assertClosed(ctx.openStream());
			return 7;
		});
		Object result = openFor((ctx, first) -> {
			assertClosed(ctx.openStream());
			seen.open();
			return ctx.waitForResult().get();
		});
		assertThat(result).isEqualTo(7);
		assertThat(this.child.next().end()).isNull();
	}

	private static void assertClosed(MsgStream<Integer, Integer> stream) {
		stream.close();
		assertThatIllegalStateException().isThrownBy(() -> stream.send(1)).withMessageContaining("'scripted'");
		assertThatIllegalStateException().isThrownBy(stream::receive).withMessageContaining("'scripted'");
		assertThatIllegalStateException().isThrownBy(() -> stream.iterator().hasNext());
		stream.close();
		stream.abort();
	}

	@Test
	void s2_closedWhileAnotherThreadReceives() throws Exception {
		this.child.does((ctx) -> {
			ctx.started("up");
			ctx.stream((stream) -> {
				assertThat(stream).isEmpty();
			});
			return 7;
		});
		open((ctx, first) -> {
			MsgStream<Integer, Integer> stream = ctx.openStream();
			Background<Integer> receiving = Background.run(() -> stream.receive());
			Threads.untilBlocked(receiving.thread());
			stream.close();
			assertThat(receiving.thrown()).isInstanceOf(IllegalStateException.class);
		});
	}

	@Test
	void s3_openedTwice() {
		this.child.does((ctx) -> {
			ctx.started("up");
			assertOpensOnce(ctx);
			return 7;
		});
		Object result = openFor((ctx, first) -> {
			assertOpensOnce(ctx);
			return ctx.waitForResult().get();
		});
		assertThat(result).isEqualTo(7);
	}

	private static void assertOpensOnce(TractorContext<Integer, Integer> ctx) {
		ctx.stream((stream) -> {
			assertThatIllegalStateException().as("nested").isThrownBy(ctx::openStream);
			stream.send(1);
			assertThat(stream.receive()).isEqualTo(1);
		});
		assertThatIllegalStateException().as("afterwards")
			.isThrownBy(ctx::openStream)
			.withMessageContaining("'scripted'");
		assertThatIllegalStateException().isThrownBy(() -> ctx.stream((stream) -> {
			stream.send(1);
		}));
	}

	@Test
	void s4_manyValuesEachWayAtOnce() throws Exception {
		BufferLeaks.sample();
		// Of a reactive side each is waited for by itself here, which takes its time.
		int count = (this.form == Form.BLOCKING) ? MANY : MANY / 100;
		this.child.does((ctx) -> {
			ctx.started("up");
			return ctx.<Integer, Exception>stream((stream) -> exchange(stream, count));
		});
		Object received = openFor((ctx, first) -> {
			assertThat(ctx.<Integer, Exception>stream((stream) -> exchange(stream, count))).isEqualTo(count);
			return ctx.waitForResult().get();
		});
		assertThat(received).isEqualTo(count);
	}

	/** Sends all and receives all at once; gives how many came in order. */
	private static int exchange(MsgStream<Integer, Integer> stream, int count) throws Exception {
		return Nursery.<Integer, Exception>run((nursery) -> {
			nursery.start(() -> {
				for (int i = 0; i < count; i++) {
					stream.send(i);
				}
			});
			for (int i = 0; i < count; i++) {
				if (stream.receive() != i) {
					return i;
				}
			}
			return count;
		});
	}

	@Test
	void s5_severalReceiveAndSeveralSend() throws Exception {
		BufferLeaks.sample();
		this.child.does((ctx) -> {
			ctx.started("up");
			ctx.<Exception>stream((stream) -> Nursery.<Exception>run((nursery) -> {
				for (int thread = 0; thread < THREADS; thread++) {
					int from = thread * EACH;
					nursery.start(() -> {
						IntStream.range(from, from + EACH).forEach(stream::send);
					});
				}
			}));
			return null;
		});
		List<List<Integer>> received = new ArrayList<>();
		this.<Exception>open((ctx, first) -> ctx.<Exception>stream((stream) -> {
			List<Task<List<Integer>>> tasks = new ArrayList<>();
			Nursery.<Exception>run((nursery) -> {
				for (int thread = 0; thread < THREADS; thread++) {
					tasks.add(nursery.start(() -> {
						List<Integer> mine = new ArrayList<>();
						stream.forEach(mine::add);
						return mine;
					}));
				}
			});
			for (Task<List<Integer>> task : tasks) {
				received.add(task.get());
			}
		}));
		assertThat(received.stream().flatMap(List::stream).sorted())
			.containsExactlyElementsOf(IntStream.range(0, THREADS * EACH).boxed().toList());
		for (List<Integer> mine : received) {
			for (int thread = 0; thread < THREADS; thread++) {
				int sender = thread;
				assertThat(mine.stream().filter((value) -> value / EACH == sender)).isSorted();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void d_leavingTheBodyEndsTheChildsIteration(boolean opened) {
		this.child.does((ctx) -> {
			ctx.started("up");
			return ctx.<Integer, RuntimeException>stream((stream) -> {
				int count = 0;
				for (Integer value : stream) {
					count += value;
				}
				return count;
			});
		});
		open((ctx, first) -> {
			if (opened) {
				MsgStream<Integer, Integer> handle = ctx.openStream();
				handle.send(1);
				handle.send(2);
			}
		});
		assertThat(this.child.next().context().outcome()).isEqualTo(new Outcome.Returned<>(opened ? 3 : 0));
	}

	@Test
	void d_waitingForTheResultGivesTheStreamUp() {
		this.child.does((ctx) -> {
			ctx.started("up");
			return ctx.<Integer, RuntimeException>stream((stream) -> {
				IntStream.range(0, 1_000).forEach(stream::send);
				assertThat(stream).isEmpty();
				return 7;
			});
		});
		Object result = openFor((ctx, first) -> {
			assertThat(ctx.waitForResult()).isEqualTo(new Outcome.Returned<>(7));
			assertThatIllegalStateException().isThrownBy(ctx::openStream).withMessageContaining("'scripted'");
			return ctx.waitForResult().get();
		});
		assertThat(result).isEqualTo(7);
	}

	@Test
	void d_waitingForTheResultLeavesAnOpenStreamToItsReader() throws Exception {
		this.child.does((ctx) -> {
			ctx.started("up");
			ctx.stream((stream) -> {
				IntStream.range(0, 1_000).forEach(stream::send);
			});
			return 7;
		});
		Set<Integer> received = ConcurrentHashMap.newKeySet();
		this.<Exception>open((ctx, first) -> ctx.<Exception>stream((stream) -> Nursery.<Exception>run((nursery) -> {
			nursery.start(() -> stream.forEach(received::add));
			assertThat(ctx.waitForResult()).isEqualTo(new Outcome.Returned<>(7));
		})));
		assertThat(received).hasSize(1_000);
	}

	@ParameterizedTest
	@EnumSource
	void d_aStreamBodyThatThrowsTellsNoEnd(Thrower thrower) {
		AtomicInteger seen = new AtomicInteger();
		this.child.does((ctx) -> {
			ctx.started("up");
			try {
				ctx.stream((stream) -> {
					stream.send(1);
					if (thrower == Thrower.CHILD) {
						throw new IllegalArgumentException("boom");
					}
					stream.forEach((value) -> seen.incrementAndGet());
					seen.addAndGet(1_000);
				});
			}
			catch (IllegalArgumentException ex) {
				// The task goes on: its end will tell.
			}
			return 7;
		});
		Throwable raised = catchThrowable(() -> open((ctx, first) -> ctx.stream((stream) -> {
			assertThat(stream.receive()).isEqualTo(1);
			if (thrower == Thrower.PARENT) {
				throw new IllegalArgumentException("boom");
			}
			stream.forEach((value) -> seen.incrementAndGet());
		})));
		if (thrower == Thrower.PARENT) {
			assertThat(raised).isInstanceOf(IllegalArgumentException.class);
		}
		else {
			assertThat(raised).isNull();
		}
		assertThat(seen).hasValue(0);
	}

	/** Whose stream body throws. */
	enum Thrower {

		PARENT, CHILD

	}

}
