package io.tractor.boot.autoconfigure.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import io.tractor.Side;
import io.tractor.StreamStatistics;
import io.tractor.runtime.ContextBeginning;
import io.tractor.runtime.ContextEnd;
import io.tractor.runtime.ContextListener;
import io.tractor.runtime.ContextWatch;

/**
 * How many contexts have begun, and what went through the streams of those that have
 * ended.
 */
final class ContextTally implements ContextListener, ContextWatch {

	private final Map<Side, LongAdder> begun = new EnumMap<>(Side.class);

	private final LongAdder sent = new LongAdder();

	private final LongAdder received = new LongAdder();

	private final LongAdder overruns = new LongAdder();

	ContextTally() {
		for (Side side : Side.values()) {
			this.begun.put(side, new LongAdder());
		}
	}

	@Override
	public ContextWatch began(ContextBeginning context, Map<String, String> headers) {
		begunOn(context.side()).increment();
		return this;
	}

	@Override
	public void ended(ContextEnd end) {
		StreamStatistics stream = end.stream();
		this.sent.add(stream.sent());
		this.received.add(stream.received());
		if (end.kind() == ContextEnd.Kind.OVERRUN) {
			this.overruns.increment();
		}
	}

	long begun(Side side) {
		return begunOn(side).sum();
	}

	private LongAdder begunOn(Side side) {
		return Objects.requireNonNull(this.begun.get(side));
	}

	long sent() {
		return this.sent.sum();
	}

	long received() {
		return this.received.sum();
	}

	long overruns() {
		return this.overruns.sum();
	}

}
