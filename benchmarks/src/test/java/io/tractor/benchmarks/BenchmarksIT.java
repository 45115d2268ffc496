package io.tractor.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.tractor.benchmarks.candidate.Candidate;
import io.tractor.benchmarks.report.Measurements;
import io.tractor.benchmarks.workload.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The short form. Fails if something does not run or delivers wrong data; how fast it is
 * on a machine that may be doing anything else beside is for people to look at.
 */
class BenchmarksIT {

	@Test
	@Timeout(value = 30, unit = TimeUnit.MINUTES)
	@EnabledForJreRange(min = JRE.JAVA_21)
	void everyCandidateDeliversInEachOfItsWorkloads() throws IOException {
		Measurements measurements = Benchmarks.run(Choice.of(List.of("short")));
		for (Workload workload : Workload.values()) {
			for (Candidate candidate : workload.candidates()) {
				assertThat(measurements.all())
					.anyMatch((one) -> one.workload() == workload && one.candidate() == candidate);
			}
		}
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_20)
	void withoutVirtualThreadsTheyAreRefused() {
		assertThatIllegalStateException().isThrownBy(() -> Benchmarks.run(Choice.of(List.of("short"))))
			.withMessageContaining("JDK 21 or later");
	}

}
