package io.tractor.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One figure, once for each round.
 *
 * @param values in the order of the rounds
 */
record Series(List<Double> values) {

	boolean isEmpty() {
		return this.values.isEmpty();
	}

	double median() {
		List<Double> sorted = new ArrayList<>(this.values);
		Collections.sort(sorted);
		int middle = sorted.size() / 2;
		return (sorted.size() % 2 == 1) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

	double least() {
		return Collections.min(this.values);
	}

	double most() {
		return Collections.max(this.values);
	}

	/** The ratios of the rounds. */
	Series per(Series other) {
		List<Double> ratios = new ArrayList<>();
		for (int i = 0; i < Math.min(this.values.size(), other.values.size()); i++) {
			ratios.add(this.values.get(i) / other.values.get(i));
		}
		return new Series(ratios);
	}

}
