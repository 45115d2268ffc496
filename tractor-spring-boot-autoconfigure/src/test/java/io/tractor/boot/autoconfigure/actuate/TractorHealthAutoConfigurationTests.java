package io.tractor.boot.autoconfigure.actuate;

import io.tractor.boot.autoconfigure.TractorAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TractorHealthAutoConfiguration}.
 */
class TractorHealthAutoConfigurationTests {

	private final ApplicationContextRunner alone = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TractorAutoConfiguration.class, TractorHealthAutoConfiguration.class));

	private final ApplicationContextRunner runner = this.alone
		.withPropertyValues("tractor.peers.files.uri=tcp://localhost:1", "tractor.peers.shop.uri=tcp://localhost:2");

	@Test
	void eachPeerHasItsHealth() {
		this.runner.run((context) -> {
			CompositeHealthContributor peers = context.getBean("tractorHealthContributor",
					CompositeHealthContributor.class);
			assertThat(peers.stream().map((entry) -> entry.name())).containsExactlyInAnyOrder("files", "shop");
			Health health = ((HealthIndicator) peers.getContributor("files")).health();
			assertThat(health.getStatus()).isEqualTo(Status.UP);
			assertThat(health.getDetails()).containsEntry("connection", "idle");
		});
	}

	@Test
	void thereIsNoneWithoutPeers() {
		this.alone.run((context) -> assertThat(context).doesNotHaveBean(HealthContributor.class));
	}

	@Test
	void itCanBeTurnedOff() {
		this.runner.withPropertyValues("management.health.tractor.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(HealthContributor.class));
	}

	@Test
	void aUsersIndicatorTakesItsPlace() {
		HealthIndicator own = () -> Health.up().build();
		this.runner.withBean("tractorHealthIndicator", HealthIndicator.class, () -> own)
			.run((context) -> assertThat(context.getBean(HealthContributor.class)).isSameAs(own));
	}

}
