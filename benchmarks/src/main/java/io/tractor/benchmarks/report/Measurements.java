package io.tractor.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.tractor.benchmarks.candidate.Candidate;
import io.tractor.benchmarks.workload.Workload;

/**
 * All that was measured. Not thread-safe.
 */
public final class Measurements {

	private final List<Measurement> all;

	/**
	 * What was measured before, and will be.
	 * @param before what was measured before
	 */
	public Measurements(List<Measurement> before) {
		this.all = new ArrayList<>(before);
	}

	/**
	 * Adds one.
	 * @param measurement what was measured
	 */
	public void add(Measurement measurement) {
		this.all.add(measurement);
	}

	/**
	 * How many rounds it is of.
	 * @return their number
	 */
	public int rounds() {
		return this.all.stream().mapToInt((one) -> one.round() + 1).max().orElse(0);
	}

	/** How much others had of the processors each time. */
	Series stolen() {
		return new Series(this.all.stream().map(Measurement::stolen).toList());
	}

	/**
	 * All of it, in the order in which it was measured.
	 * @return the measurements
	 */
	public List<Measurement> all() {
		return this.all;
	}

	/**
	 * A figure over all rounds.
	 * @param workload of what
	 * @param candidate whose
	 * @param value which
	 * @return the series, possibly empty
	 */
	Series series(Workload workload, Candidate candidate, String value) {
		List<Double> values = new ArrayList<>();
		for (Measurement measurement : this.all) {
			if (measurement.workload() == workload && measurement.candidate() == candidate) {
				Optional.ofNullable(measurement.values().get(value)).ifPresent(values::add);
			}
		}
		return new Series(values);
	}

}
