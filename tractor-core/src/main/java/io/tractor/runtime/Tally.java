package io.tractor.runtime;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import io.tractor.dialog.End;
import org.jspecify.annotations.Nullable;

/**
 * Counts the contexts an actor has one side of, by how they end. Thread-safe.
 */
final class Tally {

	private final LongAdder begun = new LongAdder();

	private final LongAdder returned = new LongAdder();

	private final LongAdder cancelled = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final LongAdder lost = new LongAdder();

	void begun() {
		this.begun.increment();
	}

	void ended(@Nullable End end) {
		switch (ContextEnd.Kind.of(end)) {
			case RETURNED -> this.returned.increment();
			case LOST -> this.lost.increment();
			case CANCELLED -> this.cancelled.increment();
			case FAILED, DEADLINE, OVERRUN, REFUSED -> this.failed.increment();
		}
	}

	SideStatistics statistics(List<ContextSnapshot> live) {
		int zombies = (int) live.stream().filter(ContextSnapshot::zombie).count();
		return new SideStatistics(live.size(), zombies, this.begun.sum(), this.returned.sum(), this.cancelled.sum(),
				this.failed.sum(), this.lost.sum());
	}

}
