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
 */
public record Measurement(Workload workload, Candidate candidate, int round, Map<String, Double> values) {

}
