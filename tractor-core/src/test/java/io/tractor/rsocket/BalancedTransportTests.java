package io.tractor.rsocket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.rsocket.RSocket;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.loadbalance.LoadbalanceStrategy;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextCancelledException;
import io.tractor.ContextHandle;
import io.tractor.Outcome;
import io.tractor.Portal;
import io.tractor.TransportClosedException;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ActorSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link BalancedTransport}: several actors behind one portal.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BalancedTransportTests {

	private static final Duration BOUND = Duration.ofSeconds(30);

	private final Actor desk = Actor.builder("desk").build();

	private final List<Worker> workers = new ArrayList<>();

	private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

	private final Map<String, Mono<RSocket>> others = new ConcurrentHashMap<>();

	private final AtomicInteger lookUps = new AtomicInteger();

	private BalancedTransport transport = transport(BalancedTransport.roundRobin(), Duration.ofSeconds(20),
			new Backoff(Duration.ofMillis(20), Duration.ofMillis(100), 0.5));

	@AfterEach
	void nothingIsLeft() throws Exception {
		this.transport.close();
		this.desk.close();
		assertThat(this.desk.contexts()).isEmpty();
		for (Worker worker : this.workers) {
			worker.kill();
		}
	}

	private BalancedTransport transport(LoadbalanceStrategy strategy, Duration connectTimeout, Backoff backoff) {
		return new BalancedTransport("files", (address, interceptors) -> {
			Mono<RSocket> connecting = this.others.get(address);
			if (connecting == null) {
				String[] parts = address.split(":");
				connecting = RSocketTransport.connector()
					.interceptors(interceptors)
					.connect(TcpClientTransport.create(parts[0], Integer.parseInt(parts[1])));
			}
			AtomicInteger count = this.attempts.computeIfAbsent(address, (added) -> new AtomicInteger());
			return connecting.doOnSubscribe((subscription) -> count.incrementAndGet());
		}, strategy, connectTimeout, backoff, this.lookUps::incrementAndGet);
	}

	private Portal portal() {
		return this.desk.portal("files", this.transport);
	}

	private Worker worker(String name) {
		Worker worker = new Worker(name, 0);
		this.workers.add(worker);
		return worker;
	}

	private void update(Worker... workers) {
		this.transport.update(Stream.of(workers).map((worker) -> worker.address).toList());
	}

	private String who() {
		return this.portal().context("who").returns(String.class).call();
	}

	private Map<String, Integer> whos(int count) {
		Map<String, Integer> whos = new HashMap<>();
		for (int i = 0; i < count; i++) {
			whos.merge(who(), 1, Integer::sum);
		}
		return whos;
	}

	@ParameterizedTest
	@MethodSource("strategies")
	void contextsAreSpread(LoadbalanceStrategy strategy) {
		this.transport = transport(strategy, Duration.ofSeconds(20), Backoff.NONE);
		update(worker("a"), worker("b"), worker("c"));
		Map<String, List<ContextHandle<?, ?, ?, ?>>> held = new HashMap<>();
		for (int i = 0; i < 60; i++) {
			ContextHandle<String, ?, ?, ?> handle = portal().context("hold").started(String.class).open();
			held.computeIfAbsent(handle.first(), (who) -> new ArrayList<>()).add(handle);
		}
		assertThat(held).containsOnlyKeys("a", "b", "c");
		assertThat(held.values()).allSatisfy((of) -> assertThat(of).hasSizeBetween(10, 30));
		held.values().forEach((of) -> of.forEach(ContextHandle::cancel));
		held.values().forEach((of) -> of.forEach(ContextHandle::close));
	}

	static Stream<LoadbalanceStrategy> strategies() {
		return Stream.of(BalancedTransport.roundRobin(), BalancedTransport.weighted());
	}

	@Test
	void theWeightedStrategyPrefersWhoHasLessToDo() {
		this.transport = transport(BalancedTransport.weighted(), Duration.ofSeconds(20), Backoff.NONE);
		Worker busy = worker("busy");
		update(busy);
		List<ContextHandle<String, ?, ?, ?>> held = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			held.add(portal().context("hold").started(String.class).open());
		}
		Worker idle = worker("idle");
		update(busy, idle);
		await().atMost(BOUND).until(() -> who().equals("idle"));
		assertThat(whos(20)).containsOnlyKeys("idle");
		held.forEach(ContextHandle::cancel);
		held.forEach(ContextHandle::close);
	}

	@Test
	void whoIsLostLosesItsContextsOnlyAndNewOnesAreOpenedElsewhere() throws Exception {
		Worker killed = worker("killed");
		Worker lives = worker("lives");
		update(killed, lives);
		ContextHandle<String, ?, ?, ?> one = portal().context("hold").started(String.class).open();
		ContextHandle<String, ?, ?, ?> two = portal().context("hold").started(String.class).open();
		ContextHandle<String, ?, ?, ?> lost = one.first().equals("killed") ? one : two;
		ContextHandle<String, ?, ?, ?> kept = (lost == one) ? two : one;
		killed.kill();
		assertThatExceptionOfType(TransportClosedException.class).isThrownBy(lost::waitForResult);
		assertThat(whos(20)).containsOnlyKeys("lives");
		assertThat(kept.outcome()).isInstanceOf(Outcome.Unresolved.class);
		kept.cancel();
		kept.close();
		lost.close();
	}

	@Test
	void whoComesBackIsUsedAgain() throws Exception {
		Worker killed = worker("killed");
		Worker lives = worker("lives");
		update(killed, lives);
		assertThat(whos(4)).containsOnlyKeys("killed", "lives");
		killed.kill();
		await().atMost(BOUND).ignoreExceptions().until(() -> whos(4).keySet().equals(Map.of("lives", 1).keySet()));
		this.workers.add(new Worker("back", killed.port));
		await().atMost(BOUND).until(() -> whos(4).keySet().equals(Map.of("back", 1, "lives", 1).keySet()));
	}

	@Test
	void whoCannotBeReachedIsPassedOver() throws Exception {
		Worker gone = worker("gone");
		gone.kill();
		update(gone, worker("there"));
		assertThat(whos(10)).containsOnlyKeys("there");
	}

	@Test
	void whoDoesNotAnswerIsNotWaitedForWhereOthersDo() {
		this.others.put("silent:1", Mono.never());
		this.transport.update(List.of("silent:1", worker("there").address));
		long began = System.nanoTime();
		assertThat(whos(10)).containsOnlyKeys("there");
		assertThat(Duration.ofNanos(System.nanoTime() - began)).as("one of them waits for a moment")
			.isLessThan(Duration.ofSeconds(15));
		assertThat(this.attempts.get("silent:1")).hasValue(1);
	}

	@Test
	void ifNobodyAnswersItEndsWithTheConnectTimeout() {
		this.transport = transport(BalancedTransport.roundRobin(), Duration.ofMillis(700), Backoff.NONE);
		this.others.put("silent:1", Mono.never());
		this.others.put("silent:2", Mono.never());
		this.transport.update(List.of("silent:1", "silent:2"));
		long began = System.nanoTime();
		assertThatExceptionOfType(TransportClosedException.class).isThrownBy(this::who)
			.withMessageContaining("peer 'files'");
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofMillis(600),
				Duration.ofSeconds(15));
	}

	@Test
	void ifNobodyIsThereEachAddressIsNamed() throws Exception {
		Worker one = worker("one");
		Worker two = worker("two");
		one.kill();
		two.kill();
		update(one, two);
		assertThatExceptionOfType(TransportClosedException.class).isThrownBy(this::who)
			.withMessageContainingAll(one.address, two.address, "peer 'files'");
	}

	@Test
	void withinTheBackoffContextsFailAtOnceAndNobodyIsAsked() throws Exception {
		this.transport = transport(BalancedTransport.roundRobin(), Duration.ofSeconds(20),
				new Backoff(Duration.ofHours(1), Duration.ofHours(1), 0));
		Worker gone = worker("gone");
		gone.kill();
		update(gone);
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(TransportClosedException.class).isThrownBy(this::who)
				.withMessageContaining(gone.address);
		}
		assertThat(this.attempts.get(gone.address)).hasValue(1);
	}

	@Test
	void aGoneAddressKeepsItsContextsAndGetsNoNewOnes() {
		Worker gone = worker("gone");
		Worker added = worker("added");
		update(gone);
		ContextHandle<String, ?, ?, ?> held = portal().context("hold").started(String.class).open();
		assertThat(held.first()).isEqualTo("gone");
		update(added);
		assertThat(whos(10)).containsOnlyKeys("added");
		assertThat(held.outcome()).isInstanceOf(Outcome.Unresolved.class);
		assertThat(gone.connections).singleElement().matches((connection) -> !connection.isDisposed());
		held.cancel();
		held.close();
		await().atMost(BOUND).until(() -> gone.connections.get(0).isDisposed());
		assertThat(added.connections).singleElement().matches((connection) -> !connection.isDisposed());
	}

	@Test
	void aGoneAddressKeepsTheContextsThatItHasOpenedBack() throws Exception {
		Worker gone = worker("gone");
		Actor answering = Actor.builder("answering").endpoints(new Back()).build();
		BalancedTransport transport = new BalancedTransport("files",
				(address, interceptors) -> RSocketTransport.connector()
					.interceptors(interceptors)
					.acceptor(ContextSocketAcceptorInterceptor.acceptor(answering))
					.connect(TcpClientTransport.create("localhost", gone.port)),
				BalancedTransport.roundRobin(), BOUND, Backoff.NONE, () -> {
				});
		transport.update(List.of(gone.address));
		answering.portal("files", transport).context("open-back").call();
		assertThat(gone.back).isNotNull();
		transport.update(List.of());
		assertThat(gone.back.context("echo").argument("text", "a").returns(String.class).call()).isEqualTo("a");
		gone.held.cancel();
		gone.held.close();
		await().atMost(BOUND).until(() -> gone.connections.get(0).isDisposed());
		transport.close();
		answering.close();
	}

	@Test
	void contextsWaitForTheAddressesToBecomeKnown() throws Exception {
		CountDownLatch wanted = new CountDownLatch(1);
		Worker worker = worker("a");
		Thread finder = new Thread(() -> {
			await().atMost(BOUND).until(() -> this.lookUps.get() > 0);
			wanted.countDown();
			update(worker);
		});
		finder.start();
		assertThat(who()).isEqualTo("a");
		assertThat(wanted.getCount()).isZero();
		finder.join();
	}

	@Test
	void whatKeepsTheAddressesFromBeingKnownIsTold() {
		Thread finder = new Thread(() -> {
			await().atMost(BOUND).until(() -> this.lookUps.get() > 0);
			this.transport.unknown(new IllegalStateException("the registry is down"));
		});
		finder.start();
		assertThatExceptionOfType(TransportClosedException.class).isThrownBy(this::who)
			.withMessageContainingAll("peer 'files'", "the registry is down");
	}

	@Test
	void noAddressIsToldAtOnce() {
		Thread finder = new Thread(() -> {
			await().atMost(BOUND).until(() -> this.lookUps.get() > 0);
			update();
		});
		finder.start();
		assertThatExceptionOfType(TransportClosedException.class).isThrownBy(this::who)
			.withMessageContaining("peer 'files' has no address");
	}

	@Test
	void cancelActorIsToldToAllThatAreConnected() {
		update(worker("a"), worker("b"));
		ContextHandle<String, ?, ?, ?> one = portal().context("hold").started(String.class).open();
		ContextHandle<String, ?, ?, ?> two = portal().context("hold").started(String.class).open();
		assertThat(new TreeSet<>(List.of(one.first(), two.first()))).containsExactly("a", "b");
		assertThat(portal().cancelActor()).isTrue();
		for (ContextHandle<?, ?, ?, ?> each : List.of(one, two)) {
			// The word of it may still be on its way.
			assertThatExceptionOfType(ContextCancelledException.class).isThrownBy(each::waitForResult);
			assertThat(each.canceller()).contains(this.desk.id());
			each.close();
		}
	}

	@Test
	void afterItsCloseOpeningFails() {
		update(worker("a"));
		assertThat(who()).isEqualTo("a");
		this.transport.close();
		assertThatExceptionOfType(TransportClosedException.class).isThrownBy(this::who)
			.withMessageContaining("closed by this side");
	}

	/** An actor that serves on a port, until it is killed. */
	private static final class Worker {

		private final Actor actor;

		private final List<RSocket> connections = new CopyOnWriteArrayList<>();

		private final CloseableChannel server;

		private final int port;

		private final String address;

		private volatile Portal back;

		private volatile ContextHandle<?, ?, ?, ?> held;

		Worker(String name, int port) {
			this.actor = Actor.builder(name)
				.settings(ActorSettings.DEFAULT.withAllowCancelActor(true))
				.endpoints(new Tasks(name, this))
				.build();
			this.server = RSocketServer
				.create(new ContextSocketAcceptorInterceptor(this.actor).apply((setup, connection) -> {
					this.connections.add(connection);
					return Mono.just(new RSocket() {
					});
				}))
				.payloadDecoder(PayloadDecoder.ZERO_COPY)
				.bindNow(TcpServerTransport.create("localhost", port));
			this.port = this.server.address().getPort();
			this.address = "localhost:" + this.port;
		}

		void kill() throws InterruptedException {
			this.server.dispose();
			this.server.onClose().block(BOUND);
			this.connections.forEach(RSocket::dispose);
			this.actor.close();
			assertThat(this.actor.awaitIdle(BOUND)).isTrue();
		}

	}

	static final class Tasks {

		private final String name;

		private final Worker worker;

		Tasks(String name, Worker worker) {
			this.name = name;
			this.worker = worker;
		}

		@Context("who")
		public String who(ChildContext<Void, Void, Void> ctx) {
			ctx.started();
			return this.name;
		}

		@Context("hold")
		public void hold(ChildContext<String, Void, Void> ctx) throws InterruptedException {
			ctx.started(this.name);
			new CountDownLatch(1).await();
		}

		@Context("open-back")
		public void openBack(ChildContext<Void, Void, Void> ctx) throws InterruptedException {
			Portal back = ctx.peer();
			CountDownLatch held = new CountDownLatch(1);
			// Of its own actor, so that it outlives this context.
			Thread holder = new Thread(() -> {
				this.worker.held = back.context("hold").open();
				held.countDown();
			});
			holder.start();
			held.await();
			this.worker.back = back;
			ctx.started();
		}

	}

	static final class Back {

		@Context("hold")
		public void hold(ChildContext<Void, Void, Void> ctx) throws InterruptedException {
			ctx.started();
			new CountDownLatch(1).await();
		}

		@Context("echo")
		public String echo(ChildContext<Void, Void, Void> ctx, String text) {
			ctx.started();
			return text;
		}

	}

}
