package io.tractor.benchmarks.process;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * What is stolen of what could have been used.
 */
class ProcessorTimeTests {

	private static final String BEFORE = "cpu  100 10 50 9000 40 3 2 20 7 0";

	@Test
	void isSharedByThisMachineAndOthers() {
		ProcessorTime before = ProcessorTime.of(BEFORE);
		assertThat(before).isEqualTo(new ProcessorTime(165, 20));
		ProcessorTime after = ProcessorTime.of("cpu  150 10 60 9500 90 8 7 50 7 0");
		assertThat(after.stolenSince(before)).isEqualTo(0.3, within(1e-9));
	}

	@Test
	void nothingIsStolenWhereNothingWasWanted() {
		assertThat(ProcessorTime.of(BEFORE).stolenSince(ProcessorTime.of(BEFORE))).isZero();
	}

	@Test
	void otherSystemsDoNotTell() {
		assertThat(ProcessorTime.of("")).isEqualTo(new ProcessorTime(0, 0));
		assertThat(ProcessorTime.of("cpu  1 2 3 4")).isEqualTo(new ProcessorTime(0, 0));
	}

	@Test
	void timeGoesOn() {
		ProcessorTime now = ProcessorTime.now();
		assertThat(ProcessorTime.now().used()).isGreaterThanOrEqualTo(now.used());
		assertThat(ProcessorTime.now().stolenSince(now)).isBetween(0.0, 1.0);
	}

}
