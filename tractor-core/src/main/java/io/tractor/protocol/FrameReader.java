package io.tractor.protocol;

import io.netty.buffer.ByteBuf;

/**
 * A cursor over the envelopes of one frame: {@code while (reader.next()) { ..
 * reader.message() .. }}. It allocates nothing but the messages asked for, and changes
 * neither the frame's indexes nor its reference count.
 */
public final class FrameReader {

	private static final int LENGTH_BYTES = 4;

	private final ByteBuf frame;

	private final int end;

	private int position;

	private byte type;

	private int bodyIndex;

	private int bodyLength;

	/**
	 * Stands before the first envelope.
	 * @param frame the frame, its readable bytes; stays the caller's
	 */
	public FrameReader(ByteBuf frame) {
		this(frame, frame.readerIndex());
	}

	/**
	 * Stands before an envelope that another reader has found.
	 * @param frame the frame, up to its writer index; stays the caller's
	 * @param index where that envelope begins, an absolute index
	 */
	public FrameReader(ByteBuf frame, int index) {
		this.frame = frame;
		this.position = index;
		this.end = frame.writerIndex();
	}

	/**
	 * Moves to the next envelope. Once it has thrown it throws again.
	 * @return false if there is none
	 * @throws MalformedMessageException if what follows is none: truncated, of unknown
	 * type, its length too large or not in the shortest form; or if the frame is empty
	 */
	public boolean next() {
		boolean first = this.bodyIndex == 0;
		this.type = 0;
		if (this.position == this.end) {
			if (first) {
				throw new MalformedMessageException("The frame is empty");
			}
			return false;
		}
		byte found = this.frame.getByte(this.position);
		if (found < Envelopes.START || found > Envelopes.ERROR) {
			throw new MalformedMessageException(String.format("Unknown message type 0x%02x", found));
		}
		int index = this.position + 1;
		int length = 0;
		int read;
		int count = 0;
		do {
			if (count == LENGTH_BYTES) {
				throw malformed(found, "its length takes more than " + LENGTH_BYTES + " bytes");
			}
			if (index == this.end) {
				throw malformed(found, "truncated in its length");
			}
			read = this.frame.getByte(index++);
			length |= (read & 0x7f) << (7 * count++);
		}
		while (read < 0);
		if (read == 0 && count > 1) {
			throw malformed(found, "its length is not in the shortest form");
		}
		check(found, length, this.end - index);
		this.type = found;
		this.bodyIndex = index;
		this.bodyLength = length;
		this.position = index + length;
		return true;
	}

	private static void check(byte type, int length, int available) {
		if (length > Envelopes.MAX_BODY) {
			throw malformed(type, "a body of " + length + " bytes, the longest is " + Envelopes.MAX_BODY);
		}
		if (length > available) {
			throw malformed(type, "truncated, " + available + " of " + length + " bytes are there");
		}
		if (type == Envelopes.STOP && length > 0) {
			throw malformed(type, "a body of " + length + " bytes, it has none");
		}
	}

	private static MalformedMessageException malformed(byte type, String what) {
		return new MalformedMessageException(MsgReader.name(type) + ": " + what);
	}

	/**
	 * The type of this envelope.
	 * @return one of the types in {@link Envelopes}; 0 before the first and after the
	 * last
	 */
	public byte type() {
		return this.type;
	}

	/**
	 * Where the body begins.
	 * @return an absolute index in the frame
	 */
	public int bodyIndex() {
		return this.bodyIndex;
	}

	/**
	 * How long the body is.
	 * @return its length in bytes
	 */
	public int bodyLength() {
		return this.bodyLength;
	}

	/**
	 * Decodes this envelope; what the message holds is copied from the frame.
	 * @return the message
	 * @throws MalformedMessageException if the body is none of this type
	 * @throws UnsupportedVersionException if it is a start of another version
	 * @throws IllegalStateException before the first envelope or after the last
	 */
	public Msg message() {
		if (this.type == 0) {
			throw new IllegalStateException("No envelope here: next() has not been called or found none");
		}
		return MsgReader.read(this.type, this.frame, this.bodyIndex, this.bodyLength);
	}

}
