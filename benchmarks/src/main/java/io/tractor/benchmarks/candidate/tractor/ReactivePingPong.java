package io.tractor.benchmarks.candidate.tractor;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.tractor.Outcome;
import io.tractor.Portal;
import io.tractor.benchmarks.candidate.Counted;
import io.tractor.benchmarks.candidate.Latencies;
import io.tractor.benchmarks.candidate.Source;
import io.tractor.benchmarks.candidate.Tally;
import io.tractor.benchmarks.candidate.Tick;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * One tick at a time, the next sent when the last has come back.
 */
final class ReactivePingPong {

	private final Duration pause;

	private final Latencies latencies;

	private final Source source;

	private final long end;

	private final Tally tally = new Tally();

	private final Sinks.Many<Tick> outgoing = Sinks.unsafe().many().unicast().onBackpressureBuffer();

	private long began;

	private boolean over;

	ReactivePingPong(Duration time, Duration pause, Latencies latencies) {
		this.pause = pause;
		this.latencies = latencies;
		this.source = new Source(time);
		this.end = System.nanoTime() + time.toNanos();
	}

	void run(Portal portal, Duration patience) {
		send();
		Counted received = portal.context(ReactiveTicks::echo)
			.openReactive((context, first) -> context
				.streamReactive((stream) -> Mono.when(stream.sendAll(this.outgoing.asFlux()),
						stream.asFlux().doOnNext(this::received).takeUntil((tick) -> this.over)))
				.then(context.resultReactive().map(Outcome::get)))
			.block(patience);
		this.source.counted().arrived(received);
		this.source.counted().arrived(this.tally.counted());
	}

	private void send() {
		this.began = System.nanoTime();
		this.outgoing.emitNext(this.source.next(), Sinks.EmitFailureHandler.FAIL_FAST);
	}

	private void received(Tick tick) {
		this.tally.add(tick);
		long now = System.nanoTime();
		this.latencies.add(now - this.began);
		if (now >= this.end) {
			this.over = true;
			this.outgoing.emitComplete(Sinks.EmitFailureHandler.FAIL_FAST);
		}
		else if (this.pause.isZero()) {
			send();
		}
		else {
			Schedulers.parallel().schedule(this::send, this.pause.toNanos(), TimeUnit.NANOSECONDS);
		}
	}

}
