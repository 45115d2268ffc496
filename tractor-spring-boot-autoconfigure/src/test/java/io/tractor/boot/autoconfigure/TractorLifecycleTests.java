package io.tractor.boot.autoconfigure;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.tractor.ActorId;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextCancelledException;
import io.tractor.ContextHandle;
import io.tractor.ContextRefusedException;
import io.tractor.Outcome;
import io.tractor.Portal;
import io.tractor.ScopeCancelledException;
import io.tractor.TransportClosedException;
import io.tractor.boot.autoconfigure.peer.ClosablePortal;
import io.tractor.boot.autoconfigure.peer.PortalFactory;
import io.tractor.boot.autoconfigure.peer.Portals;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ActorSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.rsocket.context.RSocketServerBootstrap;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link TractorLifecycle}.
 */
class TractorLifecycleTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	@Test
	void contextsEndBeforeTheServerStops() throws Exception {
		ConfigurableApplicationContext waiter = Applications.run(Waiter.class, Applications.SERVER);
		try (ConfigurableApplicationContext guest = Applications.run(Guest.class, uri(waiter))) {
			ActorId waiting = waiter.getBean(Actor.class).id();
			Opened opened = Opened.open(Applications.portal(guest, "waiter"));
			waiter.close();
			assertThat(opened.failure()).isInstanceOfSatisfying(ContextCancelledException.class,
					(cancelled) -> assertThat(cancelled.canceller()).isEqualTo(waiting));
			assertThat(Waiter.ends.poll(10, TimeUnit.SECONDS))
				.isEqualTo("cancelled by " + waiting + ", server running");
		}
		finally {
			waiter.close();
		}
	}

	@Test
	void contextsEndBeforeTheWebServerStops() throws Exception {
		ConfigurableApplicationContext waiter = Applications.run(WebApplicationType.REACTIVE, Waiter.class,
				"server.port=0", "spring.rsocket.server.transport=websocket",
				"spring.rsocket.server.mapping-path=/rsocket");
		try (ConfigurableApplicationContext guest = Applications.run(Guest.class,
				"tractor.peers.waiter.uri=ws://localhost:" + waiter.getEnvironment().getProperty("local.server.port")
						+ "/rsocket")) {
			ActorId waiting = waiter.getBean(Actor.class).id();
			Opened opened = Opened.open(Applications.portal(guest, "waiter"));
			waiter.close();
			assertThat(opened.failure()).isInstanceOfSatisfying(ContextCancelledException.class,
					(cancelled) -> assertThat(cancelled.canceller()).isEqualTo(waiting));
			assertThat(Waiter.ends.poll(10, TimeUnit.SECONDS)).startsWith("cancelled by " + waiting);
		}
		finally {
			waiter.close();
		}
	}

	@Test
	void contextsEndBeforeTheirConnectionsClose() throws Exception {
		try (ConfigurableApplicationContext waiter = Applications.run(Waiter.class, Applications.SERVER)) {
			ConfigurableApplicationContext guest = Applications.run(Guest.class, uri(waiter));
			ActorId leaving = guest.getBean(Actor.class).id();
			Opened opened = Opened.open(Applications.portal(guest, "waiter"));
			guest.close();
			assertThat(opened.failure()).isInstanceOf(ScopeCancelledException.class)
				.hasMessageContaining("shutting down");
			assertThat(Waiter.ends.poll(10, TimeUnit.SECONDS))
				.isEqualTo("cancelled by " + leaving + ", server running");
			assertThat(waiter.getBean(Actor.class).awaitIdle(TIMEOUT)).isTrue();
		}
	}

	@Test
	void aPortalThatIsClosedCancelsItsContexts() throws Exception {
		try (ConfigurableApplicationContext waiter = Applications.run(Waiter.class, Applications.SERVER);
				ConfigurableApplicationContext guest = Applications.run(Guest.class, uri(waiter))) {
			ActorId leaving = guest.getBean(Actor.class).id();
			Portal other = Applications.portal(guest, "waiter");
			ClosablePortal portal = guest.getBean(PortalFactory.class)
				.open("inn", "tcp://localhost:" + Applications.port(waiter));
			ContextHandle<?, ?, ?, ?> sibling = other.context("finish").open();
			Opened opened = Opened.open(portal);
			ContextHandle<?, ?, ?, ?> held = portal.context("wait").open();
			portal.close();
			assertThat(opened.failure()).isInstanceOf(ScopeCancelledException.class)
				.hasMessageContaining("the portal to peer 'inn' was closed");
			assertThat(held.outcome()).isInstanceOf(Outcome.Cancelled.class);
			held.close();
			for (int i = 0; i < 2; i++) {
				assertThat(Waiter.ends.poll(10, TimeUnit.SECONDS)).startsWith("cancelled by " + leaving);
			}
			sibling.openStream().close();
			assertThat(sibling.waitForResult().get()).isEqualTo("finished");
			sibling.close();
			assertThatExceptionOfType(TransportClosedException.class).isThrownBy(() -> portal.context("finish").call());
		}
	}

	@Test
	void allPortalsThatAreClosedCancelTheirContexts() throws Exception {
		try (ConfigurableApplicationContext waiter = Applications.run(Waiter.class, Applications.SERVER);
				ConfigurableApplicationContext guest = Applications.run(Guest.class, uri(waiter))) {
			ActorId leaving = guest.getBean(Actor.class).id();
			Opened opened = Opened.open(Applications.portal(guest, "waiter"));
			guest.getBean(Portals.class).close();
			assertThat(opened.failure()).isInstanceOf(ScopeCancelledException.class)
				.hasMessageContaining("the portal to peer 'waiter' was closed");
			assertThat(Waiter.ends.poll(10, TimeUnit.SECONDS)).startsWith("cancelled by " + leaving);
		}
	}

	@Test
	void lazyInitializationChangesNothing() throws Exception {
		ConfigurableApplicationContext waiter = Applications.run(Waiter.class, Applications.SERVER,
				"spring.main.lazy-initialization=true");
		try (ConfigurableApplicationContext guest = Applications.run(Guest.class, uri(waiter),
				"spring.main.lazy-initialization=true")) {
			ActorId waiting = waiter.getBean(Actor.class).id();
			Opened opened = Opened.open(Applications.portal(guest, "waiter"));
			waiter.close();
			assertThat(opened.failure()).isInstanceOfSatisfying(ContextCancelledException.class,
					(cancelled) -> assertThat(cancelled.canceller()).isEqualTo(waiting));
			assertThat(Waiter.ends.poll(10, TimeUnit.SECONDS)).startsWith("cancelled by " + waiting);
		}
		finally {
			waiter.close();
		}
	}

	@Test
	void g1_liveContextsMayFinishAndNewOnesAreRefused() throws Exception {
		ConfigurableApplicationContext waiter = Applications.run(Waiter.class, Applications.SERVER,
				"server.shutdown=graceful");
		try (ConfigurableApplicationContext guest = Applications.run(Guest.class, uri(waiter))) {
			Portal portal = Applications.portal(guest, "waiter");
			Actor waiting = waiter.getBean(Actor.class);
			portal.context("finish").open((ctx, first) -> {
				Thread closing = new Thread(waiter::close);
				closing.start();
				await().atMost(TIMEOUT)
					.pollInterval(Duration.ofMillis(5))
					.untilAsserted(() -> assertThatExceptionOfType(ContextRefusedException.class)
						.isThrownBy(() -> portal.context("finish").call())
						.withMessageContaining("shutting down"));
				assertThat(waiting.contexts()).hasSize(1);
				ctx.openStream().close();
				assertThat(ctx.waitForResult().get()).isEqualTo("finished");
				closing.join(TIMEOUT.toMillis());
				assertThat(closing.isAlive()).isFalse();
			});
		}
		finally {
			waiter.close();
		}
	}

	@Test
	void g1_whatDoesNotFinishInTheGracePeriodIsCancelled() throws Exception {
		ConfigurableApplicationContext waiter = Applications.run(Waiter.class, Applications.SERVER,
				"server.shutdown=graceful", "spring.lifecycle.timeout-per-shutdown-phase=1500ms",
				"tractor.abandon-after=1s", "tractor.cancel-timeout=100ms");
		try (ConfigurableApplicationContext guest = Applications.run(Guest.class, uri(waiter))) {
			ActorId waiting = waiter.getBean(Actor.class).id();
			Opened opened = Opened.open(Applications.portal(guest, "waiter"));
			long told = System.nanoTime();
			waiter.close();
			assertThat(Duration.ofNanos(System.nanoTime() - told)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
			assertThat(opened.failure()).isInstanceOfSatisfying(ContextCancelledException.class,
					(cancelled) -> assertThat(cancelled.canceller()).isEqualTo(waiting));
		}
		finally {
			waiter.close();
		}
	}

	@ParameterizedTest
	@CsvSource({ "'', 19384", "server.shutdown=immediate, 0", "spring.lifecycle.timeout-per-shutdown-phase=1m, 49384",
			"spring.lifecycle.timeout-per-shutdown-phase=5s, 0" })
	void theGracePeriodIsBootsLessTheTimeToCancel(String property, long millis) {
		MockEnvironment environment = new MockEnvironment();
		if (!property.isEmpty()) {
			environment.setProperty(property.split("=")[0], property.split("=")[1]);
		}
		assertThat(ShutdownGrace.of(environment, ActorSettings.DEFAULT)).hasMillis(millis);
	}

	@Test
	void aClosedApplicationOpensNoContext() {
		try (ConfigurableApplicationContext waiter = Applications.run(Waiter.class, Applications.SERVER)) {
			ConfigurableApplicationContext guest = Applications.run(Guest.class, uri(waiter));
			Portal portal = Applications.portal(guest, "waiter");
			guest.close();
			assertThatIllegalStateException().isThrownBy(() -> portal.context("wait").open((ctx, first) -> {
			})).withMessageContaining("shutting down");
		}
	}

	@Test
	void theOtherSideGoesOnAfterAClientHasGone() {
		try (ConfigurableApplicationContext files = Applications.run(Files.class, Applications.SERVER)) {
			for (int i = 0; i < 3; i++) {
				try (ConfigurableApplicationContext desk = Applications.run(Guest.class,
						"tractor.peers.files.uri=tcp://localhost:" + Applications.port(files))) {
					TractorApplicationTests.search(Applications.portal(desk, "files"));
				}
			}
		}
	}

	@Test
	void anApplicationMayPauseAndGoOn() {
		try (ConfigurableApplicationContext app = Applications.run(Files.class, Applications.SERVER,
				Applications.SELF)) {
			Portal portal = Applications.portal(app, "self");
			TractorApplicationTests.search(portal);
			String port = Applications.port(app);
			app.pause();
			assertThatIllegalStateException().isThrownBy(() -> TractorApplicationTests.search(portal));
			app.restart();
			assertThat(Applications.port(app)).isNotEqualTo(port);
			TractorApplicationTests.search(portal);
		}
	}

	@Test
	void noThreadIsLeftBehind() {
		Set<Thread> before = liveThreads();
		try (ConfigurableApplicationContext app = Applications.run(Files.class, Applications.SERVER,
				Applications.SELF)) {
			TractorApplicationTests.search(Applications.portal(app, "self"));
		}
		await().pollInSameThread()
			.atMost(TIMEOUT)
			.untilAsserted(() -> assertThat(liveThreads()).filteredOn((thread) -> !before.contains(thread))
				.filteredOn((thread) -> !thread.isDaemon() || thread.getName().startsWith("tractor-"))
				.filteredOn((thread) -> !thread.getName().equals("tractor-idle"))
				.isEmpty());
	}

	@Test
	void aPureClientIsNotKeptAlive() {
		try (ConfigurableApplicationContext files = Applications.run(Files.class, Applications.SERVER)) {
			Set<Thread> before = liveThreads();
			try (ConfigurableApplicationContext desk = Applications.run(Guest.class,
					"tractor.peers.files.uri=tcp://localhost:" + Applications.port(files))) {
				TractorApplicationTests.search(Applications.portal(desk, "files"));
				assertThat(liveThreads()).filteredOn((thread) -> !before.contains(thread) && !thread.isDaemon())
					.isEmpty();
			}
		}
	}

	private static Set<Thread> liveThreads() {
		return new HashSet<>(Thread.getAllStackTraces().keySet());
	}

	private static String uri(ConfigurableApplicationContext waiter) {
		return "tractor.peers.waiter.uri=tcp://localhost:" + Applications.port(waiter);
	}

	/**
	 * A context that its opener waits in, on a thread of its own.
	 *
	 * @param end how it ended
	 */
	private record Opened(CompletableFuture<?> end) {

		static Opened open(Portal portal) throws InterruptedException {
			CountDownLatch started = new CountDownLatch(1);
			CompletableFuture<Void> end = new CompletableFuture<>();
			Thread thread = new Thread(() -> {
				try {
					portal.context("wait").open((ctx, first) -> {
						started.countDown();
						ctx.waitForResult();
					});
					end.complete(null);
				}
				catch (Throwable ex) {
					end.completeExceptionally(ex);
				}
			});
			thread.setDaemon(true);
			thread.start();
			assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
			return new Opened(end);
		}

		Throwable failure() {
			AtomicReference<Throwable> failure = new AtomicReference<>();
			assertThatException().isThrownBy(() -> this.end.get(10, TimeUnit.SECONDS))
				.isInstanceOfSatisfying(ExecutionException.class, (ex) -> failure.set(ex.getCause()));
			return failure.get();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(FileSearchEndpoint.class)
	static class Files {

	}

	@Configuration(proxyBeanMethods = false)
	static class Guest {

	}

	@Configuration(proxyBeanMethods = false)
	static class Waiter {

		static final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

		@Bean
		WaitEndpoint waitEndpoint(ObjectProvider<RSocketServerBootstrap> server) {
			ends.clear();
			return new WaitEndpoint(server);
		}

	}

	static class WaitEndpoint {

		private final ObjectProvider<RSocketServerBootstrap> server;

		WaitEndpoint(ObjectProvider<RSocketServerBootstrap> server) {
			this.server = server;
		}

		@Context("finish")
		public String finish(ChildContext<String, String, String> ctx) {
			ctx.started("working");
			ctx.stream((stream) -> {
				for (String ignored : stream) {
					throw new IllegalStateException("Nothing was to come");
				}
			});
			return "finished";
		}

		@Context("wait")
		public List<String> waitForEnd(ChildContext<String, String, String> ctx) throws InterruptedException {
			RSocketServerBootstrap server = this.server.getIfAvailable();
			ctx.started("waiting");
			try {
				new CountDownLatch(1).await();
			}
			finally {
				Waiter.ends.add("cancelled by " + ctx.canceller().orElse(null) + ", server "
						+ ((server != null && server.isRunning()) ? "running" : "stopped"));
			}
			return List.of();
		}

	}

}
