package io.tractor.boot.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import io.tractor.Portal;
import io.tractor.boot.autoconfigure.TractorAutoConfiguration;
import io.tractor.boot.autoconfigure.peer.PeerStatus;
import io.tractor.boot.autoconfigure.peer.Portals;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the health of all configured
 * peers.
 */
@AutoConfiguration(after = TractorAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("tractor")
@ConditionalOnBean({ Portal.class, Portals.class })
public final class TractorHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "tractorHealthIndicator", "tractorHealthContributor" })
	CompositeHealthContributor tractorHealthContributor(Portals portals) {
		Map<String, HealthIndicator> peers = new LinkedHashMap<>();
		for (PeerStatus peer : portals.status()) {
			peers.put(peer.name(), new PeerHealthIndicator(portals, peer.name()));
		}
		return CompositeHealthContributor.fromMap(peers);
	}

}
