package io.tractor.boot.autoconfigure;

import java.time.Duration;

import io.tractor.runtime.Actor;
import io.tractor.runtime.ActorSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TractorProperties} and what is made of them.
 */
class TractorPropertiesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TractorAutoConfiguration.class));

	@Test
	void defaultsAreThoseOfTheCore() {
		TractorProperties properties = new TractorProperties();
		assertThat(new ActorSettings(properties.getCancelTimeout(), properties.getAbandonAfter(),
				properties.getOverrunAfter(), properties.getBufferSize(), 1024, properties.isAllowCancelActor()))
			.isEqualTo(ActorSettings.DEFAULT);
		this.runner
			.run((context) -> assertThat(context.getBean(Actor.class).settings()).isEqualTo(ActorSettings.DEFAULT));
	}

	@Test
	void settingsAreTaken() {
		this.runner
			.withPropertyValues("tractor.cancel-timeout=1s", "tractor.abandon-after=2s", "tractor.overrun-after=0",
					"tractor.buffer-size=7", "tractor.max-buffer-size=70", "tractor.allow-cancel-actor=true")
			.run((context) -> assertThat(context.getBean(Actor.class).settings()).isEqualTo(
					new ActorSettings(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ZERO, 7, 70, true)));
	}

	@Test
	void aBufferSizeThatIsSetIsExact() {
		this.runner.withPropertyValues("tractor.buffer-size=7")
			.run((context) -> assertThat(context.getBean(Actor.class).settings())
				.isEqualTo(ActorSettings.DEFAULT.withBufferSize(7)));
	}

	@Test
	void aDurationWithoutUnitIsInMilliseconds() {
		this.runner.withPropertyValues("tractor.cancel-timeout=300")
			.run((context) -> assertThat(context.getBean(Actor.class).settings().cancelTimeout())
				.isEqualTo(Duration.ofMillis(300)));
	}

	@ParameterizedTest
	@CsvSource({ "tractor.cancel-timeout, -1s, must not be negative",
			"tractor.abandon-after, -1s, must not be negative", "tractor.overrun-after, -1ms, must not be negative",
			"tractor.max-buffer-size, 0, from 1 to 1048576", "tractor.buffer-size, 0, from 1 to 1048576",
			"tractor.buffer-size, 1048577, from 1 to 1048576", "tractor.codec, xml, 'one of cbor, json'" })
	void whatIsOutOfRangeIsNamed(String name, String value, String reason) {
		this.runner.withPropertyValues(name + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (failure) -> {
					assertThat(failure.getName()).isEqualTo(name);
					assertThat(failure.getReason()).contains(reason);
				}));
	}

	@Test
	void theActorIsNamedByItsProperty() {
		this.runner.withPropertyValues("tractor.name=files", "spring.application.name=files-app")
			.run((context) -> assertThat(context.getBean(Actor.class).id().name()).isEqualTo("files"));
	}

	@Test
	void theActorIsNamedLikeTheApplication() {
		this.runner.withPropertyValues("tractor.name=", "spring.application.name=files-app")
			.run((context) -> assertThat(context.getBean(Actor.class).id().name()).isEqualTo("files-app"));
	}

	@Test
	void anActorWithoutNameIsAnApplication() {
		this.runner.run((context) -> assertThat(context.getBean(Actor.class).id().name()).isEqualTo("application"));
	}

}
