package io.tractor.demo.page;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.tractor.demo.desk.Desk;
import io.tractor.demo.desk.Query;
import io.tractor.demo.search.BadPatternException;
import io.tractor.demo.search.Refine;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Searches. Each lives as long as the response that tells of it: a browser that leaves
 * cancels it, and one that reads slowly slows the workers down.
 */
@RestController
@RequestMapping("/searches")
class SearchController {

	/** The longest rest before a file that may be asked for. */
	private static final int MAX_PAUSE = 10_000;

	private final Desk desk;

	private final String root;

	private final Map<String, Search> searches = new ConcurrentHashMap<>();

	SearchController(Desk desk, PageProperties properties) {
		this.desk = desk;
		this.root = properties.root();
	}

	/**
	 * Searches, and tells of it until it has ended.
	 */
	@PostMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<List<PageEvent>> search(@RequestBody Wanted wanted) throws BadPatternException {
		Query query = new Query(compiling(wanted.pattern()), this.root,
				Duration.ofMillis(Math.max(0, Math.min(wanted.pause(), MAX_PAUSE))), 0, null);
		return Flux.defer(() -> {
			Search search = new Search(this.desk, query);
			this.searches.put(search.id(), search);
			return search.run().doFinally((signal) -> this.searches.remove(search.id()));
		});
	}

	/**
	 * Narrows a search that is running; false if there is nothing to narrow any more.
	 */
	@PostMapping("/{id}/refinements")
	Mono<ResponseEntity<Void>> refine(@PathVariable String id, @RequestBody Refine refine) throws BadPatternException {
		if (refine.pattern() != null) {
			compiling(refine.pattern());
		}
		// It waits for credit, which a thread of the server must not.
		return Mono.fromCallable(() -> found(id, (search) -> search.refine(refine)))
			.subscribeOn(Schedulers.boundedElastic());
	}

	/**
	 * Cancels a search. How each worker's part ends is told by the search itself.
	 */
	@DeleteMapping("/{id}")
	ResponseEntity<Void> cancel(@PathVariable String id) {
		return found(id, (search) -> {
			search.cancel();
			return true;
		});
	}

	/**
	 * Cancels one worker's part of a search.
	 */
	@DeleteMapping("/{id}/workers/{worker}")
	ResponseEntity<Void> cancel(@PathVariable String id, @PathVariable String worker) {
		return found(id, (search) -> search.cancel(worker));
	}

	/**
	 * One that has ended is not there any more, and whoever was late sees that anyway.
	 */
	private ResponseEntity<Void> found(String id, Predicate<Search> action) {
		Search search = this.searches.get(id);
		boolean done = search != null && action.test(search);
		return ResponseEntity.status(done ? HttpStatus.NO_CONTENT : HttpStatus.NOT_FOUND).build();
	}

	private static String compiling(@Nullable String pattern) throws BadPatternException {
		try {
			return Pattern.compile((pattern != null) ? pattern : "").pattern();
		}
		catch (PatternSyntaxException ex) {
			throw new BadPatternException(ex);
		}
	}

	@ExceptionHandler
	ProblemDetail refused(BadPatternException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(ex.getMessage()));
	}

	/**
	 * What a browser asks for.
	 *
	 * @param pattern what to find in a line
	 * @param pause how many milliseconds the workers rest before each file
	 */
	record Wanted(@Nullable String pattern, int pause) {
	}

}
