package io.tractor.benchmarks.report;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;

import io.tractor.benchmarks.candidate.Candidate;
import io.tractor.benchmarks.workload.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * What becomes of figures.
 */
class ReportTests {

	private static final Machine MACHINE = new Machine("JVM", "OS", 2, true, 0.1, "2026-11-22T10:00:00Z");

	private final Measurements measurements = new Measurements(List.of());

	private void add(int round, double ours, double theirs) {
		this.measurements.add(new Measurement(Workload.ONE_STREAM, Candidate.TRACTOR, round,
				Map.of("rate", ours, "slowest", 1.0), 0.01));
		this.measurements
			.add(new Measurement(Workload.ONE_STREAM, Candidate.RSOCKET, round, Map.of("rate", theirs), 0.04));
	}

	@Test
	void ratiosAreTakenRoundByRound() {
		add(0, 300, 100);
		add(1, 40, 10);
		add(2, 200, 100);
		Goal goal = Goal.atLeast(2.5, Workload.ONE_STREAM, Candidate.TRACTOR, Candidate.RSOCKET);
		Series ratios = goal.of(this.measurements);
		assertThat(ratios.values()).containsExactly(3.0, 4.0, 2.0);
		assertThat(ratios.median()).isEqualTo(3);
		assertThat(goal.met(ratios)).isTrue();
		assertThat(goal.met(new Series(List.of(2.4)))).isFalse();
	}

	@Test
	void lessIsBetterWhereThatIsTheGoal() {
		Goal goal = Goal.atMost(15, Workload.MANY, Candidate.TRACTOR, "rate");
		assertThat(goal.met(new Series(List.of(14.0)))).isTrue();
		assertThat(goal.met(new Series(List.of(16.0)))).isFalse();
	}

	@Test
	void theTablesNameWhatWasMeasuredAndWhetherTheGoalIsMet() {
		add(0, 300, 200);
		assertThat(new Report(this.measurements, MACHINE, "A form").tables())
			.contains("A form with rounds: 1, on JVM, OS, 2 cores, load before 0.1, 2026-11-22T10:00:00Z.")
			.contains("The host gave others a median of 2.5 % of the processors' time, and 4.0 % at most.")
			.contains("| tractor | 300 |  | slowest 1.00 |")
			.contains("| rsocket-java + CBOR | 200 | 1.50 |")
			.contains("| one stream, one way, against rsocket-java + CBOR | at least 2.00 | 1.50 | **not met** |")
			.doesNotContain("ping-pong");
	}

	@Test
	void plotsAreSvg(@TempDir Path directory) throws Exception {
		add(0, 3_000_000, 1_000_000);
		new Report(this.measurements, MACHINE, "A form").write(directory);
		String svg = Files.readString(directory.resolve("one-stream.svg"));
		assertThat(DocumentBuilderFactory.newInstance()
			.newDocumentBuilder()
			.parse(new InputSource(new StringReader(svg)))
			.getDocumentElement()
			.getTagName()).isEqualTo("svg");
		assertThat(svg).contains("3.00 M").contains("rsocket-java + CBOR");
		assertThat(Files.readString(directory.resolve("benchmarks.json"))).contains("\"ONE_STREAM\"");
		assertThat(directory.resolve("ping-pong.svg")).doesNotExist();
	}

	@Test
	void roundsAreAddedToThoseThereAre(@TempDir Path directory) throws Exception {
		add(0, 300, 100);
		new Report(this.measurements, MACHINE, "A form").write(directory);
		Machine later = new Machine("JVM", "OS", 2, true, 0.5, "2026-11-23T10:00:00Z");
		Results results = Results.read(directory, "A form", later);
		assertThat(results).isEqualTo(new Results("A form", MACHINE, this.measurements.all()));
		assertThat(new Measurements(results.measurements()).rounds()).isOne();
	}

	@Test
	void roundsOfAnotherMachineAreNot(@TempDir Path directory) throws Exception {
		add(0, 300, 100);
		new Report(this.measurements, MACHINE, "A form").write(directory);
		assertThatIOException()
			.isThrownBy(() -> Results.read(directory, "A form", new Machine("JVM", "OS", 4, true, 0.1, MACHINE.time())))
			.withMessageContaining("another machine or JVM: JVM, OS, 2 cores");
	}

	@Test
	void roundsOfAnotherFormAreNot(@TempDir Path directory) throws Exception {
		add(0, 300, 100);
		new Report(this.measurements, MACHINE, "A form").write(directory);
		assertThatIOException().isThrownBy(() -> Results.read(directory, "Another", MACHINE))
			.withMessageContaining("another form: A form");
	}

	@Test
	void roundsAreNotAddedToSomethingElse(@TempDir Path directory) throws Exception {
		Files.writeString(directory.resolve("benchmarks.json"), "{ \"rows\": 1 }");
		assertThatIOException().isThrownBy(() -> Results.read(directory, "A form", MACHINE))
			.withMessageContaining("is no report to add rounds to");
	}

}
