package io.tractor.protocol;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bytes of every message, to the bit.
 */
class GoldenBytesTests {

	static final List<Golden> GOLDEN = Golden.ALL;

	@ParameterizedTest
	@FieldSource("GOLDEN")
	void isWrittenAsDocumented(Golden golden) {
		assertThat(Frames.hex(Frames.written(golden.msg()))).isEqualTo(Frames.hex(golden.bytes()));
	}

	@ParameterizedTest
	@FieldSource("GOLDEN")
	void isReadAsDocumented(Golden golden) {
		assertThat(Frames.readOne(golden.bytes())).isEqualTo(golden.msg());
	}

	@ParameterizedTest
	@FieldSource("GOLDEN")
	void isReadFromTheMiddleOfADirectBuffer(Golden golden) {
		byte[] bytes = golden.bytes();
		ByteBuf frame = Unpooled.directBuffer();
		try {
			frame.writeZero(3).writeBytes(bytes).writeZero(3);
			ByteBuf middle = frame.slice(1, bytes.length + 2).setIndex(2, bytes.length + 2);
			assertThat(Frames.read(middle)).containsExactly(golden.msg());
			assertThat(middle.readerIndex()).isEqualTo(2);
		}
		finally {
			assertThat(frame.release()).isTrue();
		}
	}

	@ParameterizedTest
	@FieldSource("GOLDEN")
	void isRefusedIfCutAnywhere(Golden golden) {
		byte[] bytes = golden.bytes();
		for (int length = 0; length < bytes.length; length++) {
			Frames.refused(Arrays.copyOf(bytes, length));
		}
	}

	@ParameterizedTest
	@FieldSource("GOLDEN")
	void isRefusedIfItsBodyIsCutAnywhere(Golden golden) {
		byte type = golden.bytes()[0];
		if (type == Envelopes.STARTED || type == Envelopes.YIELD || type == Envelopes.RETURN) {
			return;
		}
		byte[] body = Arrays.copyOfRange(golden.bytes(), (golden.bytes()[1] < 0) ? 3 : 2, golden.bytes().length);
		for (int length = 0; length < body.length; length++) {
			Frames.refused(Frames.envelope(type, Arrays.copyOf(body, length)));
		}
	}

	@ParameterizedTest
	@FieldSource("GOLDEN")
	void isRefusedWithAByteTooMany(Golden golden) {
		byte[] bytes = golden.bytes();
		Frames.refused(Arrays.copyOf(bytes, bytes.length + 1));
	}

	@Test
	void coversEveryTypeOfMessage() {
		Set<Class<?>> covered = new HashSet<>();
		GOLDEN.forEach((golden) -> covered.add(golden.msg().getClass()));
		assertThat(covered).containsExactlyInAnyOrder(Msg.class.getPermittedSubclasses());
	}

}
