package io.tractor.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.tractor.benchmarks.candidate.Candidate;
import io.tractor.benchmarks.workload.Workload;

/**
 * What was measured as tables, as JSON and as plots.
 */
public final class Report {

	private static final String MAIN = "rate";

	/** Numbers by their size. */
	private static final Comparator<String> BY_LENGTH = Comparator.comparing(String::length)
		.thenComparing(Comparator.naturalOrder());

	private final Measurements measurements;

	private final Machine machine;

	private final String form;

	/**
	 * A report.
	 * @param measurements what is measured, also after this
	 * @param machine where
	 * @param form how, for people
	 */
	public Report(Measurements measurements, Machine machine, String form) {
		this.measurements = measurements;
		this.machine = machine;
		this.form = form;
	}

	/**
	 * The tables in Markdown.
	 * @return the text
	 */
	public String tables() {
		StringBuilder text = new StringBuilder();
		text.append(this.form)
			.append(" with rounds: ")
			.append(this.measurements.rounds())
			.append(", on ")
			.append(this.machine.describe())
			.append(".\n\n");
		text.append("Medians of all rounds, and in brackets the least and the most.\n");
		Series stolen = this.measurements.stolen();
		if (!stolen.isEmpty()) {
			text.append(String.format(Locale.ROOT,
					"The host gave others a median of %.1f %% of the processors' time, and %.1f %% at most.\n",
					100 * stolen.median(), 100 * stolen.most()));
		}
		for (Workload workload : Workload.values()) {
			workload(workload, text);
		}
		goals(text);
		return text.toString();
	}

	private void workload(Workload workload, StringBuilder text) {
		List<Candidate> measured = workload.candidates()
			.stream()
			.filter((candidate) -> !this.measurements.series(workload, candidate, MAIN).isEmpty())
			.toList();
		if (measured.isEmpty()) {
			return;
		}
		text.append("\n| ")
			.append(workload.title())
			.append(" | ")
			.append(workload.unit())
			.append(" | tractor's part of it | |\n");
		text.append("| --- | --- | --- | --- |\n");
		for (Candidate candidate : measured) {
			Series rate = this.measurements.series(workload, candidate, MAIN);
			Series ratio = this.measurements.series(workload, Candidate.TRACTOR, MAIN).per(rate);
			text.append("| ")
				.append(candidate.label())
				.append(" | ")
				.append(spread(rate))
				.append(" | ")
				.append((ratio.isEmpty() || candidate == Candidate.TRACTOR) ? "" : spread(ratio))
				.append(" | ")
				.append(others(workload, candidate))
				.append(" |\n");
		}
	}

	private String others(Workload workload, Candidate candidate) {
		return names(workload, candidate)
			.map((name) -> name + (workload.scales() ? ": " : " ")
					+ number(this.measurements.series(workload, candidate, name).median()))
			.collect(Collectors.joining(workload.scales() ? "; " : ", "));
	}

	/** The figures beside the main one. */
	private Stream<String> names(Workload workload, Candidate candidate) {
		return this.measurements.all()
			.stream()
			.filter((one) -> one.workload() == workload && one.candidate() == candidate)
			.flatMap((one) -> one.values().keySet().stream())
			.distinct()
			.filter((name) -> !name.equals(MAIN) && !name.equals("count") && !name.equals("allocated"))
			.sorted(BY_LENGTH);
	}

	private void goals(StringBuilder text) {
		text.append("\n| goal | wanted | is | |\n| --- | --- | --- | --- |\n");
		for (Goal goal : Goals.all()) {
			Series series = goal.of(this.measurements);
			if (!series.isEmpty()) {
				text.append("| ")
					.append(goal.title())
					.append(" | ")
					.append(goal.atLeast() ? "at least " : "at most ")
					.append(number(goal.bound()))
					.append(" | ")
					.append(spread(series))
					.append(" | ")
					.append(goal.met(series) ? "met" : "**not met**")
					.append(" |\n");
			}
		}
	}

	private static String spread(Series series) {
		String median = number(series.median());
		return (series.values().size() == 1) ? median
				: median + " (" + number(series.least()) + " to " + number(series.most()) + ")";
	}

	private static String number(double value) {
		String format = (Math.abs(value) < 10) ? "%.2f" : (Math.abs(value) < 100) ? "%.1f" : "%,.0f";
		return String.format(Locale.ROOT, format, value);
	}

	/**
	 * Writes all of it.
	 * @param directory where: {@code benchmarks.md}, {@code benchmarks.json} and a plot
	 * for each workload
	 * @throws IOException if it cannot be written
	 */
	public void write(Path directory) throws IOException {
		Files.createDirectories(directory);
		Files.writeString(directory.resolve("benchmarks.md"), tables());
		new Results(this.form, this.machine, this.measurements.all()).write(directory);
		for (Workload workload : Workload.values()) {
			List<BarPlot.Bar> bars = (workload.scales() ? points(workload) : candidates(workload))
				.filter((bar) -> !bar.series().isEmpty())
				.toList();
			if (bars.size() > 1) {
				String file = workload.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".svg";
				Files.writeString(directory.resolve(file),
						new BarPlot(workload.title() + ", " + workload.unit(), bars).svg());
			}
		}
	}

	private Stream<BarPlot.Bar> candidates(Workload workload) {
		return workload.candidates()
			.stream()
			.map((candidate) -> new BarPlot.Bar(candidate.label(),
					this.measurements.series(workload, candidate, MAIN)));
	}

	private Stream<BarPlot.Bar> points(Workload workload) {
		return names(workload, Candidate.TRACTOR)
			.map((name) -> new BarPlot.Bar(name, this.measurements.series(workload, Candidate.TRACTOR, name)));
	}

}
