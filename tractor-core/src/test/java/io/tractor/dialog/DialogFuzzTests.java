package io.tractor.dialog;

import java.util.Random;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any sequence of well-formed messages, in any order with what the good side's task does,
 * ends that side once and in the rules of {@link HostileWorld}: nothing is thrown, no
 * violation is overlooked and none is made up, and the bound on the buffer holds.
 * <p>
 * As a test this runs the seeds. To fuzz, for ten minutes: {@code JAZZER_FUZZ=1 mvn -pl
 * tractor-core test -Dtest=DialogFuzzTests -Djazzer.hooks=true -Djazzer.max_duration=10m
 * -Dtests.timeout=1h}. What fails is then a seed too, in the test's resources.
 */
class DialogFuzzTests {

	private static final int SEEDS = 64;

	private static final int LENGTH = 200;

	static Stream<byte[]> seeds() {
		Random random = new Random(7);
		return Stream.generate(() -> {
			byte[] bytes = new byte[random.nextInt(LENGTH)];
			random.nextBytes(bytes);
			return bytes;
		}).limit(SEEDS);
	}

	@MethodSource("seeds")
	@FuzzTest(maxDuration = "")
	void anySequenceOfMessagesEndsOnceAndInTheRules(byte[] choices) {
		HostileWorld.run(choices);
	}

}
