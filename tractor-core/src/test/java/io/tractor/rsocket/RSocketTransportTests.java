package io.tractor.rsocket;

import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import io.rsocket.RSocket;
import io.rsocket.exceptions.RejectedSetupException;
import io.tractor.TransportClosedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The connection of a transport: made, shared, refused, lost, made again, closed.
 */
@ParameterizedClass
@EnumSource(Wire.class)
class RSocketTransportTests {

	private final Wire wire;

	private final Pair pair;

	RSocketTransportTests(Wire wire) {
		this.wire = wire;
		this.pair = new Pair(wire);
	}

	@AfterEach
	void allBuffersReturn() {
		this.pair.close();
	}

	@Test
	void nothingIsConnectedBeforeTheFirstContext() throws Exception {
		this.pair.transport();
		assertThat(this.pair.connections).hasValue(0);
		this.pair.open("begin");
		this.pair.child().awaitFrame();
		assertThat(this.pair.connections).hasValue(1);
	}

	@Test
	void oneConnectionIsShared() throws Exception {
		for (int i = 0; i < 10; i++) {
			this.pair.open("begin");
			this.pair.child().awaitFrame();
		}
		assertThat(this.pair.connections).hasValue(1);
	}

	@Test
	void concurrentOpensShareOneAttempt() throws Exception {
		Sinks.One<RSocket> made = Sinks.one();
		AtomicInteger attempts = new AtomicInteger();
		this.pair.transport(made.asMono().doOnSubscribe((subscription) -> attempts.incrementAndGet()));
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Future<QueueLink>> opened = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				String frame = "begin " + i;
				opened.add(threads.submit(() -> this.pair.open(frame)));
			}
			for (Future<QueueLink> each : opened) {
				assertThat(each.get(20, TimeUnit.SECONDS).ends).hasValue(0);
			}
			assertThat(attempts).hasValue(1);
			made.tryEmitValue(this.pair.connect());
			List<String> frames = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				frames.add(this.pair.child().awaitFrame());
			}
			assertThat(frames).doesNotHaveDuplicates();
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void aLostConnectionIsMadeAnew() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		child.awaitFrame();
		this.pair.cut(this.pair.serverSide);
		parent.awaitBroken();
		child.awaitBroken();
		QueueLink next = this.pair.open("again");
		QueueLink nextChild = this.pair.child();
		assertThat(nextChild.awaitFrame()).isEqualTo("again");
		nextChild.echo();
		next.send("a");
		assertThat(next.awaitFrame()).isEqualTo("a");
		assertThat(this.pair.connections).hasValue(2);
	}

	@Test
	void aRefusedConnectionNamesThePeerAndIsTriedAgain() throws Exception {
		Wire.Endpoint gone = new Pair(this.wire).endpoint();
		gone.server().dispose();
		gone.server().onClose().block(Duration.ofSeconds(20));
		AtomicInteger attempts = new AtomicInteger();
		RSocketTransport transport = new RSocketTransport("files", gone.address(),
				RSocketTransport.connector()
					.connect(gone.client())
					.doOnSubscribe((subscription) -> attempts.incrementAndGet()));
		for (int attempt = 1; attempt <= 2; attempt++) {
			QueueLink parent = this.pair.newLink().queue("begin");
			parent.on(transport.open("some.endpoint", parent));
			assertThat(parent.awaitBroken()).isInstanceOf(TransportClosedException.class)
				.hasMessageContaining("files")
				.hasMessageContaining(gone.address())
				.hasCauseInstanceOf(
						(this.wire == Wire.LOCAL) ? IllegalArgumentException.class : ConnectException.class);
			assertThat(parent.frames).as("taken from the link").hasValue(0);
			assertThat(attempts).hasValue(attempt);
		}
		transport.close();
	}

	@Test
	void aConnectionThatTakesTooLongIsGivenUp() throws Exception {
		RSocketTransport transport = new RSocketTransport("files", "nowhere", Mono.never(), Duration.ofMillis(20));
		QueueLink parent = this.pair.newLink().queue("begin");
		transport.open("some.endpoint", parent);
		assertThat(parent.awaitBroken()).isInstanceOf(TransportClosedException.class)
			.hasMessageContaining("files")
			.hasMessageContaining("nowhere")
			.hasCauseInstanceOf(TimeoutException.class);
		transport.close();
	}

	@Test
	void aConnectionThatComesTooLateIsDisposed() throws Exception {
		RSocket late = this.pair.connect();
		CompletableFuture<CoreSubscriber<? super RSocket>> subscribed = new CompletableFuture<>();
		Mono<RSocket> deaf = new Mono<>() {

			@Override
			public void subscribe(CoreSubscriber<? super RSocket> actual) {
				actual.onSubscribe(Operators.emptySubscription());
				subscribed.complete(actual);
			}

		};
		RSocketTransport transport = new RSocketTransport("files", "nowhere", deaf, Duration.ofMillis(20));
		QueueLink parent = this.pair.newLink().queue("begin");
		transport.open("some.endpoint", parent);
		parent.awaitBroken();
		subscribed.join().onNext(late);
		late.onClose().onErrorComplete().block(Duration.ofSeconds(20));
		assertThat(late.isDisposed()).isTrue();
		transport.close();
	}

	@Test
	void noConnectionIsNone() throws Exception {
		this.pair.transport(Mono.empty());
		assertThat(this.pair.open("begin").awaitBroken()).isInstanceOf(TransportClosedException.class);
	}

	@Test
	void aRejectedSetupIsTheCause() throws Exception {
		this.pair.others((setup, sending) -> Mono.error(new IllegalStateException("who are you")));
		assertThat(this.pair.open("begin").awaitBroken()).isInstanceOf(RejectedSetupException.class)
			.hasMessage("who are you");
		assertThat(this.pair.children).isEmpty();
	}

	@Test
	void aContextAbandonedWhileConnectingIsNotOpened() throws Exception {
		Sinks.One<RSocket> made = Sinks.one();
		this.pair.transport(made.asMono());
		QueueLink parent = this.pair.open("begin");
		parent.abandon();
		QueueLink other = this.pair.open("other");
		made.tryEmitValue(this.pair.connect());
		assertThat(this.pair.child().awaitFrame()).isEqualTo("other");
		assertThat(this.pair.children).isEmpty();
		assertThat(parent.frames).hasValue(0);
		assertThat(parent.ends).hasValue(0);
		assertThat(other.ends).hasValue(0);
	}

	@Test
	void closingBreaksWhatIsOpenAndWhatComes() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		child.awaitFrame();
		RSocketTransport transport = this.pair.transport();
		transport.close();
		transport.close();
		parent.awaitBroken();
		child.awaitBroken();
		QueueLink later = this.pair.newLink().queue("begin");
		transport.open("some.endpoint", later);
		assertThat(later.broken).isCompletedWithValueMatching(TransportClosedException.class::isInstance);
		assertThat(this.pair.connections).hasValue(1);
	}

	@Test
	void closingBreaksWhatWaits() throws Exception {
		Sinks.One<RSocket> made = Sinks.one();
		RSocketTransport transport = this.pair.transport(made.asMono());
		QueueLink parent = this.pair.open("begin");
		transport.close();
		assertThat(parent.broken).isCompletedWithValueMatching(TransportClosedException.class::isInstance);
		assertThat(made.currentSubscriberCount()).isZero();
	}

	@Test
	void aConnectionLostUnnoticedIsReplacedWithoutTheOpenerKnowing() throws Exception {
		AtomicInteger made = new AtomicInteger();
		this.pair.transport(Mono.defer(() -> {
			RSocket rsocket = this.pair.connect();
			if (made.incrementAndGet() > 1) {
				return Mono.just(rsocket);
			}
			rsocket.dispose();
			rsocket.onClose().onErrorComplete().block(Duration.ofSeconds(20));
			return Mono.just(rsocket);
		}));
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		assertThat(child.awaitFrame()).isEqualTo("begin");
		child.echo();
		parent.send("a");
		assertThat(parent.awaitFrame()).isEqualTo("a");
		assertThat(parent.frames).as("frames taken").hasValue(2);
		assertThat(made).hasValue(2);
		assertThat(parent.ends).hasValue(0);
	}

	@Test
	void aContextAbandonedWhileItsConnectionIsReplacedLeavesNothing() throws Exception {
		AtomicInteger made = new AtomicInteger();
		RSocketTransport transport = this.pair.transport(Mono.defer(() -> {
			if (made.incrementAndGet() > 1) {
				return Mono.never();
			}
			RSocket rsocket = this.pair.connect();
			rsocket.dispose();
			rsocket.onClose().onErrorComplete().block(Duration.ofSeconds(20));
			return Mono.just(rsocket);
		}));
		QueueLink parent = this.pair.open("begin");
		QueueLink other = this.pair.open("other");
		assertThat(made).hasValue(2);
		assertThat(parent.frames).hasValue(1);
		parent.abandon();
		transport.close();
		assertThat(other.broken).isCompletedWithValueMatching(TransportClosedException.class::isInstance);
		assertThat(parent.ends).hasValue(0);
		this.pair.buffers.assertAllReturned();
	}

	@Test
	void aConnectionLostUnnoticedTwiceIsTheCause() throws Exception {
		this.pair.transport(Mono.fromSupplier(() -> {
			RSocket rsocket = this.pair.connect();
			rsocket.dispose();
			rsocket.onClose().onErrorComplete().block(Duration.ofSeconds(20));
			return rsocket;
		}));
		QueueLink parent = this.pair.open("begin");
		assertThat(parent.awaitBroken()).isInstanceOf(ClosedChannelException.class);
		assertThat(parent.ends).hasValue(1);
		assertThat(this.pair.connections).hasValue(2);
	}

	@Test
	void aNameTooLongForARouteIsRefused() throws Exception {
		QueueLink parent = this.pair.newLink().queue("begin");
		this.pair.transport().open("x".repeat(300), parent);
		assertThat(parent.awaitBroken()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("255");
		assertThat(this.pair.connections).hasValue(0);
	}

}
