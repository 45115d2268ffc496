package io.tractor.benchmarks.report;

import io.tractor.benchmarks.candidate.Candidate;
import io.tractor.benchmarks.workload.Workload;
import org.jspecify.annotations.Nullable;

/**
 * What is to be reached: a figure of ours, or its ratio to another of the same round, is
 * to be at least, or at most, so much.
 *
 * @param figure ours
 * @param per what it is compared with, or null if it stands for itself
 * @param atLeast whether more is better
 * @param bound how much it is to be
 */
record Goal(Figure figure, @Nullable Figure per, boolean atLeast, double bound) {

	private static final String MAIN = "rate";

	static Goal atLeast(double bound, Workload workload, Candidate candidate, Candidate other) {
		return new Goal(new Figure(workload, candidate, MAIN), new Figure(workload, other, MAIN), true, bound);
	}

	static Goal atLeast(double bound, Workload workload, Candidate candidate, Workload other) {
		return new Goal(new Figure(workload, candidate, MAIN), new Figure(other, candidate, MAIN), true, bound);
	}

	static Goal atLeast(double bound, Workload workload, Candidate candidate, String value) {
		return new Goal(new Figure(workload, candidate, value), null, true, bound);
	}

	static Goal atMost(double bound, Workload workload, Candidate candidate, String value) {
		return new Goal(new Figure(workload, candidate, value), null, false, bound);
	}

	static Goal atMost(double bound, Figure figure, Figure per) {
		return new Goal(figure, per, false, bound);
	}

	/** The figure, or its ratios. */
	Series of(Measurements measurements) {
		Series series = this.figure.of(measurements);
		return (this.per != null) ? series.per(this.per.of(measurements)) : series;
	}

	boolean met(Series series) {
		return this.atLeast ? series.median() >= this.bound : series.median() <= this.bound;
	}

	String title() {
		if (this.per == null) {
			return this.figure.title();
		}
		return this.figure.title() + ", against " + this.per.titleBeside(this.figure);
	}

	/**
	 * A figure.
	 *
	 * @param workload of what
	 * @param candidate whose
	 * @param value which
	 */
	record Figure(Workload workload, Candidate candidate, String value) {

		Series of(Measurements measurements) {
			return measurements.series(this.workload, this.candidate, this.value);
		}

		String title() {
			return this.workload.title() + (this.value.equals(MAIN) ? "" : ": " + this.value)
					+ ((this.candidate == Candidate.TRACTOR) ? "" : " (" + this.candidate.label() + ")");
		}

		String titleBeside(Figure other) {
			return (this.workload == other.workload) ? this.candidate.label() : this.workload.title();
		}

	}

}
