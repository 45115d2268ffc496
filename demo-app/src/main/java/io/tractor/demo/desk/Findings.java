package io.tractor.demo.desk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What came of a query, from all workers.
 */
public final class Findings {

	private static final String ROW = "%-12s %-18s %8s %12s %9s";

	private final List<Finding> parts;

	private final long begun = System.nanoTime();

	private volatile Duration time = Duration.ZERO;

	Findings(List<String> workers) {
		this.parts = workers.stream().map(Finding::new).toList();
	}

	void ended() {
		this.time = Duration.ofNanos(System.nanoTime() - this.begun);
	}

	/**
	 * The workers' parts, in their order.
	 * @return one for each
	 */
	public List<Finding> parts() {
		return this.parts;
	}

	/**
	 * Cancels what is still searching. Returns at once.
	 */
	public void cancel() {
		this.parts.forEach(Finding::cancel);
	}

	/**
	 * How long it took, until the last worker's end.
	 * @return the time
	 */
	public Duration time() {
		return this.time;
	}

	/**
	 * How many matches were shown.
	 * @return the count
	 */
	public int matches() {
		return this.parts.stream().mapToInt(Finding::matches).sum();
	}

	/**
	 * Whether every worker did what was wanted of it.
	 * @return false if one was lost
	 */
	public boolean isComplete() {
		return this.parts.stream().allMatch((part) -> part.ending().isGood());
	}

	String progress() {
		StringBuilder text = new StringBuilder("found ").append(matches());
		for (Finding part : this.parts) {
			if (part.planned() >= 0) {
				text.append("; ")
					.append(part.worker())
					.append(' ')
					.append(part.files())
					.append('/')
					.append(part.planned());
			}
		}
		return text.append(" files searched").toString();
	}

	/**
	 * The summary, for people.
	 * @return its lines
	 */
	public List<String> summary() {
		int files = this.parts.stream().mapToInt(Finding::files).sum();
		String total = "found %d in %d files, in %s%s".formatted(matches(), files, seconds(this.time),
				isComplete() ? "" : ": incomplete");
		List<String> rows = this.parts.stream()
			.map((part) -> ROW.formatted(part.worker(), part.ending(), part.matches(),
					(part.planned() >= 0) ? part.files() + "/" + part.planned() : "-", seconds(part.time())))
			.toList();
		List<String> lines = new ArrayList<>(List.of("", total, ""));
		lines.add(ROW.formatted("worker", "outcome", "matches", "files", "time"));
		lines.addAll(rows);
		return lines;
	}

	private static String seconds(Duration time) {
		return String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9);
	}

}
