package io.tractor.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

import io.tractor.benchmarks.candidate.Candidate;
import io.tractor.benchmarks.report.Goal.Figure;
import io.tractor.benchmarks.workload.Workload;

import static io.tractor.benchmarks.candidate.Candidate.GRPC;
import static io.tractor.benchmarks.candidate.Candidate.GRPC_DIRECT;
import static io.tractor.benchmarks.candidate.Candidate.NETTY;
import static io.tractor.benchmarks.candidate.Candidate.RSOCKET;
import static io.tractor.benchmarks.candidate.Candidate.SPRING;
import static io.tractor.benchmarks.candidate.Candidate.TRACTOR;
import static io.tractor.benchmarks.candidate.Candidate.TRACTOR_REACTIVE;
import static io.tractor.benchmarks.candidate.Candidate.TRACTOR_WIDE;

/**
 * The goals, the one place for their numbers.
 */
final class Goals {

	private Goals() {
	}

	static List<Goal> all() {
		List<Goal> goals = new ArrayList<>();
		for (Candidate ours : List.of(TRACTOR, TRACTOR_WIDE)) {
			goals.add(Goal.atLeast(2.0, Workload.ONE_STREAM, ours, RSOCKET));
			goals.add(Goal.atLeast(2.5, Workload.ONE_STREAM, ours, SPRING));
			goals.add(Goal.atLeast(1.4, Workload.ONE_STREAM, ours, GRPC_DIRECT));
			goals.add(Goal.atLeast(0.85, Workload.ONE_STREAM, ours, NETTY));
			goals.add(Goal.atMost(40, Workload.ONE_STREAM, ours, "of it not by the codec"));
			goals.add(Goal.atLeast(1.6, Workload.SIXTEEN_STREAMS, ours, RSOCKET));
			goals.add(Goal.atLeast(0.8, Workload.SIXTEEN_STREAMS, ours, "slowest"));
			goals.add(Goal.atLeast(0.9, Workload.BOTH_WAYS, ours, Workload.ONE_STREAM));
			goals.add(Goal.atLeast(4e6, Workload.BROADCAST, ours, "rate"));
		}
		goals.add(Goal.atLeast(1.2, Workload.PING_PONG, TRACTOR, GRPC));
		goals.add(Goal.atLeast(0.6, Workload.PING_PONG, TRACTOR, RSOCKET));
		goals.add(Goal.atLeast(0.85, Workload.PING_PONG, TRACTOR_REACTIVE, RSOCKET));
		for (Candidate ours : List.of(TRACTOR, TRACTOR_REACTIVE)) {
			goals.add(Goal.atLeast(1.0, Workload.DIALOGS_AT_ONCE, ours, GRPC_DIRECT));
			goals.add(Goal.atLeast(1.6, Workload.DIALOGS_AT_ONCE, ours, SPRING));
			goals.add(Goal.atLeast(1.0, Workload.DIALOGS_IN_TURN, ours, SPRING));
		}
		goals.add(Goal.atMost(2500, Workload.HEAP, TRACTOR, "server"));
		goals.add(Goal.atMost(2500, Workload.HEAP, TRACTOR, "client"));
		goals.add(Goal.atMost(15, Workload.MANY, TRACTOR, "100,000 contexts in"));
		goals.add(Goal.atLeast(0.9, Workload.BESIDE_IDLE, TRACTOR, "of alone"));
		for (String percentile : List.of("p50", "p99")) {
			goals.add(Goal.atMost(1.5, new Figure(Workload.CANCEL, TRACTOR, percentile),
					new Figure(Workload.PING_PONG, TRACTOR, percentile)));
		}
		goals.add(Goal.atLeast(0.9, Workload.BLOBS, TRACTOR, RSOCKET));
		// As much slower as the goal for ping-pong allows, and no timer's length.
		goals.add(Goal.atMost(1 / 0.6, new Figure(Workload.BURST, TRACTOR, "p50"),
				new Figure(Workload.BURST, RSOCKET, "p50")));
		return goals;
	}

}
