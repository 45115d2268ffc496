package io.tractor.benchmarks.candidate.rsocket;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.tractor.benchmarks.candidate.Latencies;
import io.tractor.benchmarks.candidate.Source;
import io.tractor.benchmarks.candidate.Tally;
import io.tractor.benchmarks.candidate.TickCodec;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * One tick at a time, the next sent when the last has come back.
 */
final class PingPong {

	private final Duration pause;

	private final Latencies latencies;

	private final Source source;

	private final long end;

	private final Tally tally = new Tally();

	private final Sinks.Many<Payload> outgoing = Sinks.unsafe().many().unicast().onBackpressureBuffer();

	private long began;

	PingPong(Duration time, Duration pause, Latencies latencies) {
		this.pause = pause;
		this.latencies = latencies;
		this.source = new Source(time);
		this.end = System.nanoTime() + time.toNanos();
	}

	void run(RSocket connection, Duration patience) {
		send();
		connection.requestChannel(this.outgoing.asFlux()).doOnNext(this::received).blockLast(patience);
		this.source.counted().arrived(this.tally.counted());
	}

	private void send() {
		this.began = System.nanoTime();
		this.outgoing.emitNext(Payloads.write(TickCodec.TICKS, this.source.next()), Sinks.EmitFailureHandler.FAIL_FAST);
	}

	private void received(Payload payload) {
		this.tally.add(Payloads.read(TickCodec.TICKS, payload));
		long now = System.nanoTime();
		this.latencies.add(now - this.began);
		if (now >= this.end) {
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
