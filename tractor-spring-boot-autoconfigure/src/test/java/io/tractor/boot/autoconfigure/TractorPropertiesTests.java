package io.tractor.boot.autoconfigure;

import java.time.Duration;

import io.tractor.runtime.Actor;
import io.tractor.runtime.ActorLimits;
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
		this.runner.run((context) -> assertThat(context.getBean(Actor.class).limits()).isEqualTo(ActorLimits.DEFAULT));
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
	void limitsAreTaken() {
		this.runner
			.withPropertyValues("tractor.limits.contexts=2000", "tractor.limits.contexts-per-connection=30",
					"tractor.limits.payload-size=100KB", "tractor.limits.arguments-size=1MB",
					"tractor.limits.stream-buffer=5000", "tractor.limits.depth=6")
			.run((context) -> assertThat(context.getBean(Actor.class).limits())
				.isEqualTo(new ActorLimits(2000, 30, 100 * 1024, 1024 * 1024, 5000, 6)));
	}

	@Test
	void aLimitBoundsHowFarBuffersGrow() {
		this.runner.withPropertyValues("tractor.limits.stream-buffer=100")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void aBufferIsWithinItsLimit() {
		this.runner.withPropertyValues("tractor.limits.stream-buffer=100", "tractor.max-buffer-size=101")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("Property tractor.max-buffer-size with value '101' is invalid: It must not be"
						+ " more than 'tractor.limits.stream-buffer', which is 100."));
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
			"tractor.buffer-size, 1048577, from 1 to 1048576", "tractor.limits.contexts, 0, from 1 to",
			"tractor.limits.contexts-per-connection, -1, from 1 to",
			"tractor.limits.payload-size, 0, from 1 to 16776191 bytes",
			"tractor.limits.payload-size, 17MB, from 1 to 16776191 bytes",
			"tractor.limits.arguments-size, -1KB, from 1 to 16743423 bytes",
			"tractor.limits.stream-buffer, 0, from 1 to 1048576", "tractor.limits.depth, 0, from 1 to",
			"tractor.codec, xml, 'one of cbor, json'" })
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
