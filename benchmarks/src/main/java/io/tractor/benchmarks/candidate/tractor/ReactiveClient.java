package io.tractor.benchmarks.candidate.tractor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.tractor.Outcome;
import io.tractor.Portal;
import io.tractor.benchmarks.candidate.Chains;
import io.tractor.benchmarks.candidate.Client;
import io.tractor.benchmarks.candidate.Counted;
import io.tractor.benchmarks.candidate.Latencies;
import io.tractor.benchmarks.candidate.Source;
import io.tractor.benchmarks.candidate.Tick;
import io.tractor.benchmarks.candidate.WrongDataException;
import io.tractor.runtime.Actor;
import reactor.core.publisher.Flux;

/**
 * Opens contexts without a thread of their own.
 */
public final class ReactiveClient implements Client {

	private final Portal portal;

	public ReactiveClient(int port, int buffer) {
		Actor actor = Actor.builder("client").settings(TractorServer.settings(buffer)).build();
		this.portal = actor.portal("server", TractorClient.transport(port));
	}

	@Override
	public long[] streams(int streams, Duration time) {
		List<Source> sources = new ArrayList<>();
		for (int i = 0; i < streams; i++) {
			sources.add(new Source(time));
		}
		List<Counted> received = Flux.fromIterable(sources)
			.flatMapSequential((source) -> this.portal.context(ReactiveTicks::count)
				.openReactive((context, first) -> context.streamReactive((stream) -> stream.sendAll(ticks(source)))
					.then(context.resultReactive().map(Outcome::get))), streams)
			.collectList()
			.block(time.plus(TractorClient.PATIENCE));
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
		new ReactivePingPong(time, pause, latencies).run(this.portal, time.plus(TractorClient.PATIENCE));
	}

	@Override
	public long dialogs(int atOnce, Duration time) throws Exception {
		return new Chains(atOnce, time)
			.run((done) -> this.portal.context(ReactiveTicks::dialog).openReactive((context, first) -> {
				if (!first.equals(Tick.of(0))) {
					throw new WrongDataException("The first value was " + first);
				}
				return context.resultReactive().map(Outcome::get);
			}).subscribe((result) -> {
				if (!result.equals(Tick.of(1))) {
					done.failed(new WrongDataException("The result was " + result));
				}
			}, done::failed, done));
	}

}
