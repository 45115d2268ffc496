package io.tractor.benchmarks.candidate.tractor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.tractor.ChildContext;
import io.tractor.benchmarks.candidate.Blob;
import io.tractor.benchmarks.candidate.Counted;
import io.tractor.benchmarks.candidate.Source;
import io.tractor.benchmarks.candidate.Tally;
import io.tractor.benchmarks.candidate.Tick;
import io.tractor.scope.Nursery;
import io.tractor.scope.Task;

/**
 * The endpoints.
 */
public final class ServedTicks implements TickEndpoints {

	private static final String BEGUN = "begun";

	@Override
	public Counted count(ChildContext<String, Tick, Tick> context) throws Exception {
		Tally tally = new Tally();
		context.started(BEGUN);
		context.stream((stream) -> {
			for (Tick tick : stream) {
				tally.add(tick);
			}
		});
		return tally.counted();
	}

	@Override
	public Counted both(ChildContext<String, Tick, Tick> context) throws Exception {
		Tally tally = new Tally();
		AtomicBoolean over = new AtomicBoolean();
		context.started(BEGUN);
		context.stream((stream) -> {
			Nursery.run((nursery) -> {
				Task<?> sender = nursery.start(() -> {
					Tally sent = new Tally();
					for (long seq = 0; !over.get(); seq++) {
						Tick tick = Tick.of(seq);
						sent.add(tick);
						stream.send(tick);
					}
					stream.send(Tick.end(sent.counted()));
				});
				for (Tick tick = stream.receive(); !tick.ends(); tick = stream.receive()) {
					tally.add(tick);
				}
				over.set(true);
				sender.get();
			});
		});
		return tally.counted();
	}

	@Override
	public Counted echo(ChildContext<String, Tick, Tick> context) throws Exception {
		Tally tally = new Tally();
		context.started(BEGUN);
		context.stream((stream) -> {
			for (Tick tick : stream) {
				tally.add(tick);
				stream.send(tick);
			}
		});
		return tally.counted();
	}

	@Override
	public Tick dialog(ChildContext<Tick, Tick, Tick> context) {
		context.started(Tick.of(0));
		return Tick.of(1);
	}

	@Override
	public Counted await(ChildContext<String, Tick, Tick> context) throws Exception {
		context.started(BEGUN);
		context.stream((stream) -> {
			stream.receive();
		});
		return new Counted(0, 0);
	}

	@Override
	public Counted feed(ChildContext<String, Tick, Tick> context, long milliseconds) throws Exception {
		Source source = new Source(Duration.ofMillis(milliseconds));
		context.started(BEGUN);
		context.stream((stream) -> {
			while (!source.isOver()) {
				stream.send(source.next());
			}
		});
		return source.counted();
	}

	@Override
	public Counted blobs(ChildContext<String, Blob, Blob> context) throws Exception {
		long[] tally = new long[2];
		context.started(BEGUN);
		context.stream((stream) -> {
			for (Blob blob : stream) {
				blob.check(tally[0]++);
				tally[1] += blob.data().length;
			}
		});
		return new Counted(tally[0], tally[1]);
	}

	@Override
	public Counted batches(ChildContext<String, List<Tick>, List<Tick>> context) throws Exception {
		Tally tally = new Tally();
		context.started(BEGUN);
		context.stream((stream) -> {
			for (List<Tick> ticks : stream) {
				ticks.forEach(tally::add);
			}
		});
		return tally.counted();
	}

}
