package io.tractor.conformance;

import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextRefusedException;
import io.tractor.DeadlineExceededException;
import io.tractor.Outcome;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.rsocket.ContextSocketAcceptorInterceptor;
import io.tractor.rsocket.RSocketTransport;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ActorSettings;
import io.tractor.runtime.ContextSnapshot;
import io.tractor.runtime.LocalTransport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An actor and a peer in another language: what {@code docs/protocol.md} says is enough.
 */
@Timeout(60)
@ExtendWith(BufferLeaks.class)
class NodePeerTests {

	private final Gate deaf = new Gate();

	private final Actor behind = Actor.builder("behind").endpoints(new Behind()).build();

	private final Actor actor = Actor.builder("java")
		.settings(ActorSettings.DEFAULT.withBufferSize(8))
		.endpoints(new Endpoints())
		.build();

	private final CompletableFuture<RSocket> connection = new CompletableFuture<>();

	private Wire.Server server;

	@BeforeAll
	@Timeout(300)
	static void install() throws Exception {
		NodePeer.install();
	}

	@BeforeEach
	void serve() {
		SocketAcceptor contexts = ContextSocketAcceptorInterceptor.acceptor(this.actor);
		this.server = Wire.TCP.serve((setup, sending) -> {
			this.connection.complete(sending);
			return contexts.accept(setup, sending);
		}, 0);
	}

	@AfterEach
	void nothingIsLeft() throws Exception {
		assertThat(this.actor.awaitIdle(Wire.PATIENCE)).isTrue();
		assertThat(this.behind.awaitIdle(Wire.PATIENCE)).isTrue();
		Threads.untilNoneRuns();
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "streams", "ends", "drains", "cancels", "cancelsAtOnce", "fails", "relays", "refused",
			"deadline", "mistyped", "overrun", "breaks" })
	void asTheParent(String scenario) throws Exception {
		try (NodePeer peer = NodePeer.start(this.server.port(), scenario)) {
			peer.succeeds();
		}
	}

	@Test
	void asTheReaderOfThePage() throws Exception {
		try (NodePeer peer = NodePeer.reading(Path.of("../docs/protocol.md"))) {
			peer.succeeds();
		}
	}

	@Test
	void asTheParentOfAChildThatIsCancelledHere() throws Exception {
		try (NodePeer peer = NodePeer.start(this.server.port(), "cancelled")) {
			assertThat(this.actor.cancel(peer.await("open "))).isTrue();
			peer.succeeds();
		}
	}

	@Test
	void asTheParentThatAbandonsItsChild() throws Exception {
		try (NodePeer peer = NodePeer.start(this.server.port(), "abandons")) {
			peer.await("open ");
			untilZombie();
			this.deaf.open();
			peer.succeeds();
		}
	}

	private void untilZombie() {
		Awaitility.await("the zombie to be known")
			.atMost(Wire.PATIENCE)
			.until(() -> this.actor.contexts().stream().anyMatch(ContextSnapshot::zombie));
	}

	@Test
	void asTheChild() throws Exception {
		try (NodePeer peer = NodePeer.start(this.server.port(), "serves")) {
			peer.await("serving");
			RSocket connection = this.connection.get(Wire.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
			Portal node = this.actor.portal("node",
					new RSocketTransport("node", "its own connection", Mono.just(connection)));
			echoes(node);
			isCancelled(node);
			assertThatExceptionOfType(DeadlineExceededException.class)
				.isThrownBy(() -> node.context("node.sleeping").deadline(Duration.ofMillis(100)).call());
			assertThatExceptionOfType(RemoteActorException.class).isThrownBy(() -> node.context("node.failing").call())
				.satisfies((ex) -> {
					assertThat(ex.remoteError().type()).isEqualTo("RangeError");
					assertThat(ex.remoteError().message()).isEqualTo("out of range");
					assertThat(ex.remoteError().source().name()).isEqualTo("node");
				});
			assertThatExceptionOfType(ContextRefusedException.class)
				.isThrownBy(() -> node.context("node.nowhere").call())
				.withMessageContaining("node.nowhere");
			peer.release();
			peer.succeeds();
		}
	}

	private static void echoes(Portal node) {
		int count = 100;
		List<String> received = new ArrayList<>();
		Object result = node.context("node.echo")
			.argument("prefix", "n")
			.started(Map.class)
			.receives(String.class)
			.sends(Integer.class)
			.returns(Integer.class)
			.open((ctx, first) -> {
				assertThat(first).isEqualTo(Map.of("prefix", "n"));
				ctx.stream((stream) -> {
					for (int i = 0; i < count; i++) {
						stream.send(i);
						received.add(stream.receive());
					}
				});
				return ctx.waitForResult().get();
			});
		assertThat(result).isEqualTo(count);
		assertThat(received).hasSize(count).startsWith("n0", "n1").endsWith("n99");
	}

	private static void isCancelled(Portal node) {
		node.context("node.sleeping").open((ctx, first) -> {
			assertThat(ctx.cancel(Wire.PATIENCE)).isTrue();
			assertThat(ctx.cancelAcked()).isTrue();
			assertThat(ctx.waitForResult()).isInstanceOf(Outcome.Cancelled.class);
		});
	}

	/**
	 * A first value.
	 *
	 * @param actor who
	 * @param factor what
	 */
	public record Ready(String actor, int factor) {
	}

	/** What scenarios.js calls. */
	public final class Endpoints {

		@Context("node.double")
		public int multiply(ChildContext<Ready, Integer, Integer> ctx, int factor) {
			ctx.started(new Ready("java", factor));
			return ctx.stream((stream) -> {
				int count = 0;
				for (int value : stream) {
					stream.send(factor * value);
					count++;
				}
				return count;
			});
		}

		@Context("node.flood")
		public String flood(ChildContext<Void, Void, Integer> ctx, int count) {
			ctx.started();
			ctx.stream((stream) -> {
				for (int i = 0; i < count; i++) {
					stream.send(i);
				}
			});
			return "flooded";
		}

		@Context("node.sleep")
		public void sleep(ChildContext<Void, Integer, Void> ctx) throws InterruptedException {
			ctx.started();
			Thread.sleep(Scenarios.LONG);
		}

		@Context("node.deaf")
		public String deaf(ChildContext<Void, Void, Void> ctx) {
			ctx.started();
			NodePeerTests.this.deaf.passStubbornly();
			return "deaf";
		}

		@Context("node.fail")
		public void fail(ChildContext<Void, Void, Void> ctx) throws Exception {
			ctx.started();
			throw (Exception) new FileNotFoundException("no such file")
				.initCause(new IllegalStateException("the disk is gone"));
		}

		@Context("node.relay")
		public void relay(ChildContext<Void, Void, Void> ctx) {
			NodePeerTests.this.actor.portal("behind", new LocalTransport(NodePeerTests.this.behind))
				.context("behind.fail")
				.call();
		}

	}

	/** What is behind. */
	public static final class Behind {

		@Context("behind.fail")
		public void fail(ChildContext<Void, Void, Void> ctx) throws Exception {
			ctx.started();
			throw new FileNotFoundException("no such file");
		}

	}

}
