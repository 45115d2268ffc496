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
import io.tractor.benchmarks.report.Measurement;
import io.tractor.benchmarks.report.Measurements;

/**
 * All candidates in their turn, and again: A B C, A B C. What one round's figures have in
 * common, the state of the machine above all, their ratios do not show.
 */
public final class Rounds {

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
					measure(candidate, together, round, measurements);
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

	private void measure(Candidate candidate, List<Workload> together, int round, Measurements measurements)
			throws IOException {
		List<Workload> own = together.stream().filter((workload) -> workload.candidates().contains(candidate)).toList();
		if (own.isEmpty()) {
			return;
		}
		try (Pair pair = Pair.start(candidate, own.get(0).place().jvm(this.jvmOptions), this.logs)) {
			for (Workload workload : own) {
				Map<String, Double> values = workload.measure(pair, this.form);
				measurements.add(new Measurement(workload, candidate, round, values));
				this.progress.printf(Locale.ROOT, "%d  %-44s %-24s %,14.0f %s%n", round + 1, workload.title(),
						candidate.label(), values.get(Measure.RATE), workload.unit());
			}
		}
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
