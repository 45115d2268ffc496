package io.tractor.demo.page;

import java.time.Duration;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows all actors as they change, and ends and starts the processes of the workers.
 */
@RestController
class ActorController {

	private static final Duration INTERVAL = Duration.ofMillis(100);

	private final Lookout lookout;

	private final Crew crew;

	ActorController(Lookout lookout, Crew crew) {
		this.lookout = lookout;
		this.crew = crew;
	}

	/**
	 * The actors, now and whenever they have changed. A browser that is behind misses
	 * what has been meanwhile, but not what is.
	 */
	@GetMapping(path = "/actors", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<Scene> actors() {
		return Flux.interval(Duration.ZERO, INTERVAL)
			.onBackpressureDrop()
			.map((tick) -> this.lookout.scene())
			.distinctUntilChanged();
	}

	/**
	 * Kills a worker: its process gets no chance to say anything.
	 */
	@DeleteMapping("/workers/{name}")
	Mono<ResponseEntity<Void>> kill(@PathVariable String name) {
		return with(name, WorkerProcess::kill);
	}

	/**
	 * Starts a worker that has ended; else does nothing.
	 */
	@PutMapping("/workers/{name}")
	Mono<ResponseEntity<Void>> start(@PathVariable String name) {
		return with(name, WorkerProcess::start);
	}

	private Mono<ResponseEntity<Void>> with(String name, Action action) {
		return Mono.fromCallable(() -> {
			for (WorkerProcess worker : this.crew.workers()) {
				if (worker.name().equals(name)) {
					action.on(worker);
					return ResponseEntity.noContent().<Void>build();
				}
			}
			return ResponseEntity.notFound().<Void>build();
		}).subscribeOn(Schedulers.boundedElastic());
	}

	@FunctionalInterface
	private interface Action {

		void on(WorkerProcess worker) throws Exception;

	}

}
