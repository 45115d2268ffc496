package io.tractor.boot.autoconfigure;

import java.util.List;
import java.util.Map;

import io.tractor.runtime.Actor;
import io.tractor.runtime.ContextListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurationImportSelector;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.type.AnnotationMetadata;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What stands beside an actor in Boot may be absent.
 */
class OptionalModulesTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Own.class)
		.withPropertyValues("management.endpoints.web.exposure.include=tractor",
				"tractor.peers.files.uri=tcp://localhost:1");

	@Test
	void withAllOfItThereIsWhatNeedsNoRegistry() {
		this.runner
			.run((context) -> assertThat(context).hasBean("tractorEndpoint").hasBean("tractorHealthContributor"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.boot.actuate", "org.springframework.boot.health",
			"org.springframework.boot.micrometer", "io.micrometer", "jakarta.validation",
			"org.springframework.security", "org.springframework.cloud" })
	void anyOfItMayBeAbsent(String absent) {
		this.runner.withClassLoader(new FilteredClassLoader(absent))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Actor.class)
				.doesNotHaveBean(ContextListener.class));
	}

	@Configuration(proxyBeanMethods = false)
	@Import(OwnAutoConfigurations.class)
	static class Own {

	}

	/** Imports as Boot does, but nothing of Boot's. */
	static class OwnAutoConfigurations extends AutoConfigurationImportSelector {

		@Override
		protected AnnotationAttributes getAttributes(AnnotationMetadata metadata) {
			return new AnnotationAttributes(Map.of("exclude", new String[0], "excludeName", new String[0]));
		}

		@Override
		protected List<String> getCandidateConfigurations(AnnotationMetadata metadata,
				AnnotationAttributes attributes) {
			return super.getCandidateConfigurations(metadata, attributes).stream()
				.filter((name) -> name.startsWith("io.tractor."))
				.toList();
		}

	}

}
