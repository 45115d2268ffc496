package io.tractor.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import tools.jackson.dataformat.cbor.CBORMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Frames made and read the long way, for tests.
 */
final class Frames {

	static final CBORMapper CBOR = new CBORMapper();

	private Frames() {
	}

	static byte[] bytes(String hex) {
		return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
	}

	static String hex(byte[] bytes) {
		return HexFormat.of().formatHex(bytes);
	}

	static byte[] written(Msg... messages) {
		ByteBuf out = Unpooled.buffer();
		for (Msg msg : messages) {
			Envelopes.write(msg, out);
		}
		return taken(out);
	}

	static byte[] taken(ByteBuf out) {
		byte[] bytes = new byte[out.readableBytes()];
		out.readBytes(bytes);
		if (!out.release()) {
			throw new AssertionError("still held: " + out);
		}
		return bytes;
	}

	/**
	 * One envelope around a body of any sort.
	 */
	static byte[] envelope(byte type, byte[] body) {
		ByteBuf out = Unpooled.buffer();
		Envelopes.writeValue(Envelopes.YIELD, body, 0, body.length, out);
		out.setByte(0, type);
		return taken(out);
	}

	static byte[] envelope(byte type, String hexBody) {
		return envelope(type, bytes(hexBody));
	}

	/**
	 * One envelope around what Jackson writes of the value.
	 */
	static byte[] envelopeOf(byte type, Object body) {
		return envelope(type, CBOR.writeValueAsBytes(body));
	}

	/**
	 * All messages of a frame; what a reader must not do to a frame is checked on the
	 * way.
	 */
	static List<Msg> read(byte[] bytes) {
		ByteBuf frame = Unpooled.wrappedBuffer(bytes);
		try {
			return read(frame);
		}
		finally {
			if (frame.refCnt() != 1 || frame.readerIndex() != 0 || frame.writerIndex() != bytes.length) {
				throw new AssertionError("changed: " + frame);
			}
		}
	}

	static List<Msg> read(ByteBuf frame) {
		FrameReader reader = new FrameReader(frame);
		List<Msg> messages = new ArrayList<>();
		while (reader.next()) {
			messages.add(reader.message());
		}
		return messages;
	}

	static Msg readOne(byte[] bytes) {
		List<Msg> messages = read(bytes);
		assertThat(messages).hasSize(1);
		return messages.get(0);
	}

	/**
	 * Reads what may be anything. What is read is written and read again as the same.
	 * @return 1 if it is messages, 0 if it is malformed
	 */
	static int readOrRefuse(byte[] bytes) {
		try {
			List<Msg> messages = read(bytes);
			byte[] written = written(messages.toArray(Msg[]::new));
			List<Msg> again = read(written);
			if (!again.equals(messages) || !Arrays.equals(written(again.toArray(Msg[]::new)), written)) {
				throw new AssertionError("read as " + messages);
			}
			return 1;
		}
		catch (MalformedMessageException ex) {
			return 0;
		}
	}

	static MalformedMessageException refused(byte[] bytes) {
		MalformedMessageException failure = catchThrowableOfType(MalformedMessageException.class, () -> read(bytes));
		assertThat(failure).as("refusal of " + hex(bytes)).isNotNull();
		assertThat(failure.getClass()).isIn(MalformedMessageException.class, UnsupportedVersionException.class);
		return failure;
	}

}
