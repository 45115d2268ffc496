package io.tractor.boot.autoconfigure;

import io.tractor.boot.autoconfigure.endpoint.ArgumentCheck;
import io.tractor.boot.autoconfigure.endpoint.EndpointRegistrar;
import io.tractor.boot.autoconfigure.peer.PeerCredentialsSource;
import io.tractor.boot.autoconfigure.peer.PeerDirectory;
import io.tractor.boot.autoconfigure.peer.PeerServices;
import io.tractor.boot.autoconfigure.peer.PortalAliases;
import io.tractor.boot.autoconfigure.peer.PortalRegistrar;
import io.tractor.boot.autoconfigure.peer.Portals;
import io.tractor.boot.autoconfigure.peer.TractorConnectorCustomizer;
import io.tractor.boot.autoconfigure.peer.TractorPortalCustomizer;
import io.tractor.boot.autoconfigure.server.ContextAcceptor;
import io.tractor.codec.Codec;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ContextListener;
import io.tractor.runtime.Principals;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for an actor, the endpoints it
 * serves and the portals to its peers.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@EnableConfigurationProperties(TractorProperties.class)
@Import(PortalRegistrar.class)
public final class TractorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Actor tractorActor(TractorProperties properties, Environment environment, ObjectProvider<Codec> codecs,
			ObjectProvider<CBORMapper> cborMapper, ObjectProvider<JsonMapper> jsonMapper,
			ObjectProvider<ContextListener> listeners, ObjectProvider<Principals> principals) {
		ActorCodecs known = new ActorCodecs(codecs.orderedStream().toList(), cborMapper.getIfAvailable(),
				jsonMapper.getIfAvailable());
		ActorProperties actor = new ActorProperties(properties, environment);
		return Actor.builder(actor.name())
			.limits(actor.limits())
			.errors(actor.errors())
			.settings(actor.settings())
			.codecs(known.startingWith(properties.getCodec()))
			.listeners(listeners.orderedStream().toList())
			.principals(principals.getIfAvailable(() -> (request) -> null))
			.build();
	}

	@Bean
	@ConditionalOnMissingBean
	ContextAcceptor tractorContextAcceptor(Actor actor) {
		return new ContextAcceptor(actor);
	}

	@Bean(PortalRegistrar.PORTALS_BEAN_NAME)
	@ConditionalOnMissingBean
	Portals tractorPortals(Actor actor, TractorProperties properties, Environment environment,
			ObjectProvider<TractorConnectorCustomizer> connectorCustomizers,
			ObjectProvider<TractorPortalCustomizer> portalCustomizers, ObjectProvider<SslBundles> sslBundles,
			ObjectProvider<PeerCredentialsSource> credentials, ObjectProvider<PeerDirectory> directory,
			ApplicationEventPublisher events) {
		return new Portals(actor, properties.getPeers(),
				new PeerServices(environment, connectorCustomizers.orderedStream().toList(),
						portalCustomizers.orderedStream().toList(), sslBundles.getIfAvailable(),
						credentials.getIfAvailable(), directory.getIfAvailable(), events));
	}

	@Bean
	static PortalAliases tractorPortalAliases() {
		return new PortalAliases();
	}

	@Bean
	EndpointRegistrar tractorEndpointRegistrar(Actor actor, ConfigurableListableBeanFactory beanFactory,
			TractorProperties properties, ObjectProvider<ArgumentCheck> check) {
		return new EndpointRegistrar(actor, beanFactory, !properties.getPeers().isEmpty(), check.getIfAvailable());
	}

	@Bean
	TractorLifecycle tractorLifecycle(Actor actor, ContextAcceptor acceptor, Portals portals, Environment environment) {
		return new TractorLifecycle(actor, acceptor, portals, ShutdownGrace.of(environment, actor.settings()));
	}

}
