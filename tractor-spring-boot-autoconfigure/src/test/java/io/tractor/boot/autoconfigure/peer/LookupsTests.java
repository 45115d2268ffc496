package io.tractor.boot.autoconfigure.peer;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.tractor.TransportClosedException;
import io.tractor.rsocket.Backoff;
import io.tractor.rsocket.BalancedTransport;
import io.tractor.runtime.Actor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How often a service is looked up.
 */
@Timeout(60)
class LookupsTests {

	private final Queue<Callable<List<String>>> answers = new ConcurrentLinkedQueue<>();

	private final CountDownLatch asked = new CountDownLatch(3);

	private final Lookups lookups = new Lookups("workers", this::look, Duration.ofMillis(20));

	private final BalancedTransport transport = new BalancedTransport("workers",
			(address, interceptors) -> Mono.error(new IOException("nobody listens")), BalancedTransport.roundRobin(),
			Duration.ofSeconds(20), Backoff.NONE, this.lookups::wanted);

	private List<String> look() throws Exception {
		this.asked.countDown();
		Callable<List<String>> answer = this.answers.poll();
		return (answer != null) ? answer.call() : List.of("tcp://localhost:1");
	}

	static List<Throwable> failures() {
		return List.of(new IOException("the registry is down"), new NoClassDefFoundError("the registry is down"));
	}

	@ParameterizedTest
	@MethodSource("failures")
	void afterAFailureTheyGoOn(Throwable failure) throws Exception {
		this.lookups.of(this.transport);
		this.answers.add(() -> {
			if (failure instanceof Error error) {
				throw error;
			}
			throw (Exception) failure;
		});
		try (Actor desk = Actor.builder("desk").build()) {
			assertThatExceptionOfType(TransportClosedException.class)
				.isThrownBy(() -> desk.portal("workers", this.transport).context("who").call())
				.withMessageContainingAll("the addresses of peer 'workers' could not be found out",
						"the registry is down")
				.withCause(failure);
			assertThat(this.asked.await(30, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			this.lookups.close();
			this.transport.close();
		}
	}

	@Test
	void afterTheirEndThereAreNone() throws Exception {
		this.lookups.of(this.transport);
		this.lookups.close();
		this.lookups.wanted();
		assertThat(this.asked.getCount()).isEqualTo(3);
		this.transport.close();
	}

}
