package io.tractor.boot.autoconfigure;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.rsocket.transport.netty.client.TcpClientTransport;
import io.tractor.ContextCancelledException;
import io.tractor.ContextRefusedException;
import io.tractor.Portal;
import io.tractor.TransportClosedException;
import io.tractor.rsocket.RSocketTransport;
import io.tractor.runtime.Actor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * An application that is told to end by SIGTERM while it serves contexts.
 */
class TerminationTests {

	private static final int TERMINATED = 128 + 15;

	private final Actor desk = Actor.builder("desk").build();

	private RSocketTransport to(ServingProcess process) {
		return new RSocketTransport(ServingProcess.NAME, "localhost:" + process.port(),
				RSocketTransport.connector().connect(TcpClientTransport.create("localhost", process.port())));
	}

	@Test
	void g1_liveContextsAreCancelledAndNewOnesRefused() throws Exception {
		try (ServingProcess process = ServingProcess.start("--server.shutdown=immediate");
				RSocketTransport transport = to(process)) {
			Portal portal = this.desk.portal(ServingProcess.NAME, transport);
			CompletableFuture<?> waiting = open(portal, "wait");
			CompletableFuture<?> lingering = open(portal, "linger");
			process.terminate();
			assertCancelledByTheProcess(waiting);
			process.await("cleaning up");
			assertThatExceptionOfType(ContextRefusedException.class).isThrownBy(() -> portal.context("wait").call())
				.withMessageContaining("shutting down");
			assertThat(process.isAlive()).as("it waits for the one that lingers").isTrue();
			assertThat(lingering.isDone()).isFalse();
			process.release();
			assertCancelledByTheProcess(lingering);
			assertThat(process.exitValue()).isEqualTo(TERMINATED);
			assertThatExceptionOfType(TransportClosedException.class).isThrownBy(() -> portal.context("wait").call());
			assertThat(this.desk.awaitIdle(Duration.ofSeconds(60))).isTrue();
		}
	}

	@Test
	void g1_itEndsInTimeThoughATaskDoesNot() throws Exception {
		Duration patience = Duration.ofMillis(500);
		// Nothing else would end it while anybody waits here.
		try (ServingProcess process = ServingProcess.start("--server.shutdown=immediate",
				"--spring.lifecycle.timeout-per-shutdown-phase=1h",
				"--tractor.abandon-after=" + patience.toMillis() + "ms"); RSocketTransport transport = to(process)) {
			CompletableFuture<?> lingering = open(this.desk.portal(ServingProcess.NAME, transport), "linger");
			long told = System.nanoTime();
			process.terminate();
			process.await("cleaning up");
			assertThat(process.exitValue()).isEqualTo(TERMINATED);
			assertThat(Duration.ofNanos(System.nanoTime() - told)).isGreaterThanOrEqualTo(patience);
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> lingering.get(60, TimeUnit.SECONDS))
				.withCauseInstanceOf(TransportClosedException.class);
		}
	}

	@Test
	void g1_liveContextsMayFinishInTheGracePeriod() throws Exception {
		try (ServingProcess process = ServingProcess.start("--spring.lifecycle.timeout-per-shutdown-phase=1h");
				RSocketTransport transport = to(process)) {
			Portal portal = this.desk.portal(ServingProcess.NAME, transport);
			CompletableFuture<?> finishing = open(portal, "finish");
			process.terminate();
			await().atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThatExceptionOfType(ContextRefusedException.class)
					.isThrownBy(() -> portal.context("finish").call())
					.withMessageContaining("shutting down"));
			assertThat(finishing.isDone()).isFalse();
			process.release();
			assertThat(finishing.get(60, TimeUnit.SECONDS)).isEqualTo("finished");
			assertThat(process.exitValue()).isEqualTo(TERMINATED);
		}
	}

	private static CompletableFuture<?> open(Portal portal, String endpoint) throws IOException, InterruptedException {
		CountDownLatch started = new CountDownLatch(1);
		CompletableFuture<Object> end = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			try {
				end.complete(portal.context(endpoint).open((ctx, first) -> {
					started.countDown();
					return ctx.waitForResult().get();
				}));
			}
			catch (Throwable ex) {
				end.completeExceptionally(ex);
			}
		}, endpoint);
		thread.setDaemon(true);
		thread.start();
		assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
		return end;
	}

	private static void assertCancelledByTheProcess(CompletableFuture<?> end) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> end.get(60, TimeUnit.SECONDS))
			.havingCause()
			.isInstanceOfSatisfying(ContextCancelledException.class,
					(ex) -> assertThat(ex.canceller()).isEqualTo(ex.source())
						.satisfies((canceller) -> assertThat(canceller.name()).isEqualTo(ServingProcess.NAME)));
	}

}
