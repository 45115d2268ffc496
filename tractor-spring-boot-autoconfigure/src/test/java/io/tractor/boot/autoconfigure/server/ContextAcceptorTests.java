package io.tractor.boot.autoconfigure.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.TaggingMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.rsocket.util.DefaultPayload;
import io.tractor.Portal;
import io.tractor.Stream;
import io.tractor.StreamSender;
import io.tractor.rsocket.RSocketTransport;
import io.tractor.runtime.Actor;
import io.tractor.runtime.Endpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ContextAcceptor}, with a far side that takes its time to complete.
 */
class ContextAcceptorTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final Actor actor = Actor.builder("server").build();

	private final ContextAcceptor acceptor = new ContextAcceptor(this.actor);

	private final Sinks.Many<Payload> sent = Sinks.many().unicast().onBackpressureBuffer();

	private final Streams streams = new Streams();

	private CloseableChannel server;

	private RSocket client;

	@BeforeEach
	void connect() {
		this.server = RSocketServer.create(SocketAcceptor.with(new Echo()))
			.interceptors((registry) -> registry.forSocketAcceptor(this.acceptor))
			.bind(TcpServerTransport.create("localhost", 0))
			.block(TIMEOUT);
		this.client = RSocketConnector.create()
			.metadataMimeType(WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString())
			.connect(TcpClientTransport.create(this.server.address()))
			.block(TIMEOUT);
	}

	@AfterEach
	void close() {
		this.client.dispose();
		this.server.dispose();
		this.client.onClose().onErrorComplete().block(TIMEOUT);
		this.server.onClose().onErrorComplete().block(TIMEOUT);
		this.actor.close();
	}

	@Test
	void aConnectionIsClosedOnceTheFarSideHasHeardTheEnd() throws InterruptedException {
		openRefusedContext();
		Thread closing = new Thread(() -> this.acceptor.disconnect(TIMEOUT));
		closing.start();
		await().atMost(TIMEOUT).until(() -> closing.getState() == Thread.State.TIMED_WAITING);
		assertThat(this.client.isDisposed()).isFalse();
		this.sent.tryEmitComplete().orThrow();
		closing.join(TIMEOUT.toMillis());
		assertThat(closing.isAlive()).isFalse();
		this.client.onClose().onErrorComplete().block(TIMEOUT);
	}

	@Test
	void aFarSideThatDoesNotAnswerIsNotWaitedForLonger() throws InterruptedException {
		openRefusedContext();
		this.acceptor.disconnect(Duration.ofMillis(10));
		this.client.onClose().onErrorComplete().block(TIMEOUT);
	}

	@Test
	void aLostConnectionIsNotWaitedFor() throws InterruptedException {
		openRefusedContext();
		this.client.dispose();
		Thread closing = new Thread(() -> this.acceptor.disconnect(TIMEOUT.multipliedBy(6)));
		closing.start();
		closing.join(TIMEOUT.toMillis());
		assertThat(closing.isAlive()).isFalse();
	}

	@Test
	void aOneWayStreamThatHasEndedOrWasLeftIsNotWaitedFor() throws InterruptedException {
		this.client.requestStream(garbage("tractor.stream.any")).doOnNext(Payload::release).blockLast(TIMEOUT);
		this.actor.serve(Endpoint.allOf(this.streams));
		Portal portal = this.actor.portal("self", new RSocketTransport("self", "here", Mono.just(this.client)));
		portal.openStreamFrom(Streams::endless).open((stream) -> {
			stream.receive();
		});
		assertThat(this.streams.left.await(10, TimeUnit.SECONDS)).isTrue();
		Thread closing = new Thread(() -> this.acceptor.disconnect(TIMEOUT.multipliedBy(6)));
		closing.start();
		closing.join(TIMEOUT.toMillis());
		assertThat(closing.isAlive()).isFalse();
	}

	@Test
	void aConnectionWithoutContextsIsLeftToItsServer() {
		assertThat(this.client.requestResponse(DefaultPayload.create("a")).map(Payload::getDataUtf8).block(TIMEOUT))
			.isEqualTo("a");
		this.acceptor.disconnect(TIMEOUT);
		assertThat(this.client.requestResponse(DefaultPayload.create("b")).map(Payload::getDataUtf8).block(TIMEOUT))
			.isEqualTo("b");
	}

	/** Ends it on the server's side only. */
	private void openRefusedContext() throws InterruptedException {
		CountDownLatch refused = new CountDownLatch(1);
		this.client.requestChannel(this.sent.asFlux()).subscribe(Payload::release, (ex) -> {
		}, refused::countDown);
		this.sent.tryEmitNext(garbage("tractor.context.any")).orThrow();
		assertThat(refused.await(10, TimeUnit.SECONDS)).isTrue();
	}

	private static Payload garbage(String route) {
		ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
		CompositeByteBuf metadata = allocator.compositeBuffer();
		CompositeMetadataCodec.encodeAndAddMetadata(metadata, allocator, WellKnownMimeType.MESSAGE_RSOCKET_ROUTING,
				TaggingMetadataCodec.createTaggingContent(allocator, List.of(route)));
		return DefaultPayload.create(Unpooled.wrappedBuffer(new byte[] { 0x7f, 1, 2, 3 }), metadata);
	}

	static final class Streams {

		final CountDownLatch left = new CountDownLatch(1);

		@Stream("endless")
		public void endless(StreamSender<String> sender) {
			try {
				while (true) {
					sender.send("a");
				}
			}
			finally {
				this.left.countDown();
			}
		}

	}

	private static final class Echo implements RSocket {

		@Override
		public Mono<Payload> requestResponse(Payload payload) {
			return Mono.just(payload);
		}

	}

}
