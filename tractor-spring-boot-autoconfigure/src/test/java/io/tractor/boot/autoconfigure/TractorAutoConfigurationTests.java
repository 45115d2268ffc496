package io.tractor.boot.autoconfigure;

import java.util.Map;

import io.rsocket.plugins.SocketAcceptorInterceptor;
import io.tractor.Portal;
import io.tractor.boot.autoconfigure.peer.PeerServices;
import io.tractor.boot.autoconfigure.peer.Portals;
import io.tractor.boot.autoconfigure.server.ContextAcceptor;
import io.tractor.runtime.Actor;
import io.tractor.runtime.Endpoint;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.rsocket.autoconfigure.RSocketMessagingAutoConfiguration;
import org.springframework.boot.rsocket.autoconfigure.RSocketServerAutoConfiguration;
import org.springframework.boot.rsocket.autoconfigure.RSocketStrategiesAutoConfiguration;
import org.springframework.boot.rsocket.context.RSocketServerBootstrap;
import org.springframework.boot.rsocket.server.RSocketServerCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TractorAutoConfiguration} and {@link TractorServerAutoConfiguration}.
 */
class TractorAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withPropertyValues("spring.reactor.netty.shutdown-quiet-period=0s")
		.withConfiguration(
				AutoConfigurations.of(JacksonAutoConfiguration.class, RSocketStrategiesAutoConfiguration.class,
						RSocketMessagingAutoConfiguration.class, RSocketServerAutoConfiguration.class,
						TractorAutoConfiguration.class, TractorServerAutoConfiguration.class));

	private final ApplicationContextRunner alone = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TractorAutoConfiguration.class, TractorServerAutoConfiguration.class));

	@Test
	void anApplicationWithoutEndpointsAndPeersHasAnActor() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(Actor.class).hasSingleBean(Portals.class).doesNotHaveBean(Portal.class);
			assertThat(context).doesNotHaveBean(RSocketServerBootstrap.class);
			assertThat(context.getBean(Actor.class).endpoints()).isEmpty();
		});
	}

	@Test
	void endpointsAreServed() {
		this.runner.withPropertyValues("spring.rsocket.server.port=0")
			.withBean(FileSearchEndpoint.class)
			.run((context) -> {
				assertThat(context.getBean(Actor.class).endpoints()).containsExactly("files.search");
				assertThat(context).hasSingleBean(ContextAcceptor.class);
				assertThat(context).getBeanNames(RSocketServerCustomizer.class)
					.contains("tractorRSocketServerCustomizer");
			});
	}

	@Test
	void contextsAreStoppedBeforeTheServer() {
		this.runner.withPropertyValues("spring.rsocket.server.port=0")
			.run((context) -> assertThat(context.getBeanFactory().getDependentBeans("rSocketServerBootstrap"))
				.contains("tractorLifecycle"));
	}

	@Test
	void aUsersActorServesTheEndpoints() {
		this.runner.withPropertyValues("spring.rsocket.server.port=0")
			.withUserConfiguration(OwnActor.class)
			.withBean(FileSearchEndpoint.class)
			.run((context) -> {
				assertThat(context).hasSingleBean(Actor.class);
				assertThat(context.getBean(Actor.class).id().name()).isEqualTo("own");
				assertThat(context.getBean(Actor.class).endpoints()).containsExactly("files.search");
			});
	}

	@Test
	void aUsersActorMayServeTheEndpointsAlready() {
		this.runner.withUserConfiguration(OwnActorWithEndpoints.class)
			.run((context) -> assertThat(context.getBean(Actor.class).endpoints()).containsExactly("files.search"));
	}

	@Test
	void aUsersPortalsTakeTheirPlace() {
		Portals portals = new Portals(Actor.builder("own").build(), Map.of(),
				PeerServices.of(new StandardEnvironment()));
		this.runner.withBean("own", Portals.class, () -> portals)
			.run((context) -> assertThat(context.getBean(Portals.class)).isSameAs(portals));
	}

	@Test
	void aUsersAcceptorTakesItsPlace() {
		ContextAcceptor own = new ContextAcceptor(Actor.builder("own").build());
		this.runner.withBean("own", ContextAcceptor.class, () -> own)
			.run((context) -> assertThat(context.getBean(SocketAcceptorInterceptor.class)).isSameAs(own));
	}

	@Test
	void aClientNeedsNoServerModule() {
		this.alone.withClassLoader(new FilteredClassLoader("org.springframework.boot.rsocket"))
			.withPropertyValues("tractor.peers.files.uri=tcp://localhost:7000")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Portal.class)
				.doesNotHaveBean("tractorRSocketServerCustomizer"));
	}

	@Test
	void codecsNeedNoJacksonModule() {
		this.alone.withClassLoader(new FilteredClassLoader("org.springframework.boot.jackson"))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Actor.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnActor {

		@Bean
		Actor own() {
			return Actor.builder("own").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnActorWithEndpoints {

		@Bean
		FileSearchEndpoint endpoint() {
			return new FileSearchEndpoint();
		}

		@Bean
		Actor own(FileSearchEndpoint endpoint) {
			return Actor.builder("own").endpoints(Endpoint.allOf(endpoint)).build();
		}

	}

}
