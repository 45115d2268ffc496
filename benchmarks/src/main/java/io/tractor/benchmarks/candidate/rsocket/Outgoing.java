package io.tractor.benchmarks.candidate.rsocket;

import io.rsocket.Payload;
import io.tractor.benchmarks.candidate.Counted;
import io.tractor.benchmarks.candidate.Tick;
import io.tractor.benchmarks.candidate.TickCodec;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Ticks for as long as ticks come, and then two ends: what was sent, and what has come.
 */
final class Outgoing {

	private volatile @Nullable Counted received;

	private volatile @Nullable Throwable failure;

	private long next;

	private long sum;

	void end(Counted received) {
		this.received = received;
	}

	void fail(Throwable failure) {
		this.failure = failure;
	}

	Flux<Payload> payloads() {
		return Flux.generate(() -> false, (last, sink) -> {
			Counted received = this.received;
			Throwable failure = this.failure;
			if (failure != null) {
				sink.error(failure);
			}
			else if (last && received != null) {
				sink.next(Payloads.write(TickCodec.TICKS, Tick.end(received)));
				sink.complete();
			}
			else if (received != null) {
				sink.next(Payloads.write(TickCodec.TICKS, Tick.end(new Counted(this.next, this.sum))));
				return true;
			}
			else {
				Tick tick = Tick.of(this.next++);
				this.sum += tick.size();
				sink.next(Payloads.write(TickCodec.TICKS, tick));
			}
			return false;
		});
	}

}
