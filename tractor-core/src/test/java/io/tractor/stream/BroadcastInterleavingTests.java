package io.tractor.stream;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.tractor.Interleaved.check;
import static io.tractor.Interleaved.explore;
import static io.tractor.Interleaved.together;

/**
 * Readers of one broadcast: each sees every value that is kept, whoever pulls it, and
 * each value is pulled once.
 */
@Tag("interleavings")
class BroadcastInterleavingTests {

	private static final int VALUES = 3;

	@Test
	void readersSeeTheSame() {
		explore(() -> {
			AtomicInteger source = new AtomicInteger();
			Broadcast broadcast = new Broadcast(2, new Numbers(source));
			together(() -> read(broadcast), () -> read(broadcast));
			check(source.get() == VALUES, "pulled " + source);
		});
	}

	@Test
	void oneThatGivesUpHoldsNobodyBack() {
		explore(() -> {
			AtomicBoolean closed = new AtomicBoolean();
			AtomicInteger source = new AtomicInteger();
			Broadcast broadcast = new Broadcast(2, new Numbers(source));
			together(() -> broadcast.await(0, closed::get, () -> {
			}), () -> {
				closed.set(true);
				broadcast.wake();
			}, () -> read(broadcast));
			check(source.get() == VALUES, "pulled " + source);
		});
	}

	private static void read(Broadcast broadcast) {
		for (long number = 0; number < VALUES; number++) {
			broadcast.await(number, () -> false, () -> {
			});
			Broadcast.Kept kept = broadcast.at(number);
			check(kept != null && kept.number() >= number, "nothing kept for " + number);
			check(Long.valueOf(kept.number()).equals(((Integer) kept.value()).longValue()), "kept " + kept);
		}
	}

	/** Counts up, and has as many at hand as are read. */
	private record Numbers(AtomicInteger source) implements Broadcast.Source {

		@Override
		public Object next(BooleanSupplier givenUp) {
			return givenUp.getAsBoolean() ? Broadcast.NOTHING : this.source.getAndIncrement();
		}

		@Override
		public Object now() {
			return (this.source.get() < VALUES) ? this.source.getAndIncrement() : Broadcast.NOTHING;
		}

	}

}
