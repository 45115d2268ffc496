package io.tractor.boot.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.tractor.boot.autoconfigure.TractorAutoConfiguration;
import io.tractor.boot.autoconfigure.peer.Portals;
import io.tractor.runtime.Actor;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for meters of contexts, streams and
 * connections.
 */
@AutoConfiguration(after = TractorAutoConfiguration.class, afterName = {
		"org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, Actor.class, Portals.class })
public final class TractorMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ContextTally tractorContextTally() {
		return new ContextTally();
	}

	@Bean
	@ConditionalOnMissingBean
	ContextMeters tractorContextMeters(Actor actor, ContextTally tally, Portals portals) {
		return new ContextMeters(actor, tally, portals);
	}

}
