package io.tractor.protocol;

import java.lang.management.ManagementFactory;
import java.util.List;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The cursor over a frame's envelopes.
 */
class FrameReaderTests {

	@Test
	void allMessagesSharingAFrameAreRead() {
		Msg[] messages = Golden.ALL.stream().map(Golden::msg).toArray(Msg[]::new);
		assertThat(Frames.read(Frames.written(messages))).containsExactly(messages);
	}

	@Test
	void bodyIsFoundWithoutDecoding() {
		ByteBuf frame = Unpooled.wrappedBuffer(Frames.bytes("040162 0602")).setByte(4, 0);
		FrameReader reader = new FrameReader(frame);
		assertThat(reader.type()).isZero();
		assertThat(reader.next()).isTrue();
		assertThat(reader.type()).isEqualTo(Envelopes.YIELD);
		assertThat(reader.bodyIndex()).isEqualTo(2);
		assertThat(reader.bodyLength()).isEqualTo(1);
		assertThat(reader.next()).isTrue();
		assertThat(reader.type()).isEqualTo(Envelopes.STOP);
		assertThat(reader.bodyLength()).isZero();
		assertThat(reader.next()).isFalse();
		assertThat(reader.next()).isFalse();
		assertThat(reader.type()).isZero();
	}

	@Test
	void readingMayGoOnAtAnEnvelopeFoundBefore() {
		FrameReader reader = new FrameReader(Unpooled.wrappedBuffer(Frames.bytes("0600 040162 0502")), 2);
		assertThat(reader.next()).isTrue();
		assertThat(reader.message()).isEqualTo(new Msg.Yield(new byte[] { 0x62 }));
	}

	@Test
	void messageWithoutAnEnvelopeIsAMistakeOfTheCaller() {
		FrameReader reader = new FrameReader(Unpooled.wrappedBuffer(Frames.bytes("0600")));
		assertThatIllegalStateException().isThrownBy(reader::message);
		assertThat(reader.next()).isTrue();
		assertThat(reader.next()).isFalse();
		assertThatIllegalStateException().isThrownBy(reader::message);
	}

	@Test
	void whatPrecedesAMalformedEnvelopeIsRead() {
		FrameReader reader = new FrameReader(Unpooled.wrappedBuffer(Frames.bytes("040162 0a00")));
		assertThat(reader.next()).isTrue();
		assertThat(reader.message()).isEqualTo(new Msg.Yield(new byte[] { 0x62 }));
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(reader::next)
				.withMessage("Unknown message type 0x0a");
			assertThatIllegalStateException().isThrownBy(reader::message);
		}
	}

	@Test
	void emptyFrameIsMalformed() {
		assertThat(Frames.refused(new byte[0])).hasMessage("The frame is empty");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x00, 0x0a, 0x7f, 0x80, 0xff })
	void unknownTypeIsNamed(int type) {
		assertThat(Frames.refused(new byte[] { (byte) type, 0 }))
			.hasMessage("Unknown message type 0x%02x".formatted(type));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ffffffff0f", "8080808000", "ffffffff", "ffffffffffffffffff01" })
	void lengthOfMoreThanFourBytesIsMalformed(String length) {
		assertThat(Frames.refused(Frames.bytes("04" + length + "00")))
			.hasMessage("Yield: its length takes more than 4 bytes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "8000", "8100", "808000", "80808000", "ff00" })
	void lengthNotInShortestFormIsMalformed(String length) {
		assertThat(Frames.refused(Frames.bytes("04" + length + "00".repeat(300))))
			.hasMessage("Yield: its length is not in the shortest form");
	}

	@Test
	void lengthAboveTheLongestBodyIsMalformed() {
		assertThat(Frames.refused(Frames.bytes("04 80f8ff07")))
			.hasMessage("Yield: a body of 16776192 bytes, the longest is 16776191");
		assertThat(Frames.refused(Frames.bytes("01 ffffff7f")))
			.hasMessage("Start: a body of 268435455 bytes, the longest is 16776191");
	}

	@Test
	void lengthBeyondTheFrameIsTruncated() {
		assertThat(Frames.refused(Frames.bytes("08 fff7ff07 00")))
			.hasMessage("Return: truncated, 1 of 16776191 bytes are there");
		assertThat(Frames.refused(Frames.bytes("08 80"))).hasMessage("Return: truncated in its length");
	}

	@Test
	void stopHasNoBody() {
		assertThat(Frames.refused(Frames.bytes("06 01 00"))).hasMessage("Stop: a body of 1 bytes, it has none");
	}

	@Test
	void frameMayBeComposite() {
		byte[] bytes = Frames.written(Golden.ALL.stream().map(Golden::msg).toArray(Msg[]::new));
		ByteBuf[] parts = new ByteBuf[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			parts[i] = Unpooled.wrappedBuffer(bytes, i, 1);
		}
		ByteBuf frame = Unpooled.wrappedBuffer(parts.length, parts);
		List<Msg> messages = Frames.read(frame);
		assertThat(messages).isEqualTo(Golden.ALL.stream().map(Golden::msg).toList());
		assertThat(frame.release()).isTrue();
	}

	@Test
	void walkingAFrameAllocatesNothing() {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		int count = 100_000;
		ByteBuf frame = Unpooled.buffer(5 * count);
		for (int i = 0; i < count; i++) {
			Envelopes.writeValue(Envelopes.YIELD, new byte[3], 0, 3, frame);
		}
		for (FrameReader warm = new FrameReader(frame); warm.next();) {
			assertThat(warm.bodyLength()).isEqualTo(3);
		}
		FrameReader reader = new FrameReader(frame);
		long before = threads.getCurrentThreadAllocatedBytes();
		int length = 0;
		while (reader.next()) {
			length += reader.bodyLength();
		}
		assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(count);
		assertThat(length).isEqualTo(3 * count);
	}

}
