package io.tractor.boot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.tractor.ActorId;
import io.tractor.ContextHandle;
import io.tractor.Outcome;
import io.tractor.Portal;
import io.tractor.TransportClosedException;
import io.tractor.boot.autoconfigure.peer.PeerConnectedEvent;
import io.tractor.boot.autoconfigure.peer.PeerDirectory;
import io.tractor.boot.autoconfigure.peer.PeerLostEvent;
import io.tractor.boot.autoconfigure.peer.PeerStatus;
import io.tractor.boot.autoconfigure.peer.Portals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Three workers behind one portal, each a process of its own: work spreads; while 200
 * contexts run one is killed and another one added.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WorkersTests {

	private static final Duration BOUND = Duration.ofSeconds(60);

	private static final int CONTEXTS = 200;

	@Test
	void oneIsKilledAndOneAddedWhileContextsRun() throws Exception {
		List<ServingProcess> workers = start(4);
		try (ConfigurableApplicationContext desk = Applications.run(Desk.class,
				"tractor.peers.workers.uri=discovery://workers",
				"tractor.peers.workers.discovery.refresh-interval=200ms")) {
			Directory directory = desk.getBean(Directory.class);
			directory.addresses = addresses(workers.subList(0, 3));
			Portal portal = Applications.portal(desk, "workers");

			List<ContextHandle<?, ?, ?, ?>> contexts = open(portal, CONTEXTS);
			Map<ActorId, List<ContextHandle<?, ?, ?, ?>>> byWorker = byWorker(contexts);
			assertThat(byWorker).hasSize(3);
			assertThat(byWorker.values()).allSatisfy((of) -> assertThat(of).hasSizeBetween(40, 90));

			workers.get(0).close();
			ActorId killed = await().atMost(BOUND).until(() -> lost(byWorker), Objects::nonNull);
			directory.addresses = addresses(workers.subList(1, 4));

			// All on the killed one are lost, and no other.
			byWorker.remove(killed)
				.forEach((context) -> assertThatExceptionOfType(TransportClosedException.class)
					.isThrownBy(context::waitForResult));
			List<ContextHandle<?, ?, ?, ?>> later = open(portal, 60);
			assertThat(byWorker(later)).doesNotContainKey(killed);
			await().atMost(BOUND).until(() -> {
				later.addAll(open(portal, 3));
				return byWorker(later).size() == 3;
			});
			assertThat(byWorker(later).keySet()).containsAll(byWorker.keySet());
			Stream.concat(byWorker.values().stream().flatMap(List::stream), later.stream())
				.forEach((context) -> assertThat(context.outcome()).isInstanceOf(Outcome.Unresolved.class));

			assertThat(desk.getBean(Portals.class).status("workers").state()).isEqualTo(PeerStatus.State.CONNECTED);
			events(desk.getBean(Desk.class), workers);
			later.forEach(ContextHandle::close);
			byWorker.values().forEach((of) -> of.forEach(ContextHandle::close));
		}
		finally {
			for (ServingProcess worker : workers) {
				worker.close();
			}
		}
	}

	private static void events(Desk desk, List<ServingProcess> workers) {
		String killed = addresses(workers).get(0);
		assertThat(desk.connected).extracting(PeerConnectedEvent::address)
			.containsExactlyInAnyOrderElementsOf(addresses(workers));
		await().atMost(BOUND).until(() -> !desk.lost.isEmpty());
		assertThat(desk.lost).allSatisfy((event) -> {
			assertThat(event.peer()).isEqualTo("workers");
			assertThat(event.address()).isEqualTo(killed);
		});
		assertThat(desk.threads).noneMatch((thread) -> thread.startsWith("reactor-tcp"));
	}

	/** The worker of which a context has failed, or null. */
	private static ActorId lost(Map<ActorId, List<ContextHandle<?, ?, ?, ?>>> byWorker) {
		return byWorker.entrySet()
			.stream()
			.filter((of) -> of.getValue().stream().anyMatch((context) -> context.outcome() instanceof Outcome.Failed))
			.map(Map.Entry::getKey)
			.findFirst()
			.orElse(null);
	}

	private static List<ContextHandle<?, ?, ?, ?>> open(Portal portal, int count) {
		List<ContextHandle<?, ?, ?, ?>> contexts = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			contexts.add(portal.context("wait").started(String.class).open());
		}
		return contexts;
	}

	private static Map<ActorId, List<ContextHandle<?, ?, ?, ?>>> byWorker(List<ContextHandle<?, ?, ?, ?>> contexts) {
		Map<ActorId, List<ContextHandle<?, ?, ?, ?>>> byWorker = new HashMap<>();
		contexts.forEach(
				(context) -> byWorker.computeIfAbsent(context.remoteActor(), (id) -> new ArrayList<>()).add(context));
		return byWorker;
	}

	private static List<ServingProcess> start(int count) {
		List<CompletableFuture<ServingProcess>> starting = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			starting.add(CompletableFuture.supplyAsync(() -> {
				try {
					return ServingProcess.start();
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			}));
		}
		return starting.stream().map(CompletableFuture::join).toList();
	}

	private static List<String> addresses(List<ServingProcess> workers) {
		return workers.stream().map((worker) -> "tcp://localhost:" + worker.port()).toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Desk {

		private final List<PeerConnectedEvent> connected = new CopyOnWriteArrayList<>();

		private final List<PeerLostEvent> lost = new CopyOnWriteArrayList<>();

		private final List<String> threads = new CopyOnWriteArrayList<>();

		@Bean
		Directory directory() {
			return new Directory();
		}

		@EventListener
		void on(PeerConnectedEvent event) {
			this.threads.add(Thread.currentThread().getName());
			this.connected.add(event);
		}

		@EventListener
		void on(PeerLostEvent event) {
			this.threads.add(Thread.currentThread().getName());
			this.lost.add(event);
		}

	}

	static class Directory implements PeerDirectory {

		private volatile List<String> addresses = List.of();

		@Override
		public List<String> addresses(String service) {
			assertThat(service).isEqualTo("workers");
			return this.addresses;
		}

	}

}
