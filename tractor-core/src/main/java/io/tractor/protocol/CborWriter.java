package io.tractor.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.tractor.ActorId;

/**
 * Writes the CBOR of a control body: definite lengths, shortest heads (RFC 8949, 4.2).
 * Into an array, from which it is copied once: a buffer checks itself for each byte.
 */
final class CborWriter {

	private static final int ONE_BYTE = 24;

	private byte[] body;

	private int size;

	/**
	 * Begins a body.
	 * @param expected how many bytes it will take, about
	 */
	CborWriter(int expected) {
		this.body = new byte[expected];
	}

	/**
	 * How long the body is so far.
	 */
	int size() {
		return this.size;
	}

	/**
	 * Copies the body.
	 */
	void writeTo(ByteBuf out) {
		out.writeBytes(this.body, 0, this.size);
	}

	CborWriter map(int size) {
		head(CborReader.MAP, size);
		return this;
	}

	CborWriter array(int size) {
		head(CborReader.ARRAY, size);
		return this;
	}

	CborWriter uint(long value) {
		head(CborReader.UINT, value);
		return this;
	}

	CborWriter bytes(byte[] value) {
		return string(CborReader.BYTES, value);
	}

	CborWriter key(String key) {
		head(CborReader.TEXT, key.length());
		ascii(key);
		return this;
	}

	/**
	 * Writes a text that must be whole.
	 */
	CborWriter text(String value, String what) {
		int length = (value.length() <= Limits.MAX_TEXT) ? length(value) : Integer.MAX_VALUE;
		if (length > Limits.MAX_TEXT) {
			throw new IllegalArgumentException("\"" + what + "\" is longer than " + Limits.MAX_TEXT + " bytes");
		}
		if (length > value.length()) {
			return utf8(value.getBytes(StandardCharsets.UTF_8));
		}
		head(CborReader.TEXT, length);
		ascii(value);
		return this;
	}

	/**
	 * How long a text is, in bytes of UTF-8.
	 */
	static int length(String value) {
		return ByteBufUtil.utf8Bytes(value);
	}

	CborWriter utf8(byte[] encoded) {
		return string(CborReader.TEXT, encoded);
	}

	CborWriter actor(ActorId actor) {
		return map(2).key("name").text(actor.name(), "name").key("uuid").text(actor.uuid(), "uuid");
	}

	private CborWriter string(int major, byte[] value) {
		head(major, value.length);
		int at = room(value.length);
		System.arraycopy(value, 0, this.body, at, value.length);
		return this;
	}

	/** What takes a byte for each character, be it a replaced one. */
	private void ascii(String value) {
		int at = room(value.length());
		for (int i = 0; i < value.length(); i++) {
			char character = value.charAt(i);
			this.body[at + i] = (byte) ((character < 0x80) ? character : '?');
		}
	}

	private void head(int major, long argument) {
		int initial = major << 5;
		if (argument < ONE_BYTE) {
			// Not in one: the array may be another afterwards.
			int at = room(1);
			this.body[at] = (byte) (initial | (int) argument);
		}
		else if (argument <= 0xff) {
			head(initial | ONE_BYTE, argument, 1);
		}
		else if (argument <= 0xffff) {
			head(initial | ONE_BYTE + 1, argument, 2);
		}
		else if (argument <= 0xffff_ffffL) {
			head(initial | ONE_BYTE + 2, argument, 4);
		}
		else {
			head(initial | ONE_BYTE + 3, argument, 8);
		}
	}

	private void head(int initial, long argument, int length) {
		int at = room(1 + length);
		this.body[at] = (byte) initial;
		for (int i = length; i > 0; i--) {
			this.body[at + i] = (byte) argument;
			argument >>>= 8;
		}
	}

	/** Takes room for so many bytes. */
	private int room(int count) {
		int at = this.size;
		if (count > this.body.length - at) {
			this.body = Arrays.copyOf(this.body, Math.max(2 * this.body.length, Math.addExact(at, count)));
		}
		this.size = at + count;
		return at;
	}

}
