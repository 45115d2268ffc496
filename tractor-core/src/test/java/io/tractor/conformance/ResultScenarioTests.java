package io.tractor.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import io.tractor.ContextSpec;
import io.tractor.EndOfChannelException;
import io.tractor.Outcome;
import io.tractor.ParentContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The result, and who waits for it.
 */
@InEveryForm
class ResultScenarioTests extends FormScenarios {

	static Stream<Object> values() {
		return Stream.of(0, "", false, List.of(), 7);
	}

	@ParameterizedTest
	@NullSource
	@MethodSource("values")
	void r1_askedByManyAndAgain(@Nullable Object value) throws Exception {
		Gate asked = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			asked.pass();
			return value;
		});
		List<Outcome<Object>> outcomes = new ArrayList<>();
		AtomicReference<ParentContext<Integer, Integer, Object>> context = new AtomicReference<>();
		open((ctx, first) -> {
			context.set(ctx);
			assertThat(ctx.outcome()).isInstanceOf(Outcome.Unresolved.class);
			Background<Outcome<Object>> one = Background.run(() -> ctx.waitForResult());
			Background<Outcome<Object>> two = Background.run(() -> ctx.waitForResult());
			Threads.untilBlocked(one.thread());
			Threads.untilBlocked(two.thread());
			asked.open();
			outcomes.add(ctx.waitForResult());
			outcomes.add(ctx.waitForResult());
			outcomes.add(one.value());
			outcomes.add(two.value());
		});
		outcomes.add(context.get().waitForResult());
		outcomes.add(context.get().outcome());
		assertThat(outcomes).hasSize(6).allMatch(new Outcome.Returned<>(value)::equals);
	}

	@Test
	void r2_leavingWaitsForTheChild() throws Exception {
		Gate done = new Gate();
		AtomicBoolean ended = new AtomicBoolean();
		this.child.does((ctx) -> {
			ctx.started("up");
			done.pass();
			ended.set(true);
			return null;
		});
		ContextSpec<String, Integer, Integer, Object> context = context();
		Gate left = new Gate();
		Background<Boolean> opening = Background.run(() -> {
			context.open((ctx, first) -> {
				left.open();
			});
			return ended.get();
		});
		left.pass();
		Threads.untilBlocked(opening.thread());
		assertThat(opening.hasEnded()).isFalse();
		done.open();
		assertThat(opening.value()).isTrue();
	}

	static Stream<Arguments> leaving() {
		return Stream.of(Leaving.values())
			.flatMap((leaving) -> Stream.of(Sending.values()).map((sending) -> arguments(leaving, sending)));
	}

	@ParameterizedTest
	@MethodSource("leaving")
	void r3_whatStillComesIsDrained(Leaving leaving, Sending sending) throws Exception {
		if (sending == Sending.MUCH) {
			BufferLeaks.sample();
		}
		Gate left = new Gate();
		AtomicInteger sent = new AtomicInteger();
		this.child.does((ctx) -> {
			ctx.started("up");
			ctx.stream((stream) -> {
				stream.send(0);
				left.pass();
				for (int i = 1; i < sending.count; i++) {
					stream.send(i);
					sent.set(i + 1);
					if (sending.pauseNanos > 0) {
						LockSupport.parkNanos(sending.pauseNanos);
					}
				}
			});
			return sent.get();
		});
		AtomicReference<ParentContext<Integer, Integer, Object>> context = new AtomicReference<>();
		open((ctx, first) -> {
			context.set(ctx);
			leaving.run(ctx, left);
		});
		assertThat(sent).hasValue(sending.count);
		assertThat(context.get().outcome()).isEqualTo(new Outcome.Returned<>(sending.count));
		assertThat(this.child.next().end()).isNull();
	}

	@Test
	void r4_returnWhileTheParentReceives() {
		Thread p = Thread.currentThread();
		Gate receiving = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			receiving.pass();
			Threads.untilBlocked(p);
			return 7;
		});
		Object result = openFor((ctx, first) -> {
			ctx.stream((stream) -> {
				receiving.open();
				assertThatExceptionOfType(EndOfChannelException.class).isThrownBy(stream::receive);
			});
			return ctx.waitForResult().get();
		});
		assertThat(result).isEqualTo(7);
	}

	@Test
	void r4_returnWhileTheParentIterates() {
		Thread p = Thread.currentThread();
		Gate iterating = new Gate();
		this.child.does((ctx) -> {
			ctx.started("up");
			iterating.pass();
			Threads.untilBlocked(p);
			return 7;
		});
		Object result = openFor((ctx, first) -> {
			ctx.stream((stream) -> {
				iterating.open();
				assertThat(stream).isEmpty();
			});
			return ctx.waitForResult().get();
		});
		assertThat(result).isEqualTo(7);
	}

	@ParameterizedTest
	@EnumSource(names = { "SLEEPS", "WAITS_FOR_RESULT", "LEAVES" })
	void r4_theBodyIsNotCutOffByAReturn(ParentDoes parent) throws Exception {
		this.child.does((ctx) -> {
			ctx.started("up");
			return 7;
		});
		Object result = openFor((ctx, first) -> {
			assertThat(this.child.next().end()).isNull();
			if (parent == ParentDoes.SLEEPS) {
				assertThat(ctx.waitForResult()).isEqualTo(new Outcome.Returned<>(7));
				Thread.sleep(1);
			}
			else {
				parent.run(ctx);
			}
			return ctx.waitForResult().get();
		});
		assertThat(result).isEqualTo(7);
	}

	/** How P leaves its stream while C goes on. */
	enum Leaving {

		THE_STREAM_THEN_WAITS {

			@Override
			void run(ParentContext<Integer, Integer, Object> ctx, Gate left) {
				receiveOne(ctx);
				left.open();
				assertThat(ctx.waitForResult()).isInstanceOf(Outcome.Returned.class);
			}

		},

		THE_STREAM_THEN_THE_BODY {

			@Override
			void run(ParentContext<Integer, Integer, Object> ctx, Gate left) {
				receiveOne(ctx);
				left.open();
			}

		},

		WITHOUT_OPENING_IT {

			@Override
			void run(ParentContext<Integer, Integer, Object> ctx, Gate left) {
				left.open();
			}

		};

		abstract void run(ParentContext<Integer, Integer, Object> ctx, Gate left);

		private static void receiveOne(ParentContext<Integer, Integer, Object> ctx) {
			ctx.stream((stream) -> {
				assertThat(stream.receive()).isZero();
			});
		}

	}

	/** How much C still sends, and how fast. */
	enum Sending {

		SLOW(100, 100_000), FAST(1_000, 0), MUCH(100_000, 0);

		private final int count;

		private final long pauseNanos;

		Sending(int count, long pauseNanos) {
			this.count = count;
			this.pauseNanos = pauseNanos;
		}

	}

}
