package io.tractor.boot.autoconfigure.metrics;

import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.StreamOverrunException;
import io.tractor.boot.autoconfigure.TractorAutoConfiguration;
import io.tractor.runtime.Actor;
import io.tractor.runtime.Endpoint;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TractorMetricsAutoConfiguration}.
 */
class TractorMetricsAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(TractorAutoConfiguration.class, TractorMetricsAutoConfiguration.class));

	private final ApplicationContextRunner metered = this.runner
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void thereAreNoMetersWithoutARegistry() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(Actor.class)
			.doesNotHaveBean(ContextMeters.class)
			.doesNotHaveBean(ContextTally.class));
	}

	@Test
	void nothingIsNeededOfMicrometer() {
		this.metered.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Actor.class)
				.doesNotHaveBean(ContextTally.class));
	}

	@Test
	void thereAreMetersOfContextsStreamsAndPeers() {
		this.metered
			.withPropertyValues("tractor.peers.files.uri=tcp://localhost:1", "tractor.peers.shop.uri=tcp://localhost:2")
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.get("tractor.contexts.live").gauges()).hasSize(2)
					.allSatisfy((gauge) -> assertThat(gauge.value()).isZero());
				assertThat(registry.get("tractor.contexts.begun").functionCounters()).hasSize(2)
					.allSatisfy((counter) -> assertThat(counter.count()).isZero());
				assertThat(registry.get("tractor.stream.values").functionCounters()).hasSize(2);
				assertThat(registry.get("tractor.stream.overruns").functionCounters()).hasSize(1);
				assertThat(registry.get("tractor.reconnects").functionCounters()).hasSize(2)
					.allSatisfy((counter) -> assertThat(counter.count()).isZero());
			});
	}

	@Test
	void overrunsAreCountedByBothSides() {
		this.metered.withPropertyValues("tractor.buffer-size=1", "tractor.overrun-after=0").run((context) -> {
			Actor actor = context.getBean(Actor.class);
			actor.serve(Endpoint.allOf(new Deaf()));
			assertThatExceptionOfType(StreamOverrunException.class).isThrownBy(
					() -> actor.self().context("deaf").started(Void.class).sends(Integer.class).open((ctx, first) -> {
						ctx.stream((stream) -> {
							stream.send(1);
							stream.send(2);
						});
					}));
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThat(registry.get("tractor.stream.overruns").functionCounter().count())
					.isEqualTo(2));
			assertThat(registry.get("tractor.stream.values").tag("direction", "sent").functionCounter().count())
				.isEqualTo(1);
		});
	}

	public static class Deaf {

		@Context("deaf")
		public void run(ChildContext<Void, Integer, Void> ctx) throws InterruptedException {
			ctx.started(null);
			Thread.sleep(Duration.ofMinutes(1).toMillis());
		}

	}

}
