package io.tractor.boot.autoconfigure.metrics;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.tractor.StreamStatistics;
import io.tractor.runtime.ContextBeginning;
import io.tractor.runtime.ContextEnd;
import io.tractor.runtime.ContextListener;
import io.tractor.runtime.ContextWatch;

/**
 * What went through the streams of contexts that have ended.
 */
final class StreamTally implements ContextListener, ContextWatch {

	private final LongAdder sent = new LongAdder();

	private final LongAdder received = new LongAdder();

	private final LongAdder overruns = new LongAdder();

	@Override
	public ContextWatch began(ContextBeginning context, Map<String, String> headers) {
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
