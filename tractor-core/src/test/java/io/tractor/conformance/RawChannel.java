package io.tractor.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.util.DefaultPayload;
import io.tractor.ActorId;
import io.tractor.protocol.Envelopes;
import io.tractor.protocol.FrameReader;
import io.tractor.protocol.Msg;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * One end of a request-channel that sends whatever bytes it is told to, and keeps no
 * rule.
 */
final class RawChannel {

	static final ActorId SELF = ActorId.create("raw");

	/** What stands for the end of the channel among the messages. */
	private static final Msg END = new Msg.Stop();

	private final Sinks.Many<Payload> out = Sinks.many().unicast().onBackpressureBuffer();

	private final BlockingQueue<Msg> in = new LinkedBlockingQueue<>();

	private volatile @Nullable Throwable error;

	private RawChannel() {
	}

	/** Opens a channel to an endpoint. */
	static RawChannel open(RSocket rsocket, String endpoint, byte[] first) {
		RawChannel channel = new RawChannel();
		channel.emit(DefaultPayload.create(Unpooled.wrappedBuffer(first), route(endpoint)));
		channel.listen(rsocket.requestChannel(channel.out.asFlux()));
		return channel;
	}

	/** Answers a channel that was opened from over there. */
	static RawChannel answer(Publisher<Payload> payloads) {
		RawChannel channel = new RawChannel();
		channel.listen(payloads);
		return channel;
	}

	private void listen(Publisher<Payload> payloads) {
		Flux.from(payloads).subscribe(this::arrived, (ex) -> {
			this.error = ex;
			this.in.add(END);
		}, () -> this.in.add(END));
	}

	private void arrived(Payload payload) {
		FrameReader reader = new FrameReader(payload.sliceData());
		while (reader.next()) {
			this.in.add(reader.message());
		}
		payload.release();
	}

	/** What it sends, for a channel that answers. */
	Flux<Payload> outbound() {
		return this.out.asFlux();
	}

	void send(byte[] frame) {
		emit(DefaultPayload.create(frame));
	}

	void send(Msg... messages) {
		send(bytes(messages));
	}

	private void emit(Payload payload) {
		this.out.emitNext(payload, Sinks.EmitFailureHandler.FAIL_FAST);
	}

	/** Ends this direction regularly. */
	void complete() {
		this.out.tryEmitComplete();
	}

	/** Ends this direction with an RSocket error. */
	void fail() {
		this.out.tryEmitError(new IllegalStateException("raw"));
	}

	/** The next message. */
	Msg next() {
		try {
			Msg message = this.in.poll(Wire.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			if (message == null) {
				throw new AssertionError("Nothing arrives");
			}
			return message;
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	/** The next message, which is of that type. */
	<M extends Msg> M next(Class<M> type) {
		Msg message = next();
		if (message == END || !type.isInstance(message)) {
			throw new AssertionError("Not a " + type.getSimpleName() + ": "
					+ ((message == END) ? "the end of the channel, " + this.error : message));
		}
		return type.cast(message);
	}

	/** The next message that is not of that type. */
	Msg nextBut(Class<? extends Msg> type) {
		Msg message = next();
		return type.isInstance(message) && message != END ? next() : message;
	}

	/** All messages up to the end of the channel. */
	List<Msg> untilEnd() {
		List<Msg> messages = new ArrayList<>();
		for (Msg message = next(); message != END; message = next()) {
			messages.add(message);
		}
		return messages;
	}

	/** How the channel ended, null for regularly. */
	@Nullable Throwable error() {
		return this.error;
	}

	static Msg.Start start(int window) {
		return new Msg.Start(1, UUID.randomUUID().toString(), SELF, "cbor", Map.of(), null, window);
	}

	static byte[] bytes(Msg... messages) {
		ByteBuf frame = Unpooled.buffer();
		for (Msg message : messages) {
			Envelopes.write(message, frame);
		}
		byte[] bytes = new byte[frame.readableBytes()];
		frame.readBytes(bytes);
		return bytes;
	}

	private static ByteBuf route(String endpoint) {
		CompositeByteBuf metadata = Unpooled.compositeBuffer();
		CompositeMetadataCodec.encodeAndAddMetadata(metadata, UnpooledByteBufAllocator.DEFAULT,
				WellKnownMimeType.MESSAGE_RSOCKET_ROUTING, TaggingMetadataCodec
					.createTaggingContent(UnpooledByteBufAllocator.DEFAULT, List.of("tractor.context." + endpoint)));
		return metadata;
	}

}
