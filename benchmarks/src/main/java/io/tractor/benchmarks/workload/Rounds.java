package io.tractor.benchmarks.workload;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.tractor.benchmarks.candidate.Candidate;
import io.tractor.benchmarks.process.ProcessorTime;
import io.tractor.benchmarks.report.Measurement;
import io.tractor.benchmarks.report.Measurements;

/**
 * All candidates in their turn, and again: A B C, A B C. What one round's figures have in
 * common, the state of the machine above all, their ratios do not show.
 */
public final class Rounds {

	/** What others may have of the processors while something is measured once. */
	private static final double CALM = 0.05;

	private final Form form;

	private final int rounds;

	private final Set<Workload> workloads;

	private final Set<Candidate> candidates;

	private final List<String> jvmOptions;

	private final Path logs;

	private final PrintStream progress;

	/**
	 * Rounds to be run.
	 * @param form how thoroughly
	 * @param rounds how many
	 * @param workloads what is measured
	 * @param candidates who takes part
	 * @param jvmOptions for the measured processes, beside those they always have
	 * @param logs a directory for their error output
	 * @param progress told of each figure as it comes
	 */
	public Rounds(Form form, int rounds, Set<Workload> workloads, Set<Candidate> candidates, List<String> jvmOptions,
			Path logs, PrintStream progress) {
		this.form = form;
		this.rounds = rounds;
		this.workloads = workloads;
		this.candidates = candidates;
		this.jvmOptions = jvmOptions;
		this.logs = logs;
		this.progress = progress;
	}

	/**
	 * Runs them.
	 * @param measurements what is measured is added to it, as of further rounds
	 * @param told after each round
	 * @throws IOException if a process cannot be started
	 */
	public void run(Measurements measurements, Told told) throws IOException {
		Files.createDirectories(this.logs);
		int before = measurements.rounds();
		for (int round = before; round < before + this.rounds; round++) {
			for (List<Workload> together : groups()) {
				for (Candidate candidate : this.candidates) {
					List<Workload> own = together.stream()
						.filter((workload) -> workload.candidates().contains(candidate))
						.toList();
					if (!own.isEmpty()) {
						calmest(candidate, own, round).forEach(measurements::add);
					}
				}
			}
			told.roundIsOver();
		}
	}

	/** The workloads that share processes, if processes are shared. */
	private Collection<List<Workload>> groups() {
		List<List<Workload>> groups = new ArrayList<>();
		for (Workload workload : this.workloads) {
			List<Workload> last = groups.isEmpty() ? List.of() : groups.get(groups.size() - 1);
			if (this.form.freshProcesses() || last.isEmpty() || last.get(0).place() != workload.place()) {
				last = new ArrayList<>();
				groups.add(last);
			}
			last.add(workload);
		}
		return groups;
	}

	/**
	 * Measures, and again in fresh processes while others had too much of the processors.
	 * It is them who decide which of these counts, not what comes out.
	 */
	private List<Measurement> calmest(Candidate candidate, List<Workload> workloads, int round) throws IOException {
		List<Measurement> calmest = measured(candidate, workloads, round);
		for (int repeat = 0; repeat < this.form.repeats() && stolen(calmest) > CALM; repeat++) {
			List<Measurement> again = measured(candidate, workloads, round);
			if (stolen(again) < stolen(calmest)) {
				calmest = again;
			}
		}
		return calmest;
	}

	private static double stolen(List<Measurement> measurements) {
		return measurements.stream().mapToDouble(Measurement::stolen).max().orElse(0);
	}

	private List<Measurement> measured(Candidate candidate, List<Workload> workloads, int round) throws IOException {
		List<Measurement> measured = new ArrayList<>();
		try (Pair pair = Pair.start(candidate, workloads.get(0).place().jvm(this.jvmOptions), this.logs)) {
			for (Workload workload : workloads) {
				ProcessorTime before = ProcessorTime.now();
				Map<String, Double> values = workload.measure(pair, this.form);
				double stolen = ProcessorTime.now().stolenSince(before);
				measured.add(new Measurement(workload, candidate, round, values, stolen));
				this.progress.printf(Locale.ROOT, "%d  %-44s %-24s %,14.0f %s%s%n", round + 1, workload.title(),
						candidate.label(), values.get(Measure.RATE), workload.unit(),
						(stolen > CALM) ? String.format(Locale.ROOT, ", %.0f %% stolen", 100 * stolen) : "");
			}
		}
		return measured;
	}

	/** Told of what is over. */
	public interface Told {

		/**
		 * A round is over.
		 * @throws IOException if it cannot be taken note of
		 */
		void roundIsOver() throws IOException;

	}

}
