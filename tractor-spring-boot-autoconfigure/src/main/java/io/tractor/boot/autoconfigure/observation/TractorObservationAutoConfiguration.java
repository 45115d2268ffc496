package io.tractor.boot.autoconfigure.observation;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for an observation of each context,
 * on both sides.
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
public final class TractorObservationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ContextObservations tractorContextObservations(ObservationRegistry registry,
			ObjectProvider<OpeningObservationConvention> opening,
			ObjectProvider<ServingObservationConvention> serving) {
		return new ContextObservations(registry, opening.getIfAvailable(), serving.getIfAvailable());
	}

}
