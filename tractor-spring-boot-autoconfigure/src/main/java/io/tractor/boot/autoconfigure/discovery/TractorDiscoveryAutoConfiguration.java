package io.tractor.boot.autoconfigure.discovery;

import io.tractor.boot.autoconfigure.TractorAutoConfiguration;
import io.tractor.boot.autoconfigure.peer.PeerDirectory;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for a {@link PeerDirectory} that
 * asks Spring Cloud's discovery client, the blocking one if there are both.
 */
@AutoConfiguration(before = TractorAutoConfiguration.class, afterName = {
		"org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration",
		"org.springframework.cloud.client.discovery.composite.reactive.ReactiveCompositeDiscoveryClientAutoConfiguration" })
@ConditionalOnClass(DiscoveryClient.class)
public final class TractorDiscoveryAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(DiscoveryClient.class)
	static class Blocking {

		@Bean
		@ConditionalOnMissingBean
		PeerDirectory tractorPeerDirectory(DiscoveryClient client) {
			return new InstanceDirectory(client::getInstances);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean(ReactiveDiscoveryClient.class)
	static class Reactive {

		@Bean
		@ConditionalOnMissingBean
		PeerDirectory tractorReactivePeerDirectory(ReactiveDiscoveryClient client) {
			return new InstanceDirectory((service) -> client.getInstances(service).toIterable());
		}

	}

}
