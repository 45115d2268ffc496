package io.tractor.benchmarks.report;

import java.util.Map;

import io.tractor.benchmarks.candidate.Candidate;
import io.tractor.benchmarks.workload.Workload;

/**
 * What one candidate did in one round.
 *
 * @param workload what was measured
 * @param candidate who took part
 * @param round in which round, from 0
 * @param values figures by name, the main one as {@code rate}
 * @param stolen how much of the processors' time that it could have had the machine's
 * host gave to others meanwhile, from 0 to 1
 */
public record Measurement(Workload workload, Candidate candidate, int round, Map<String, Double> values,
		double stolen) {

}
