package io.tractor.demo.desk;

import java.io.PrintStream;
import java.time.Duration;

import io.tractor.boot.test.peer.FakePeer;
import io.tractor.boot.test.peer.ScriptedPeer;
import io.tractor.demo.desk.Finding.Ending;
import io.tractor.demo.search.FileSearch;
import io.tractor.demo.search.Plan;
import io.tractor.demo.search.Refine;
import io.tractor.demo.search.SearchEvent.Match;
import io.tractor.demo.search.SearchEvent.Refined;
import io.tractor.demo.search.Summary;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * The desk's application with workers that do what the test says.
 */
@SpringBootTest(classes = DeskApplication.class)
class FakeWorkersTests {

	private static final Plan PLAN = new Plan("/srv", 2);

	private static final Summary SUMMARY = new Summary(2, 0, 6, 1, Duration.ofSeconds(1));

	@FakePeer("north")
	private ScriptedPeer north;

	@FakePeer("south")
	private ScriptedPeer south;

	@Autowired
	private Desk desk;

	private final Screen out = new Screen();

	private final Screen err = new Screen();

	private Findings ask(Query query) {
		PrintStream err = this.err.stream();
		return this.desk.ask(query, new Terminal(this.out.stream(), err, false));
	}

	@Test
	void aWorkerThatDiesCostsItsOwnPartOnly() {
		Refine pie = new Refine("pie", null);
		// Once it was told to narrow its search, the desk has heard of it.
		this.north.on(FileSearch::search).started(PLAN).send(new Match("a.txt", 1, "apple")).expect(pie).dies();
		this.south.on(FileSearch::search)
			.started(PLAN)
			.send(new Match("b.txt", 2, "apple pie"))
			.expect(pie)
			.returns(SUMMARY);
		Findings findings = ask(new Query("apple", "/srv", Duration.ZERO, 0, pie));
		assertThat(findings.parts()).extracting(Finding::worker, Finding::ending)
			.containsExactlyInAnyOrder(tuple("north", Ending.LOST), tuple("south", Ending.RETURNED));
		assertThat(this.out.text()).contains("south  b.txt:2: apple pie");
		assertThat(this.err.text()).contains("desk: north is lost, after it found");
		assertThat(this.south.awaitCall().arguments()).containsEntry("pattern", "apple").containsEntry("root", "/srv");
	}

	@Test
	void eachWorkerIsToldToNarrowItsSearchAfterItsFirstMatch() {
		Refine pie = new Refine("pie", null);
		for (ScriptedPeer worker : new ScriptedPeer[] { this.north, this.south }) {
			worker.on(FileSearch::search)
				.started(PLAN)
				.send(new Match("a.txt", 1, "apple"))
				.expect(pie)
				.send(new Refined(pie))
				.returns(SUMMARY);
		}
		Findings findings = ask(new Query("apple", "/srv", Duration.ZERO, 0, pie));
		assertThat(findings.isComplete()).isTrue();
		assertThat(findings.matches()).isEqualTo(2);
		assertThat(this.err.text()).contains("north now reports only lines with pie")
			.contains("south now reports only lines with pie");
	}

}
