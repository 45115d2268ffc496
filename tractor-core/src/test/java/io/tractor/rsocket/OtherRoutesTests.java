package io.tractor.rsocket;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketServer;
import io.rsocket.exceptions.ApplicationErrorException;
import io.rsocket.exceptions.RejectedException;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.util.ByteBufPayload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What opens no context reaches the other acceptor as if there were no contexts.
 */
@ParameterizedClass
@EnumSource(Wire.class)
class OtherRoutesTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final Queue<String> seen = new ConcurrentLinkedQueue<>();

	private final CountDownLatch pushed = new CountDownLatch(2);

	@Parameter
	private Wire wire;

	private Pair pair;

	@BeforeEach
	void recordOthers() {
		this.pair = new Pair(this.wire).others(SocketAcceptor.with(new Recorder()));
	}

	@AfterEach
	void allBuffersReturn() {
		this.pair.close();
	}

	private static byte[] composite(String route) {
		CompositeByteBuf metadata = Unpooled.compositeBuffer();
		CompositeMetadataCodec.encodeAndAddMetadata(metadata, Unpooled.EMPTY_BUFFER.alloc(), "text/plain",
				Unpooled.copiedBuffer(new byte[] { 1, 2 }));
		CompositeMetadataCodec.encodeAndAddMetadata(metadata, Unpooled.EMPTY_BUFFER.alloc(),
				WellKnownMimeType.MESSAGE_RSOCKET_ROUTING,
				TaggingMetadataCodec.createTaggingContent(Unpooled.EMPTY_BUFFER.alloc(), List.of(route)));
		return bytes(metadata);
	}

	private static byte[] bytes(ByteBuf buffer) {
		try {
			return ByteBufUtil.getBytes(buffer);
		}
		finally {
			buffer.release();
		}
	}

	/** Metadata that opens no context in a connection with composite metadata. */
	static Stream<byte[]> foreign() {
		return Stream.of(null, new byte[0], composite("chat"), composite("tractor.contextual"),
				// Malformed: lengths beyond the end, a name that is cut off.
				new byte[] { 1 }, new byte[] { (byte) 0xfe }, new byte[] { (byte) 0xfe, 0, 0, 99, 1 },
				new byte[] { (byte) 0xfe, 0, 0, 1, 50 }, new byte[] { 90, 't', 'e' }, new byte[] { (byte) 0x80, 1, 2 });
	}

	private Payload payload(String data, byte[] metadata) {
		ByteBuf buffer = ByteBufUtil.writeUtf8(this.pair.buffers.allocator(), data);
		return ByteBufPayload.create(buffer,
				(metadata != null) ? this.pair.buffers.allocator().buffer().writeBytes(metadata) : null);
	}

	private static String text(Payload payload) {
		String text = payload.getDataUtf8() + "/"
				+ (payload.hasMetadata() ? ByteBufUtil.hexDump(payload.metadata()) : "none");
		payload.release();
		return text;
	}

	private static String text(String data, byte[] metadata) {
		return data + "/" + ((metadata != null) ? ByteBufUtil.hexDump(metadata) : "none");
	}

	@Test
	void everyInteractionPasses() {
		RSocket rsocket = this.pair.connect();
		foreign().forEach((metadata) -> {
			rsocket.fireAndForget(payload("fire", metadata)).block(SOON);
			assertThat(rsocket.requestResponse(payload("ask", metadata)).map(OtherRoutesTests::text).block(SOON))
				.isEqualTo(text("ask", metadata));
			assertThat(rsocket.requestStream(payload("stream", metadata))
				.map(OtherRoutesTests::text)
				.collectList()
				.block(SOON)).containsExactly(text("stream", metadata));
			assertThat(this.seen).contains(text("fire", metadata), text("ask", metadata), text("stream", metadata));
		});
	}

	@Test
	void channelsPass() {
		RSocket rsocket = this.pair.connect();
		foreign().forEach((metadata) -> {
			Supplier<Flux<Payload>> payloads = () -> Flux.range(0, 100)
				.map((i) -> payload("data" + i, (i == 0) ? metadata : null));
			List<String> back = rsocket.requestChannel(payloads.get())
				.limitRate(7)
				.map(OtherRoutesTests::text)
				.collectList()
				.block(SOON);
			assertThat(back).hasSize(100).startsWith(text("data0", metadata)).endsWith("data99/none");
			assertThat(rsocket.requestChannel(payloads.get())
				.map(OtherRoutesTests::text)
				.take(3)
				.collectList()
				.block(SOON)).hasSize(3);
		});
		assertThat(this.pair.children).isEmpty();
	}

	@Test
	void metadataPushPasses() throws Exception {
		RSocket rsocket = this.pair.connect();
		rsocket.metadataPush(payload("", new byte[] { 1 })).block(SOON);
		rsocket.metadataPush(payload("", composite("tractor.context.some"))).block(SOON);
		assertThat(this.pushed.await(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void aContextsRouteInAnotherInteractionPasses() {
		byte[] metadata = composite("tractor.context.some");
		assertThat(
				this.pair.connect().requestResponse(payload("ask", metadata)).map(OtherRoutesTests::text).block(SOON))
			.isEqualTo(text("ask", metadata));
	}

	@Test
	void aContextAmongOtherMetadataIsOne() throws Exception {
		this.pair.connect()
			.requestChannel(Mono.fromSupplier(() -> payload("begin", composite("tractor.context.some.endpoint"))))
			.subscribe();
		QueueLink child = this.pair.child();
		assertThat(child.awaitFrame()).isEqualTo("begin");
		assertThat(this.pair.endpoints).containsExactly("some.endpoint");
		child.awaitCompleted();
		child.finish();
	}

	@Test
	void plainRoutingMetadataOpensAContextToo() throws Exception {
		this.pair.connector.metadataMimeType(WellKnownMimeType.MESSAGE_RSOCKET_ROUTING.getString());
		RSocket rsocket = this.pair.connect();
		byte[] route = bytes(TaggingMetadataCodec.createTaggingContent(Unpooled.EMPTY_BUFFER.alloc(),
				List.of("tractor.context.some.endpoint")));
		rsocket.requestChannel(Mono.fromSupplier(() -> payload("begin", route))).subscribe();
		QueueLink child = this.pair.child();
		assertThat(child.awaitFrame()).isEqualTo("begin");
		child.awaitCompleted();
		child.finish();
		for (byte[] metadata : new byte[][] { null, {}, { 99, 1 }, { 0 } }) {
			assertThat(rsocket.requestChannel(Mono.fromSupplier(() -> payload("data", metadata)))
				.map(OtherRoutesTests::text)
				.blockLast(SOON)).isEqualTo(text("data", metadata));
		}
	}

	@Test
	void otherMetadataOpensNone() {
		this.pair.connector.metadataMimeType("text/plain");
		byte[] metadata = composite("tractor.context.some");
		assertThat(this.pair.connect()
			.requestChannel(Mono.fromSupplier(() -> payload("data", metadata)))
			.map(OtherRoutesTests::text)
			.blockLast(SOON)).isEqualTo(text("data", metadata));
	}

	@Test
	void withoutOthersTheyAreRejected() {
		RSocketServer server = RSocketServer
			.create(ContextSocketAcceptorInterceptor
				.acceptor((endpoint, channel, peer) -> this.pair.newLink().on(channel)))
			.payloadDecoder(PayloadDecoder.ZERO_COPY);
		Wire.Endpoint endpoint = this.wire.start(server, this.pair.buffers.allocator());
		RSocket rsocket = RSocketTransport.connector().connect(endpoint.client()).block(SOON);
		assertThat(rsocket).isNotNull();
		rsocket.fireAndForget(payload("fire", composite("chat"))).block(SOON);
		rsocket.metadataPush(payload("", composite("chat"))).block(SOON);
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> rsocket.requestResponse(payload("ask", composite("chat"))).block(SOON))
			.withMessageContaining("tractor.context.");
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> rsocket.requestStream(payload("ask", composite("chat"))).blockLast(SOON));
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> rsocket.requestChannel(Flux.range(0, 3).map((i) -> payload("data", composite("chat"))))
				.blockLast(SOON));
		rsocket.dispose();
		endpoint.server().dispose();
	}

	@Test
	void payloadsThatNobodyLooksAtAreReleased() throws Exception {
		CountDownLatch cancelled = new CountDownLatch(1);
		AtomicInteger requests = new AtomicInteger();
		this.pair.others(SocketAcceptor.with(new RSocket() {

			@Override
			public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
				return switch (requests.getAndIncrement()) {
					case 0 -> Flux.empty();
					case 1 -> Flux.error(Pair.denied());
					case 2 -> throw new IllegalStateException("no such luck");
					default -> Flux.<Payload>never().doOnCancel(cancelled::countDown);
				};
			}

		}));
		RSocket rsocket = this.pair.connect();
		Flux<Payload> payloads = Flux.range(0, 3).map((i) -> payload("data", composite("chat")));
		assertThat(rsocket.requestChannel(payloads).collectList().block(SOON)).isEmpty();
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> rsocket.requestChannel(payloads).blockLast(SOON));
		assertThatExceptionOfType(ApplicationErrorException.class)
			.isThrownBy(() -> rsocket.requestChannel(payloads).blockLast(SOON))
			.withMessage("no such luck");
		Disposable waiting = rsocket.requestChannel(payloads.concatWith(Mono.never())).subscribe();
		while (requests.get() < 4) {
			Thread.onSpinWait();
		}
		waiting.dispose();
		assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
		this.pair.buffers.assertAllReturned();
	}

	@Test
	void theRSocketOfTheOthersIsDisposedWithTheConnection() throws Exception {
		CountDownLatch disposed = new CountDownLatch(1);
		this.pair.others(SocketAcceptor.with(new RSocket() {

			@Override
			public void dispose() {
				disposed.countDown();
			}

		}));
		this.pair.connect().dispose();
		assertThat(disposed.await(20, TimeUnit.SECONDS)).isTrue();
	}

	/** Notes what it gets, and sends it back. */
	private final class Recorder implements RSocket {

		private Payload note(Payload payload) {
			OtherRoutesTests.this.seen.add(text(payload.retain()));
			return payload;
		}

		@Override
		public Mono<Void> fireAndForget(Payload payload) {
			return Mono.fromRunnable(() -> note(payload).release());
		}

		@Override
		public Mono<Payload> requestResponse(Payload payload) {
			return Mono.just(note(payload));
		}

		@Override
		public Flux<Payload> requestStream(Payload payload) {
			return Flux.just(note(payload));
		}

		@Override
		public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
			return Flux.from(payloads);
		}

		@Override
		public Mono<Void> metadataPush(Payload payload) {
			payload.release();
			OtherRoutesTests.this.pushed.countDown();
			return Mono.empty();
		}

	}

}
