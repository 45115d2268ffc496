package io.tractor.protocol;

import java.util.Objects;

import io.netty.buffer.ByteBuf;

/**
 * Writes messages as envelopes: a type byte, the body's length as unsigned LEB128 in its
 * shortest form, the body. A frame is one or more envelopes, {@link FrameReader} reads
 * it.
 */
public final class Envelopes {

	/**
	 * {@link Msg.Start}, a map.
	 */
	public static final byte START = 0x01;

	/**
	 * {@link Msg.StartAck}, a map.
	 */
	public static final byte START_ACK = 0x02;

	/**
	 * {@link Msg.Started}, a value.
	 */
	public static final byte STARTED = 0x03;

	/**
	 * {@link Msg.Yield}, a value.
	 */
	public static final byte YIELD = 0x04;

	/**
	 * {@link Msg.Credit}, a number.
	 */
	public static final byte CREDIT = 0x05;

	/**
	 * {@link Msg.Stop}, empty.
	 */
	public static final byte STOP = 0x06;

	/**
	 * {@link Msg.Cancel}, a map.
	 */
	public static final byte CANCEL = 0x07;

	/**
	 * {@link Msg.Return}, a value.
	 */
	public static final byte RETURN = 0x08;

	/**
	 * {@link Msg.Error}, a map.
	 */
	public static final byte ERROR = 0x09;

	/**
	 * The longest body, in bytes: what fits into one RSocket frame beside the headers.
	 */
	public static final int MAX_BODY = 16_777_215 - 1024;

	private static final int SEVEN_BITS = 0x7f;

	private static final int MORE = 0x80;

	private static final int CREDIT_SIZE = 5;

	/** Of a body that names an actor. */
	private static final int SMALL_SIZE = 128;

	/** Of one that has more. */
	private static final int LARGE_SIZE = 512;

	private Envelopes() {
	}

	/**
	 * Writes one message. Of an error, what is beyond {@link Limits} is cut off.
	 * @param msg the message
	 * @param out where to; unchanged if this throws
	 * @throws IllegalArgumentException if another message is beyond {@link Limits} or
	 * {@link #MAX_BODY}
	 */
	public static void write(Msg msg, ByteBuf out) {
		if (msg instanceof Msg.Yield yield) {
			writeValue(YIELD, yield.value(), 0, yield.value().length, out);
		}
		else if (msg instanceof Msg.Started started) {
			writeValue(STARTED, started.value(), 0, started.value().length, out);
		}
		else if (msg instanceof Msg.Return returned) {
			writeValue(RETURN, returned.value(), 0, returned.value().length, out);
		}
		else if (msg instanceof Msg.Stop) {
			writeHeader(STOP, 0, out);
		}
		else {
			writeControl(msg, out);
		}
	}

	private static void writeControl(Msg msg, ByteBuf out) {
		CborWriter body = new CborWriter(expectedSize(msg));
		byte type = MsgWriter.write(msg, body);
		writeHeader(type, checkLength(body.size()), out);
		body.writeTo(out);
	}

	private static int expectedSize(Msg msg) {
		if (msg instanceof Msg.Credit) {
			return CREDIT_SIZE;
		}
		return (msg instanceof Msg.Start || msg instanceof Msg.Error) ? LARGE_SIZE : SMALL_SIZE;
	}

	/**
	 * Writes one value. Allocates nothing, but for what {@code out} needs to grow.
	 * @param type {@link #STARTED}, {@link #YIELD} or {@link #RETURN}
	 * @param source holds the encoded value
	 * @param offset where it begins
	 * @param length its length, at most {@link #MAX_BODY}
	 * @param out where to; unchanged if this throws
	 * @throws IllegalArgumentException if it is longer or the type is another
	 */
	public static void writeValue(byte type, byte[] source, int offset, int length, ByteBuf out) {
		if (type != YIELD && type != STARTED && type != RETURN) {
			throw new IllegalArgumentException("Type " + type + " is none of a value");
		}
		Objects.checkFromIndexSize(offset, length, source.length);
		checkLength(length);
		writeHeader(type, length, out);
		out.writeBytes(source, offset, length);
	}

	/**
	 * How long an envelope is without its body.
	 * @param bodyLength the body's length, in bytes
	 * @return from 2 to 5 bytes
	 */
	public static int headerLength(int bodyLength) {
		int length = 2;
		for (int rest = bodyLength >>> 7; rest != 0; rest >>>= 7) {
			length++;
		}
		return length;
	}

	static int checkLength(long length) {
		if (length > MAX_BODY) {
			throw new IllegalArgumentException("A body of " + length + " bytes, the longest is " + MAX_BODY);
		}
		return (int) length;
	}

	private static void writeHeader(byte type, int length, ByteBuf out) {
		out.ensureWritable(headerLength(length) + length);
		out.writeByte(type);
		int rest = length;
		while (rest > SEVEN_BITS) {
			out.writeByte(rest & SEVEN_BITS | MORE);
			rest >>>= 7;
		}
		out.writeByte(rest);
	}

}
