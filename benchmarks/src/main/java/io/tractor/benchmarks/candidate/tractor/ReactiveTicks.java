package io.tractor.benchmarks.candidate.tractor;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.benchmarks.candidate.Counted;
import io.tractor.benchmarks.candidate.Tally;
import io.tractor.benchmarks.candidate.Tick;
import reactor.core.publisher.Mono;

/**
 * Endpoints that return a Mono.
 */
public final class ReactiveTicks {

	private static final String BEGUN = "begun";

	/** Takes the ticks and returns what has come. */
	@Context("count")
	public Mono<Counted> count(ChildContext<String, Tick, Tick> context) {
		Tally tally = new Tally();
		context.started(BEGUN);
		return context.streamReactive((stream) -> stream.asFlux().doOnNext(tally::add))
			.then(Mono.fromSupplier(tally::counted));
	}

	/** Sends each tick back. */
	@Context("echo")
	public Mono<Counted> echo(ChildContext<String, Tick, Tick> context) {
		Tally tally = new Tally();
		context.started(BEGUN);
		return context.streamReactive((stream) -> stream.sendAll(stream.asFlux().doOnNext(tally::add)))
			.then(Mono.fromSupplier(tally::counted));
	}

	/** Has a first value and a result. */
	@Context("dialog")
	public Mono<Tick> dialog(ChildContext<Tick, Tick, Tick> context) {
		context.started(Tick.of(0));
		return Mono.just(Tick.of(1));
	}

}
