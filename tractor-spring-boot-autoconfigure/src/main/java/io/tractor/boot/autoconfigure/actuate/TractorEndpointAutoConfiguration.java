package io.tractor.boot.autoconfigure.actuate;

import io.tractor.boot.autoconfigure.TractorAutoConfiguration;
import io.tractor.runtime.Actor;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link TractorEndpoint}.
 */
@AutoConfiguration(after = TractorAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(TractorEndpoint.class)
@ConditionalOnBean(Actor.class)
public final class TractorEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	TractorEndpoint tractorEndpoint(Actor actor) {
		return new TractorEndpoint(actor);
	}

}
