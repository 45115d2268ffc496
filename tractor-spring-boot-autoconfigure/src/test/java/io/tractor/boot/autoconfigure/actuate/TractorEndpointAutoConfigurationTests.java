package io.tractor.boot.autoconfigure.actuate;

import io.tractor.boot.autoconfigure.TractorAutoConfiguration;
import io.tractor.runtime.Actor;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TractorEndpointAutoConfiguration}.
 */
class TractorEndpointAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(TractorAutoConfiguration.class, TractorEndpointAutoConfiguration.class));

	private final ApplicationContextRunner exposed = this.runner
		.withPropertyValues("management.endpoints.web.exposure.include=tractor");

	@Test
	void theEndpointIsThereWhenExposed() {
		this.exposed.run((context) -> assertThat(context.getBean(TractorEndpoint.class).actor().contexts()).isEmpty());
	}

	@Test
	void theEndpointIsNotThereByDefault() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(TractorEndpoint.class));
	}

	@Test
	void theEndpointIsNotThereWithoutAccess() {
		this.exposed.withPropertyValues("management.endpoint.tractor.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(TractorEndpoint.class));
	}

	@Test
	void aUsersEndpointTakesItsPlace() {
		TractorEndpoint own = new TractorEndpoint(Actor.builder("own").build());
		this.exposed.withBean("own", TractorEndpoint.class, () -> own)
			.run((context) -> assertThat(context.getBean(TractorEndpoint.class)).isSameAs(own));
	}

}
