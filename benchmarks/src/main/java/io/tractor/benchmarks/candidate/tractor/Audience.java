package io.tractor.benchmarks.candidate.tractor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.tractor.BroadcastReceiver;
import io.tractor.MsgStream;
import io.tractor.Portal;
import io.tractor.benchmarks.candidate.Counted;
import io.tractor.benchmarks.candidate.Tick;
import io.tractor.benchmarks.candidate.WrongDataException;
import io.tractor.scope.Nursery;

/**
 * Threads that each receive all of one stream. One that falls behind loses values, which
 * are counted as lost and not as received; what each has received and lost is what was
 * sent.
 */
final class Audience {

	private final int threads;

	private final AtomicLong received = new AtomicLong();

	private final AtomicLong lost = new AtomicLong();

	Audience(int threads) {
		this.threads = threads;
	}

	/** How many values all have received. */
	long listen(Portal portal, Duration time) {
		Counted sent = portal.context(TickEndpoints::feed, time.toMillis()).open((context, first) -> {
			context.stream((stream) -> {
				listen(stream);
			});
			return context.waitForResult().get();
		});
		if (this.received.get() + this.lost.get() != this.threads * sent.count()) {
			throw new WrongDataException("Of " + this.threads + " times " + sent.count() + " values " + this.received
					+ " were received and " + this.lost + " lost");
		}
		return this.received.get();
	}

	private void listen(MsgStream<Tick, Tick> stream) {
		// All before the first receives: each has its copy from its subscription on.
		List<BroadcastReceiver<Tick, Tick>> receivers = new ArrayList<>();
		for (int i = 0; i < this.threads; i++) {
			receivers.add(stream.subscribe((lost) -> {
				// Counted by the receiver, too.
			}));
		}
		Nursery.run((nursery) -> {
			for (BroadcastReceiver<Tick, Tick> receiver : receivers) {
				nursery.start(() -> {
					listen(receiver);
				});
			}
		});
	}

	private void listen(BroadcastReceiver<Tick, Tick> receiver) {
		long count = 0;
		long last = -1;
		for (Tick tick : receiver) {
			if (tick.seq() <= last || tick.size() != Tick.size(tick.seq()) || !tick.symbol().equals(Tick.SYMBOL)) {
				throw new WrongDataException("After tick " + last + " came " + tick);
			}
			last = tick.seq();
			count++;
		}
		this.received.addAndGet(count);
		this.lost.addAndGet(receiver.lost());
	}

}
