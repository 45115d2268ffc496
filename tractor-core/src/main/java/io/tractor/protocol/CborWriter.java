package io.tractor.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.tractor.ActorId;

/**
 * Writes the CBOR of control bodies: definite lengths, shortest heads (RFC 8949, 4.2).
 */
final class CborWriter {

	private static final int ONE_BYTE = 24;

	private final ByteBuf out;

	CborWriter(ByteBuf out) {
		this.out = out;
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
		head(CborReader.BYTES, value.length);
		this.out.writeBytes(value);
		return this;
	}

	CborWriter key(String key) {
		head(CborReader.TEXT, key.length());
		ByteBufUtil.writeAscii(this.out, key);
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
		head(CborReader.TEXT, length);
		ByteBufUtil.writeUtf8(this.out, value);
		return this;
	}

	/**
	 * How long a text is, in bytes of UTF-8.
	 */
	static int length(String value) {
		return ByteBufUtil.utf8Bytes(value);
	}

	CborWriter utf8(byte[] encoded) {
		head(CborReader.TEXT, encoded.length);
		this.out.writeBytes(encoded);
		return this;
	}

	CborWriter actor(ActorId actor) {
		return map(2).key("name").text(actor.name(), "name").key("uuid").text(actor.uuid(), "uuid");
	}

	private void head(int major, long argument) {
		int initial = major << 5;
		if (argument < ONE_BYTE) {
			this.out.writeByte(initial | (int) argument);
		}
		else if (argument <= 0xff) {
			this.out.writeByte(initial | ONE_BYTE).writeByte((int) argument);
		}
		else if (argument <= 0xffff) {
			this.out.writeByte(initial | ONE_BYTE + 1).writeShort((int) argument);
		}
		else if (argument <= 0xffff_ffffL) {
			this.out.writeByte(initial | ONE_BYTE + 2).writeInt((int) argument);
		}
		else {
			this.out.writeByte(initial | ONE_BYTE + 3).writeLong(argument);
		}
	}

}
