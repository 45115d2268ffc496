package io.tractor.benchmarks.candidate.rsocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rsocket.Payload;
import io.rsocket.util.ByteBufPayload;
import io.tractor.benchmarks.candidate.TickCodec;

/**
 * A value as the data of a payload.
 */
final class Payloads {

	private Payloads() {
	}

	static <T> Payload write(TickCodec<T> codec, T value) {
		ByteBuf[] data = new ByteBuf[1];
		codec.write(value,
				(array, length) -> data[0] = ByteBufAllocator.DEFAULT.buffer(length).writeBytes(array, 0, length));
		return ByteBufPayload.create(data[0]);
	}

	/**
	 * Reads a value and releases its payload, which is not to go on from there: an
	 * operator that discards it would release it again, and pay for an exception.
	 */
	static <T> T read(TickCodec<T> codec, Payload payload) {
		try {
			ByteBuf data = payload.sliceData();
			return codec.read(data, data.readerIndex(), data.readableBytes());
		}
		finally {
			payload.release();
		}
	}

}
