package io.tractor.demo.desk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.tractor.RemoteActorException;
import io.tractor.demo.Trees;
import io.tractor.demo.desk.Finding.Ending;
import io.tractor.demo.search.BadPatternException;
import io.tractor.demo.search.FileSearch;
import io.tractor.demo.search.NoSuchRootException;
import io.tractor.demo.search.Refine;
import io.tractor.demo.search.SearchEvent;
import io.tractor.demo.search.SearchEvent.Match;
import io.tractor.demo.search.SearchEvent.Refined;
import io.tractor.demo.search.Summary;
import io.tractor.demo.worker.Pace;
import io.tractor.demo.worker.Share;
import io.tractor.runtime.Actor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A desk and two workers in one JVM, with TCP between them.
 */
class DeskTests {

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();

	private final Screen err = new Screen();

	private final Terminal terminal = new Terminal(new PrintStream(this.out, true, StandardCharsets.UTF_8),
			this.err.stream(), false);

	private final List<TcpWorker> workers = new ArrayList<>();

	private final Actor actor = Actor.builder("desk").build();

	@TempDir
	private Path tree;

	@BeforeEach
	void plant() throws IOException {
		Trees.plant(this.tree);
	}

	@AfterEach
	void close() {
		this.workers.forEach(TcpWorker::close);
		this.actor.close();
		assertThat(this.actor.contexts()).isEmpty();
	}

	private TcpWorker worker(int number, int of, Pace pace) {
		TcpWorker worker = new TcpWorker("worker-" + number, new Share(number, of), pace);
		this.workers.add(worker);
		return worker;
	}

	private Findings ask(Query query) {
		return new Desk(this.workers.stream().map((worker) -> worker.portal(this.actor)).toList()).ask(query,
				this.terminal);
	}

	private Query query(String pattern) {
		return new Query(pattern, this.tree.toString(), Duration.ZERO, 0, null);
	}

	private List<String> matches() {
		return this.out.toString(StandardCharsets.UTF_8)
			.lines()
			.map((line) -> line.substring(line.indexOf("  ") + 2))
			.sorted()
			.toList();
	}

	private void assertWorkersEnded() throws InterruptedException {
		for (TcpWorker worker : this.workers) {
			assertThat(worker.ended()).isTrue();
		}
	}

	@Test
	void findsWhatGrepFinds() throws Exception {
		worker(1, 2, Pace.FULL);
		worker(2, 2, Pace.FULL);
		Findings findings = ask(query("app?le [0-9]|apple p"));
		assertThat(matches()).isEqualTo(Trees.grep(this.tree, "apple "));
		assertThat(findings.matches()).isEqualTo(2 * Trees.FOLDERS * Trees.FILES);
		assertThat(findings.isComplete()).isTrue();
		assertThat(findings.parts()).extracting(Finding::ending).containsOnly(Ending.RETURNED);
		assertThat(findings.parts()).allSatisfy((part) -> {
			assertThat(part.files()).isEqualTo(part.planned()).isPositive();
			Summary summary = part.summary();
			assertThat(summary).isNotNull();
			assertThat(summary.matches()).isEqualTo(part.matches());
			assertThat(summary.lines()).isEqualTo(3L * summary.files());
		});
		assertThat(findings.parts().stream().mapToInt(Finding::files).sum()).isEqualTo(Trees.FOLDERS * Trees.FILES + 1);
		assertThat(findings.parts().stream().mapToInt((part) -> part.summary().skipped()).sum()).isEqualTo(1);
		assertWorkersEnded();
	}

	@Test
	void limitCancelsTheRestAndAllWorkersEnd() throws Exception {
		worker(1, 2, Pace.FULL);
		// It would hold for ever: only a cancel ends it.
		worker(2, 2, (file) -> new CountDownLatch(1).await());
		Findings findings = ask(new Query("apple", this.tree.toString(), Duration.ZERO, 5, null));
		assertThat(matches()).hasSize(5);
		assertThat(findings.matches()).isEqualTo(5);
		assertThat(findings.isComplete()).isTrue();
		assertThat(findings.parts()).extracting(Finding::ending).containsOnly(Ending.CANCELLED);
		assertThat(findings.summary()).anyMatch((line) -> line.contains("cancelled by desk"));
		assertWorkersEnded();
	}

	@Test
	void limitThatIsNotReachedChangesNothing() throws Exception {
		worker(1, 1, Pace.FULL);
		Findings findings = ask(new Query("apple 3", this.tree.toString(), Duration.ZERO, Trees.FOLDERS + 1, null));
		assertThat(findings.matches()).isEqualTo(Trees.FOLDERS);
		assertThat(findings.parts()).extracting(Finding::ending).containsExactly(Ending.RETURNED);
	}

	@Test
	void refinementNarrowsASearchThatIsRunning() throws Exception {
		CountDownLatch refined = new CountDownLatch(1);
		AtomicInteger files = new AtomicInteger();
		TcpWorker worker = worker(1, 1, (file) -> {
			if (files.getAndIncrement() == 1) {
				refined.await();
			}
		});
		List<Match> before = new ArrayList<>();
		List<Match> after = new ArrayList<>();
		Summary summary = worker.portal(this.actor)
			.context(FileSearch::search, "apple", this.tree.toString(), Duration.ZERO)
			.open((ctx, plan) -> {
				ctx.stream((stream) -> {
					stream.send(new Refine("pear", "folder7/"));
					for (SearchEvent event : stream) {
						if (event instanceof Match match) {
							((refined.getCount() > 0) ? before : after).add(match);
						}
						if (event instanceof Refined) {
							refined.countDown();
						}
					}
				});
				return ctx.waitForResult().get();
			});
		assertThat(before).hasSizeLessThanOrEqualTo(2);
		assertThat(after).hasSize(Trees.FILES).allSatisfy((match) -> {
			assertThat(match.file()).startsWith("folder7/");
			assertThat(match.text()).contains("pear");
		});
		assertThat(summary.matches()).isEqualTo(before.size() + after.size());
	}

	@Test
	void deskRefinesAfterTheFirstMatch() throws Exception {
		AtomicInteger files = new AtomicInteger();
		worker(1, 1, (file) -> {
			if (files.getAndIncrement() == 1) {
				this.err.await("now reports");
			}
		});
		ask(new Query("apple", this.tree.toString(), Duration.ZERO, 0, new Refine("pear", null)));
		assertThat(this.err.text()).contains("worker-1 now reports only lines with pear");
		assertThat(matches().stream().filter((line) -> !line.contains("pear"))).hasSize(1);
		assertWorkersEnded();
	}

	@Test
	void badPatternIsRefused() throws Exception {
		worker(1, 2, Pace.FULL);
		worker(2, 2, Pace.FULL);
		assertThatExceptionOfType(RemoteActorException.class).isThrownBy(() -> ask(query("(apple")))
			.satisfies((ex) -> assertThat(ex.isBoxed(BadPatternException.class)).isTrue())
			.satisfies((ex) -> assertThat(ex.boxedMessage())
				.isEqualTo("'(apple' is no regular expression: Unclosed group"));
		assertWorkersEnded();
	}

	@Test
	void badRefinementFailsTheSearch() throws Exception {
		TcpWorker worker = worker(1, 1, (file) -> new CountDownLatch(1).await());
		assertThatExceptionOfType(RemoteActorException.class).isThrownBy(() -> {
			worker.portal(this.actor)
				.context(FileSearch::search, "apple", this.tree.toString(), Duration.ZERO)
				.open((ctx, plan) -> {
					ctx.stream((stream) -> {
						stream.send(new Refine("[", null));
						stream.forEach((event) -> {
						});
					});
				});
		}).satisfies((ex) -> assertThat(ex.isBoxed(BadPatternException.class)).isTrue());
		assertThat(worker.ended()).isTrue();
	}

	@Test
	void missingRootIsRefused() throws Exception {
		worker(1, 1, Pace.FULL);
		assertThatExceptionOfType(RemoteActorException.class)
			.isThrownBy(() -> ask(new Query("apple", this.tree.resolve("nowhere").toString(), Duration.ZERO, 0, null)))
			.satisfies((ex) -> assertThat(ex.isBoxed(NoSuchRootException.class)).isTrue());
		assertWorkersEnded();
	}

	@Test
	void lostWorkerCostsItsOwnPartOnly() throws Exception {
		CountDownLatch searching = new CountDownLatch(1);
		CountDownLatch lost = new CountDownLatch(1);
		TcpWorker victim = worker(1, 2, (file) -> {
			searching.countDown();
			new CountDownLatch(1).await();
		});
		// It finds nothing before the other is lost.
		worker(2, 2, (file) -> lost.await());
		Thread killer = new Thread(() -> {
			try {
				searching.await();
				// Or the desk has not heard of it, and calls it unreachable.
				this.err.await("worker-1 searches");
			}
			catch (InterruptedException ex) {
				return;
			}
			victim.disconnect();
			lost.countDown();
		});
		killer.start();
		Findings findings = ask(query("apple"));
		killer.join();
		assertThat(findings.parts()).extracting(Finding::ending).containsExactly(Ending.LOST, Ending.RETURNED);
		assertThat(findings.isComplete()).isFalse();
		assertThat(findings.matches()).isPositive();
		assertThat(this.err.text()).contains("desk: worker-1 is lost, after it found 0: ");
		assertWorkersEnded();
	}

	@Test
	void workerThatShutsDownCostsItsOwnPartOnly() throws Exception {
		CountDownLatch searching = new CountDownLatch(1);
		TcpWorker victim = worker(1, 2, (file) -> {
			searching.countDown();
			new CountDownLatch(1).await();
		});
		worker(2, 2, Pace.FULL);
		Thread closer = new Thread(() -> {
			try {
				searching.await();
			}
			catch (InterruptedException ex) {
				return;
			}
			victim.shutDown();
		});
		closer.start();
		Findings findings = ask(query("apple"));
		closer.join();
		assertThat(findings.parts()).extracting(Finding::ending).containsExactly(Ending.STOPPED, Ending.RETURNED);
		assertThat(this.err.text()).contains("desk: worker-1 has stopped its search: ");
	}

	@Test
	void unreachableWorkerCostsItsOwnPartOnly() throws Exception {
		worker(1, 2, Pace.FULL).disconnect();
		worker(2, 2, Pace.FULL);
		Findings findings = ask(query("apple"));
		assertThat(findings.parts()).extracting(Finding::ending).containsExactly(Ending.UNREACHABLE, Ending.RETURNED);
		assertThat(this.err.text()).contains("desk: worker-1 cannot be reached: ").contains("Connection refused");
	}

}
