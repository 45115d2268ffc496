package io.tractor.benchmarks.candidate.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.tractor.benchmarks.candidate.Chains;
import io.tractor.benchmarks.candidate.Client;
import io.tractor.benchmarks.candidate.Counted;
import io.tractor.benchmarks.candidate.Latencies;
import io.tractor.benchmarks.candidate.Source;
import io.tractor.benchmarks.candidate.Tally;
import io.tractor.benchmarks.candidate.Tick;
import io.tractor.benchmarks.candidate.WrongDataException;
import org.springframework.messaging.rsocket.RSocketRequester;
import org.springframework.util.MimeTypeUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Sends to routes.
 */
public final class SpringClient implements Client {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final RSocketRequester requester;

	public SpringClient(int port) {
		this.requester = RSocketRequester.builder()
			.rsocketStrategies(SpringServer.strategies())
			.dataMimeType(MimeTypeUtils.parseMimeType("application/cbor"))
			.tcp("127.0.0.1", port);
	}

	@Override
	public long[] streams(int streams, Duration time) {
		List<Source> sources = new ArrayList<>();
		for (int i = 0; i < streams; i++) {
			sources.add(new Source(time));
		}
		List<Counted> received = Flux.fromIterable(sources)
			.flatMapSequential((source) -> this.requester.route("count")
				.data(ticks(source), Tick.class)
				.retrieveFlux(Counted.class), streams)
			.collectList()
			.block(time.plus(PATIENCE));
		long[] counts = new long[streams];
		for (int i = 0; i < streams; i++) {
			counts[i] = sources.get(i).counted().arrived(received.get(i));
		}
		return counts;
	}

	private static Flux<Tick> ticks(Source source) {
		return Flux.generate((sink) -> {
			if (source.isOver()) {
				sink.complete();
			}
			else {
				sink.next(source.next());
			}
		});
	}

	@Override
	public void echo(Duration time, Duration pause, Latencies latencies) {
		if (!pause.isZero()) {
			throw new UnsupportedOperationException();
		}
		long end = System.nanoTime() + time.toNanos();
		Source source = new Source(time);
		Tally tally = new Tally();
		Sinks.Many<Tick> outgoing = Sinks.unsafe().many().unicast().onBackpressureBuffer();
		long[] began = { System.nanoTime() };
		outgoing.emitNext(source.next(), Sinks.EmitFailureHandler.FAIL_FAST);
		this.requester.route("echo").data(outgoing.asFlux(), Tick.class).retrieveFlux(Tick.class).doOnNext((tick) -> {
			tally.add(tick);
			long now = System.nanoTime();
			latencies.add(now - began[0]);
			if (now >= end) {
				outgoing.emitComplete(Sinks.EmitFailureHandler.FAIL_FAST);
			}
			else {
				began[0] = System.nanoTime();
				outgoing.emitNext(source.next(), Sinks.EmitFailureHandler.FAIL_FAST);
			}
		}).blockLast(time.plus(PATIENCE));
		source.counted().arrived(tally.counted());
	}

	@Override
	public long dialogs(int atOnce, Duration time) throws Exception {
		return new Chains(atOnce, time).run((done) -> {
			Tally tally = new Tally();
			this.requester.route("dialog")
				.data(Flux.defer(() -> Flux.just(Tick.of(0))), Tick.class)
				.retrieveFlux(Tick.class)
				.subscribe(tally::add, done::failed, () -> {
					if (tally.counted().count() != 2) {
						done.failed(new WrongDataException("A dialog has ended after " + tally.counted()));
					}
					done.run();
				});
		});
	}

}
