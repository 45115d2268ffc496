package io.tractor.demo.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.tractor.demo.search.BadPatternException;
import io.tractor.demo.search.Refine;
import io.tractor.demo.search.SearchEvent;
import io.tractor.demo.search.SearchEvent.Match;
import io.tractor.demo.search.SearchEvent.Progress;
import io.tractor.demo.search.SearchEvent.Refined;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Search}.
 */
class SearchTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Set<Thread.State> BLOCKED_OR_DONE = EnumSet.of(Thread.State.WAITING, Thread.State.TERMINATED);

	private static final Refine REFINE = new Refine("pear", null);

	/** All but progress, which is reported by the clock. */
	private final List<SearchEvent> events = new CopyOnWriteArrayList<>();

	private final Thread narrowing = new Thread(this::narrow, "narrowing");

	private Search search;

	/**
	 * Between the look at a line and the report of its match somebody wants the search
	 * narrowed.
	 */
	@Test
	void whatHasMatchedIsReportedBeforeItIsNarrowed(@TempDir Path root) throws Exception {
		Path file = Files.writeString(root.resolve("fruit.txt"), "apple\napple tree\napple pear\n");
		this.search = new Search(root, new Filter("apple"), this::report);
		this.search.file(file);
		this.narrowing.join(PATIENCE.toMillis());
		assertThat(this.events).containsExactly(new Match("fruit.txt", 1, "apple"), new Refined(REFINE),
				new Match("fruit.txt", 3, "apple pear"));
	}

	private void report(SearchEvent event) {
		if (event instanceof Match && this.narrowing.getState() == Thread.State.NEW) {
			this.narrowing.start();
			Awaitility.await().atMost(PATIENCE).until(() -> BLOCKED_OR_DONE.contains(this.narrowing.getState()));
		}
		if (!(event instanceof Progress)) {
			this.events.add(event);
		}
	}

	private void narrow() {
		try {
			this.search.narrow(REFINE);
		}
		catch (BadPatternException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
