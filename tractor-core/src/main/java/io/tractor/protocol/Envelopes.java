package io.tractor.protocol;

import java.util.Objects;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

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

	/** Of a body of less than 128 bytes. */
	private static final int SMALL_HEADER = 2;

	/** Of one of less than 16 KiB. */
	private static final int LARGE_HEADER = 3;

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

	/**
	 * Writes the body where it will be if its length takes the expected room, which is
	 * that of all but the largest.
	 */
	private static void writeControl(Msg msg, ByteBuf out) {
		int begin = out.writerIndex();
		int expected = (msg instanceof Msg.Start || msg instanceof Msg.Error) ? LARGE_HEADER : SMALL_HEADER;
		try {
			out.writeZero(expected);
			byte type = MsgWriter.write(msg, out);
			int end = out.writerIndex();
			int length = checkLength(end - begin - expected);
			byte[] moved = (headerLength(length) != expected) ? ByteBufUtil.getBytes(out, begin + expected, length)
					: null;
			out.writerIndex(begin);
			writeHeader(type, length, out);
			if (moved == null) {
				out.writerIndex(end);
			}
			else {
				out.writeBytes(moved);
			}
		}
		catch (RuntimeException ex) {
			out.writerIndex(begin);
			throw ex;
		}
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
