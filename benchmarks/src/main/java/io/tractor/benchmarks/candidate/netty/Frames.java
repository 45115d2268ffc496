package io.tractor.benchmarks.candidate.netty;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.tractor.benchmarks.candidate.TickCodec;

/**
 * Frames: their length, the number of their stream, what they are, and a value. Many are
 * written into one buffer, and read in place.
 */
abstract class Frames extends ByteToMessageDecoder {

	/** A tick of a stream. */
	static final byte TICK = 0;

	/** The end of a stream, answered by {@link #COUNTED}. */
	static final byte END = 1;

	static final byte COUNTED = 2;

	/** A tick to be sent back. */
	static final byte ECHO = 3;

	/** A tick to be answered by two. */
	static final byte DIALOG = 4;

	private static final int LENGTH_BYTES = 4;

	/** The stream's number and the kind. */
	private static final int HEAD_BYTES = 5;

	static <T> void write(ByteBuf out, int stream, byte kind, TickCodec<T> codec, T value) {
		codec.write(value,
				(array, length) -> out.writeInt(HEAD_BYTES + length)
					.writeInt(stream)
					.writeByte(kind)
					.writeBytes(array, 0, length));
	}

	@Override
	protected final void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
		while (in.readableBytes() >= LENGTH_BYTES) {
			int index = in.readerIndex();
			int length = in.getInt(index);
			if (in.readableBytes() < LENGTH_BYTES + length) {
				return;
			}
			int head = index + LENGTH_BYTES;
			in.skipBytes(LENGTH_BYTES + length);
			frame(context, in.getInt(head), in.getByte(head + LENGTH_BYTES), in, head + HEAD_BYTES,
					length - HEAD_BYTES);
		}
	}

	/** Takes a frame. */
	abstract void frame(ChannelHandlerContext context, int stream, byte kind, ByteBuf in, int index, int length);

	/** As much as one read brought was taken. */
	@Override
	public final void channelReadComplete(ChannelHandlerContext context) throws Exception {
		super.channelReadComplete(context);
		context.flush();
	}

}
