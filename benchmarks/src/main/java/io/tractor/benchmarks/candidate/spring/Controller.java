package io.tractor.benchmarks.candidate.spring;

import io.tractor.benchmarks.candidate.Counted;
import io.tractor.benchmarks.candidate.Tally;
import io.tractor.benchmarks.candidate.Tick;
import org.springframework.messaging.handler.annotation.MessageMapping;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The routes.
 */
final class Controller {

	@MessageMapping("count")
	Flux<Counted> count(Flux<Tick> ticks) {
		Tally tally = new Tally();
		return ticks.doOnNext(tally::add).thenMany(Mono.fromSupplier(tally::counted));
	}

	@MessageMapping("echo")
	Flux<Tick> echo(Flux<Tick> ticks) {
		return ticks;
	}

	@MessageMapping("dialog")
	Flux<Tick> dialog(Flux<Tick> ticks) {
		return ticks.concatMap((tick) -> Flux.just(Tick.of(tick.seq()), Tick.of(tick.seq() + 1)));
	}

}
