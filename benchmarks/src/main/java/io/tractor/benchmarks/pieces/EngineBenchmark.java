package io.tractor.benchmarks.pieces;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

import io.tractor.BroadcastReceiver;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextHandle;
import io.tractor.MsgStream;
import io.tractor.benchmarks.candidate.WrongDataException;
import io.tractor.runtime.Actor;
import io.tractor.scope.Nursery;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Inbox, outbox, the hand-over between threads and broadcast: contexts of an actor to
 * itself, so that there is all of the engine and nothing of the wire. The codec is one
 * for numbers, and so costs little.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class EngineBenchmark {

	private static final int VALUES = 10_000;

	private static final int SUBSCRIBERS = 8;

	private final Actor actor = Actor.builder("itself").endpoints(new Echoes()).build();

	private ContextHandle<Long, Long, Long, Long> held;

	private MsgStream<Long, Long> stream;

	/** Opens a context that is there all the time. */
	@Setup
	public void open() {
		this.held = this.actor.self().context(Echo::echo).open();
		this.stream = this.held.openStream();
	}

	/** Cancels it. */
	@TearDown
	public void close() {
		this.held.close();
	}

	/**
	 * A value to another thread, and back.
	 * @return the value
	 */
	@Benchmark
	public long thereAndBack() {
		this.stream.send(1L);
		return this.stream.receive();
	}

	/**
	 * A whole context, with its thread.
	 * @return its result
	 */
	@Benchmark
	public long context() {
		return this.actor.self().context(Echo::once).call();
	}

	/**
	 * Many values one way, within the credit; the time is that of one.
	 * @return how many came
	 */
	@Benchmark
	@OperationsPerInvocation(VALUES)
	public long oneWay() {
		return this.actor.self().context(Echo::count).<Long, RuntimeException>open((context, first) -> {
			context.stream((stream) -> {
				for (long i = 0; i < VALUES; i++) {
					stream.send(i);
				}
			});
			return context.waitForResult().get();
		});
	}

	/**
	 * Many values to some subscribers of one stream; the time is that of one value, to
	 * all of them.
	 * @return how many came
	 */
	@Benchmark
	@OperationsPerInvocation(VALUES)
	public long broadcast() {
		LongAdder received = new LongAdder();
		this.actor.self().context(Echo::feed).open((context, first) -> {
			context.stream((stream) -> {
				List<BroadcastReceiver<Long, Long>> receivers = IntStream.range(0, SUBSCRIBERS)
					.mapToObj((i) -> stream.subscribe(received::add))
					.toList();
				Nursery.run((nursery) -> {
					for (BroadcastReceiver<Long, Long> receiver : receivers) {
						nursery.start(() -> receiver.forEach((value) -> received.increment()));
					}
				});
			});
		});
		if (received.sum() != (long) VALUES * SUBSCRIBERS) {
			throw new WrongDataException("Of " + VALUES + " values to each " + received.sum() + " came in all");
		}
		return received.sum();
	}

	/** The endpoints. */
	public interface Echo {

		/** Sends back what comes. */
		@Context("echo")
		Long echo(ChildContext<Long, Long, Long> context) throws Exception;

		/** Does nothing. */
		@Context("once")
		Long once(ChildContext<Long, Long, Long> context) throws Exception;

		/** Sends many. */
		@Context("feed")
		Long feed(ChildContext<Long, Long, Long> context) throws Exception;

		/** Counts what comes. */
		@Context("count")
		Long count(ChildContext<Long, Long, Long> context) throws Exception;

	}

	private static final class Echoes implements Echo {

		@Override
		public Long echo(ChildContext<Long, Long, Long> context) throws Exception {
			context.started(0L);
			context.stream((stream) -> {
				for (Long value : stream) {
					stream.send(value);
				}
			});
			return 0L;
		}

		@Override
		public Long once(ChildContext<Long, Long, Long> context) {
			context.started(0L);
			return 1L;
		}

		@Override
		public Long feed(ChildContext<Long, Long, Long> context) throws Exception {
			context.started(0L);
			context.stream((stream) -> {
				for (long i = 0; i < VALUES; i++) {
					stream.send(i);
				}
			});
			return 0L;
		}

		@Override
		public Long count(ChildContext<Long, Long, Long> context) throws Exception {
			long[] count = new long[1];
			context.started(0L);
			context.stream((stream) -> {
				for (Long value : stream) {
					count[0] += (value >= 0) ? 1 : 0;
				}
			});
			return count[0];
		}

	}

}
