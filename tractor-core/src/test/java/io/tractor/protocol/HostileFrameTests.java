package io.tractor.protocol;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever arrives, there is a message or one sort of exception, and no cost that the
 * sender has not paid for.
 */
class HostileFrameTests {

	private static final int ROUNDS = 200_000;

	/**
	 * In turn: a map of many pairs; an unknown key with a long text, bytes, array, map;
	 * an argument with long bytes; a long id; long causes; and the same in chunks.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "01 bb7fffffffffffffff", "01 ba00ffffff", "01 bbffffffffffffffff",
			"01 a1 61 78 7a7fffffff", "01 a1 61 78 7b7fffffffffffffff", "01 a1 61 78 5a0003d090",
			"01 a1 61 78 9a00ffffff", "01 a1 61 78 ba00ffffff", "01 a1 61 78 9bffffffffffffffff",
			"01 a1 61 78 5bffffffffffffffff", "01 a1 7a7fffffff 00",
			"01 a2 61 76 01 64 61726773 a1 61 61 5a0003d090 00", "01 a2 61 76 01 64 61726773 a1 61 61 5affffffff 00",
			"01 a2 61 76 01 64 61726773 ba00ffffff 61 61 40", "01 a2 61 76 01 62 6964 79ffff",
			"01 a2 61 76 01 62 6964 7bffffffffffffffff", "09 a1 66 636175736573 9a00ffffff 60",
			"09 a1 64 70617468 9a7fffffff a0", "01 a2 61 76 01 64 61726773 a1 61 61 5f 5a0003d090 00",
			"01 a2 61 76 01 62 6964 7f 7a7fffffff 00" })
	void declaredLengthsAreNotBelieved(String typeAndBody) {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		byte[] bytes = Frames.bytes(typeAndBody);
		byte[] hostile = Frames.envelope(bytes[0], Arrays.copyOfRange(bytes, 1, bytes.length));
		Frames.refused(hostile);
		ByteBuf frame = Unpooled.wrappedBuffer(hostile);
		FrameReader reader = new FrameReader(frame);
		assertThat(reader.next()).isTrue();
		long before = threads.getCurrentThreadAllocatedBytes();
		MalformedMessageException refusal = null;
		try {
			reader.message();
		}
		catch (MalformedMessageException ex) {
			refusal = ex;
		}
		assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(32 * 1024);
		assertThat(refusal).isNotNull();
		assertThat(refusal.getMessage()).endsWith("is truncated");
	}

	@Test
	void randomBytesAreAMessageOrMalformed() {
		Random random = new Random(1);
		int read = 0;
		for (int i = 0; i < ROUNDS; i++) {
			byte[] bytes = new byte[random.nextInt(64)];
			random.nextBytes(bytes);
			if (bytes.length > 1 && random.nextInt(4) > 0) {
				bytes[0] = (byte) (1 + random.nextInt(9));
				bytes[1] = (byte) (bytes.length - 2);
			}
			read += Frames.readOrRefuse(bytes);
		}
		assertThat(read).isBetween(ROUNDS / 10, ROUNDS);
	}

	@Test
	void flippedBitsAreAMessageOrMalformed() {
		Random random = new Random(2);
		List<Golden> golden = Golden.ALL;
		int read = 0;
		for (int i = 0; i < ROUNDS; i++) {
			byte[] bytes = golden.get(random.nextInt(golden.size())).bytes();
			for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
				bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
			}
			read += Frames.readOrRefuse(bytes);
		}
		assertThat(read).isBetween(ROUNDS / 10, ROUNDS);
	}

	@Test
	void garbledBodiesAreAMessageOrMalformed() {
		Random random = new Random(3);
		byte[][] bodies = Golden.ALL.stream()
			.map(Golden::bytes)
			.map((bytes) -> Arrays.copyOfRange(bytes, (bytes[1] < 0) ? 3 : 2, bytes.length))
			.toArray(byte[][]::new);
		int read = 0;
		for (int i = 0; i < ROUNDS; i++) {
			byte[] body = garbled(bodies[random.nextInt(bodies.length)], random);
			read += Frames.readOrRefuse(Frames.envelope((byte) (1 + random.nextInt(9)), body));
		}
		assertThat(read).isBetween(ROUNDS / 10, ROUNDS);
	}

	/**
	 * A part moved over another part, a byte replaced by a telling head.
	 */
	private static byte[] garbled(byte[] body, Random random) {
		if (body.length == 0) {
			return body;
		}
		int[] heads = { 0x5f, 0x7f, 0x9f, 0xbf, 0xff, 0x1b, 0x5b, 0x7b, 0x9b, 0xbb, 0xc0, 0xf8, 0xfb };
		byte[] changed = Arrays.copyOf(body, body.length + random.nextInt(3));
		int length = random.nextInt(body.length);
		System.arraycopy(body, random.nextInt(body.length - length), changed, random.nextInt(body.length - length),
				length);
		if (random.nextBoolean()) {
			changed[random.nextInt(changed.length)] = (byte) heads[random.nextInt(heads.length)];
		}
		return changed;
	}

}
