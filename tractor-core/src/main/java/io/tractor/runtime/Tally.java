package io.tractor.runtime;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

import io.tractor.RemoteError;
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
		if (end instanceof End.Returned) {
			this.returned.increment();
		}
		else if (end instanceof End.Lost) {
			this.lost.increment();
		}
		else if (end instanceof End.Failed failure && failure.error().kind() == RemoteError.Kind.CANCELLED) {
			this.cancelled.increment();
		}
		else {
			this.failed.increment();
		}
	}

	SideStatistics statistics(List<ContextSnapshot> live) {
		int zombies = (int) live.stream().filter(ContextSnapshot::zombie).count();
		return new SideStatistics(live.size(), zombies, this.begun.sum(), this.returned.sum(), this.cancelled.sum(),
				this.failed.sum(), this.lost.sum());
	}

}
