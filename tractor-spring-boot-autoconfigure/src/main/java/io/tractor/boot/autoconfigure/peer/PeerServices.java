package io.tractor.boot.autoconfigure.peer;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.PropertyResolver;

/**
 * What an application has to offer to its peers.
 *
 * @param environment resolves what is known only when a connection is made
 * @param connectorCustomizers customize how connections are made
 * @param portalCustomizers customize the portals
 * @param sslBundles the SSL bundles, or null if there are none
 * @param credentials has credentials for peers that have none in their properties, or
 * null
 * @param directory knows where services are, or null
 * @param events is told of connections that were made and lost
 */
public record PeerServices(PropertyResolver environment, List<TractorConnectorCustomizer> connectorCustomizers,
		List<TractorPortalCustomizer> portalCustomizers, @Nullable SslBundles sslBundles,
		@Nullable PeerCredentialsSource credentials, @Nullable PeerDirectory directory,
		ApplicationEventPublisher events) {

	/**
	 * Nothing but addresses.
	 * @param environment resolves what is known only when a connection is made
	 * @return the services
	 */
	public static PeerServices of(PropertyResolver environment) {
		return new PeerServices(environment, List.of(), List.of(), null, null, null, (event) -> {
		});
	}

}
