package io.tractor.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.tractor.MsgStream;
import io.tractor.Outcome;
import io.tractor.RemoteActorException;
import io.tractor.StreamOptions;
import io.tractor.StreamOverrunException;
import io.tractor.StreamStatistics;
import io.tractor.runtime.ActorSettings;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Buffers that are full.
 */
@InEveryForm
class CreditScenarioTests extends FormScenarios {

	private static final int WINDOW = 64;

	@Test
	void o1_theParentFillsTheBuffer() {
		this.settings = ActorSettings.DEFAULT.withOverrunAfter(Duration.ZERO);
		Gate sent = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			sent.pass();
			return ctx.<Integer, RuntimeException>stream((stream) -> {
				int count = 0;
				for (Integer value : stream) {
					assertThat(value).isEqualTo(count++);
				}
				return count;
			});
		});
		Object received = openFor((ctx, first) -> {
			ctx.stream((stream) -> {
				fill(stream);
				sent.open();
			});
			return ctx.waitForResult().get();
		});
		assertThat(received).isEqualTo(WINDOW);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 50 })
	void o1_theParentOverrunsTheBuffer(long overrunAfter) {
		this.settings = ActorSettings.DEFAULT.withOverrunAfter(Duration.ofMillis(overrunAfter));
		List<Throwable> seen = new ArrayList<>();
		this.child.does((ctx) -> {
			ctx.started("up");
			seen.add(catchThrowable(() -> Thread.sleep(LONG)));
			seen.add(catchThrowable(ctx::openStream));
			ctx.checkpoint();
			return null;
		});
		long start = System.nanoTime();
		List<Throwable> thrown = new ArrayList<>();
		Throwable raised = catchThrowable(() -> open((ctx, first) -> ctx.stream((stream) -> {
			fill(stream);
			try {
				stream.send(WINDOW);
			}
			catch (StreamOverrunException ex) {
				thrown.add(ex);
				throw ex;
			}
		})));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(overrunAfter));
		assertThat(thrown).containsExactly(raised);
		assertThat(raised)
			.isInstanceOfSatisfying(StreamOverrunException.class,
					(ex) -> assertThat(ex.source()).isEqualTo(near().id()))
			.hasMessageContaining("'scripted'");
		Scripted.Run run = this.child.next();
		assertThat(run.hasEnded()).isTrue();
		run.end();
		assertThat(seen.get(0)).isInstanceOf(InterruptedException.class);
		assertThat(seen.get(1)).isInstanceOf(StreamOverrunException.class);
		assertThat(run.context().maybeError()).get().isInstanceOf(StreamOverrunException.class);
		assertThat(run.context().canceller()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 50 })
	void o1_theChildOverrunsTheBuffer(long overrunAfter) {
		this.settings = ActorSettings.DEFAULT.withOverrunAfter(Duration.ofMillis(overrunAfter));
		this.child.does((ctx) -> {
			ctx.started("up");
			ctx.stream((stream) -> {
				fill(stream);
				stream.send(WINDOW);
			});
			return null;
		});
		assertThatExceptionOfType(StreamOverrunException.class)
			.isThrownBy(() -> open((ctx, first) -> Thread.sleep(LONG)))
			.satisfies((ex) -> assertThat(ex.source()).isEqualTo(far().id()))
			.withMessageContaining("'scripted'");
		assertThat(this.child.next().end()).isInstanceOf(StreamOverrunException.class);
	}

	@Test
	void o1_caughtItStillEndsTheContext() {
		this.settings = ActorSettings.DEFAULT.withOverrunAfter(Duration.ZERO);
		this.child.does((ctx) -> {
			ctx.started("up");
			MsgStream<Integer, Integer> stream = ctx.openStream();
			fill(stream);
			assertThatExceptionOfType(StreamOverrunException.class).isThrownBy(() -> stream.send(WINDOW));
			return 7;
		});
		assertThatExceptionOfType(StreamOverrunException.class)
			.isThrownBy(() -> open((ctx, first) -> Thread.sleep(LONG)));
	}

	@Test
	void o2_aReaderThatComesInTime() {
		Thread p = Thread.currentThread();
		Gate full = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			full.pass();
			Threads.untilBlocked(p);
			return ctx.<Integer, RuntimeException>stream((stream) -> {
				int count = 0;
				for (Integer value : stream) {
					assertThat(value).isEqualTo(count++);
				}
				return count;
			});
		});
		Object received = openFor((ctx, first) -> {
			ctx.stream((stream) -> {
				fill(stream);
				full.open();
				IntStream.range(WINDOW, 10 * WINDOW).forEach(stream::send);
			});
			return ctx.waitForResult().get();
		});
		assertThat(received).isEqualTo(10 * WINDOW);
	}

	@ParameterizedTest
	@EnumSource
	void o3_theChildsEndPassesAFullBuffer(Ending ending) {
		this.child.does((ctx) -> {
			ctx.started("up");
			fill(ctx.openStream());
			if (ending == Ending.ERROR) {
				throw new IllegalArgumentException("boom");
			}
			if (ending == Ending.CANCEL) {
				ctx.cancel();
				ctx.checkpoint();
			}
			return 7;
		});
		Throwable raised = catchThrowable(() -> open((ctx, first) -> ctx.stream((stream) -> {
			// Nothing is received.
			assertThat(ctx.waitForResult()).isEqualTo(new Outcome.Returned<>(7));
		})));
		if (ending == Ending.RETURN) {
			assertThat(raised).isNull();
		}
		else {
			assertThat(raised).isInstanceOf(RemoteActorException.class);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void o3_theParentsEndPassesAFullBuffer(boolean cancel) {
		this.child.does((ctx) -> {
			ctx.started("up");
			Thread.sleep(LONG);
			return null;
		});
		IllegalArgumentException boom = new IllegalArgumentException("boom");
		Throwable raised = catchThrowable(() -> open((ctx, first) -> ctx.stream((stream) -> {
			fill(stream);
			if (!cancel) {
				throw boom;
			}
			assertThat(ctx.cancel(Wire.PATIENCE)).isTrue();
		})));
		assertThat(raised).isSameAs(cancel ? null : boom);
		Scripted.Run run = this.child.next();
		assertThat(run.end()).isInstanceOf(InterruptedException.class);
		assertThat(run.context().canceller()).contains(near().id());
	}

	@Test
	void o3_aSenderThatWaitsForRoomIsCutOff() throws Exception {
		AtomicInteger sent = new AtomicInteger();
		this.child.does((ctx) -> {
			ctx.started("up");
			stream(ctx, (stream) -> {
				while (true) {
					stream.send(sent.getAndIncrement());
				}
			});
			return null;
		});
		open((ctx, first) -> {
			Scripted.Run run = this.child.next();
			Awaitility.await("the buffer to be full")
				.atMost(Wire.PATIENCE)
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.pollInSameThread()
				.until(() -> sent.get() > WINDOW);
			Threads.untilBlocked(run.thread());
			assertThat(ctx.cancel(Wire.PATIENCE)).isTrue();
		});
		assertThat(sent.get()).isEqualTo(WINDOW + 1);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void o4_whatIsAllowedBeyondTheBufferIsQueued(boolean bySize) throws Exception {
		this.settings = ActorSettings.DEFAULT.withOverrunAfter(Duration.ZERO);
		StreamOptions options = bySize ? StreamOptions.DEFAULT.withBufferSize(2000)
				: StreamOptions.DEFAULT.allowOverruns(2000 - WINDOW);
		Gate sent = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			return ctx.<Integer, Exception>stream(options, (stream) -> {
				stream.send(0);
				sent.pass();
				int count = 0;
				for (Integer value : stream) {
					assertThat(value).isEqualTo(count++);
				}
				return count;
			});
		});
		Object received = openFor((ctx, first) -> {
			ctx.stream((stream) -> {
				stream.receive();
				IntStream.range(0, 2000).forEach(stream::send);
				assertThat(stream.statistics()).isEqualTo(new StreamStatistics(2000, 1, 0, WINDOW, 0, 0));
				sent.open();
			});
			return ctx.waitForResult().get();
		});
		assertThat(received).isEqualTo(2000);
	}

	@Test
	void o4_theBoundIsABound() {
		this.settings = ActorSettings.DEFAULT.withOverrunAfter(Duration.ZERO);
		Gate sent = new Gate();
		Gate full = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			ctx.stream((stream) -> {
				stream.receive();
				IntStream.range(0, WINDOW + 36).forEach(stream::send);
				sent.open();
				full.pass();
				stream.send(100);
			});
			return null;
		});
		AtomicInteger buffered = new AtomicInteger();
		assertThatExceptionOfType(StreamOverrunException.class)
			.isThrownBy(() -> open((ctx, first) -> ctx.stream(StreamOptions.DEFAULT.allowOverruns(36), (stream) -> {
				stream.send(0);
				sent.pass();
				buffered.set(stream.statistics().room());
				full.open();
				Thread.sleep(LONG);
			})));
		assertThat(buffered).hasValue(100);
		assertThat(this.child.next().end()).isInstanceOf(StreamOverrunException.class);
	}

	@Test
	void o4_aSmallerBufferHoldsTheSenderBackOnceWhatWasAnnouncedIsUsed() throws Exception {
		this.child.does((ctx) -> {
			ctx.started("up");
			return ctx.<Integer, Exception>stream(StreamOptions.DEFAULT.withBufferSize(2), (stream) -> {
				stream.send(0);
				int count = 0;
				int most = 0;
				for (Integer value : stream) {
					assertThat(value).isEqualTo(count++);
					if (count > WINDOW) {
						most = Math.max(most, stream.statistics().buffered());
					}
				}
				assertThat(count).isEqualTo(10 * WINDOW);
				return most;
			});
		});
		Object most = openFor((ctx, first) -> {
			ctx.stream((stream) -> {
				stream.receive();
				IntStream.range(0, 10 * WINDOW).forEach(stream::send);
			});
			return ctx.waitForResult().get();
		});
		assertThat((Integer) most).isLessThanOrEqualTo(2);
	}

	@Test
	void o2_aStreamMayBeMoreOrLessPatientThanItsActor() {
		this.settings = ActorSettings.DEFAULT.withOverrunAfter(Duration.ofMillis(LONG));
		this.child.does((ctx) -> {
			ctx.started("up");
			Thread.sleep(LONG);
			return null;
		});
		assertThatExceptionOfType(StreamOverrunException.class).isThrownBy(() -> open(
				(ctx, first) -> ctx.stream(StreamOptions.DEFAULT.withOverrunAfter(Duration.ZERO), (stream) -> {
					fill(stream);
					stream.send(WINDOW);
				})));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theRoomGrowsWhileTheReaderKeepsUp(boolean patient) throws Exception {
		if (!patient) {
			this.settings = ActorSettings.DEFAULT.withOverrunAfter(Duration.ZERO);
		}
		this.child.does((ctx) -> {
			ctx.started("up");
			ctx.stream((stream) -> {
				for (Integer value : stream) {
					stream.send(value);
				}
			});
			return null;
		});
		open((ctx, first) -> {
			ctx.stream((stream) -> {
				for (int i = 0; i < 2000; i++) {
					stream.send(i);
					assertThat(stream.receive()).isEqualTo(i);
				}
				assertThat(stream.statistics().room()).isEqualTo(patient ? 1024 : WINDOW);
			});
		});
	}

	private static void fill(MsgStream<Integer, Integer> stream) {
		IntStream.range(0, WINDOW).forEach(stream::send);
	}

	/** How C ends. */
	enum Ending {

		RETURN, ERROR, CANCEL

	}

}
