package io.tractor.protocol;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Any bytes are messages or malformed, those are read again as they are written, and
 * neither costs more than in proportion to what has arrived.
 * <p>
 * As a test this runs the seeds. To fuzz, for ten minutes: {@code JAZZER_FUZZ=1 mvn -pl
 * tractor-core test -Dtest=FrameFuzzTests -Djazzer.hooks=true -Djazzer.max_duration=10m
 * -Dtests.timeout=1h}. What fails is then a seed too, in the test's resources.
 */
class FrameFuzzTests {

	/** What is allocated for each byte that has arrived, objects and their text. */
	private static final long PER_BYTE = 512;

	/** An exception with its stack trace, and what the measuring costs. */
	private static final long ONCE = 64 * 1024;

	private static final int TRIES = 3;

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	/**
	 * All examples, each also cut off, two of them together, and lengths that are not
	 * true.
	 */
	static Stream<byte[]> seeds() {
		Stream<byte[]> golden = Golden.ALL.stream().map(Golden::bytes);
		Stream<byte[]> cut = Golden.ALL.stream()
			.map(Golden::bytes)
			.map((bytes) -> Arrays.copyOf(bytes, bytes.length / 2));
		Stream<byte[]> two = Golden.ALL.stream().map((each) -> Frames.written(each.msg(), each.msg()));
		Stream<byte[]> untrue = Stream
			.of("01 0a bb7fffffffffffffff", "01 0a a161787b7fffffffffff", "01 11 a2617601646172677 3a161615a0003d09000",
					"09 0d a1666361757365739a00ffffff", "04 ff ff ff 7f", "04 80 00")
			.map((hex) -> HexFormat.of().parseHex(hex.replace(" ", "")));
		return Stream.of(golden, cut, two, untrue).flatMap((each) -> each);
	}

	@MethodSource("seeds")
	@FuzzTest(maxDuration = "")
	void anyBytesAreMessagesOrMalformed(byte[] frame) {
		long bound = ONCE + PER_BYTE * frame.length;
		long allocated = allocatedBy(frame);
		for (int i = 0; i < TRIES && allocated > bound; i++) {
			// Not what loading a class costs, which the fuzzer instruments then.
			allocated = allocatedBy(frame);
		}
		assertThat(allocated).as("bytes allocated for %s", Frames.hex(frame)).isLessThanOrEqualTo(bound);
	}

	private static long allocatedBy(byte[] frame) {
		long before = THREADS.getCurrentThreadAllocatedBytes();
		Frames.readOrRefuse(frame);
		return THREADS.getCurrentThreadAllocatedBytes() - before;
	}

}
