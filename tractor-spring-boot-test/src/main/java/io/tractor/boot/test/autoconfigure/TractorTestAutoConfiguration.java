package io.tractor.boot.test.autoconfigure;

import java.util.UUID;

import io.rsocket.transport.ClientTransport;
import io.rsocket.transport.local.LocalClientTransport;
import io.tractor.Portal;
import io.tractor.boot.autoconfigure.TractorAutoConfiguration;
import io.tractor.boot.test.TestActor;
import io.tractor.boot.test.TestPortal;
import io.tractor.rsocket.ContextSocketAcceptorInterceptor;
import io.tractor.rsocket.RSocketTransport;
import io.tractor.runtime.Actor;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.rsocket.server.RSocketServerCustomizer;
import org.springframework.boot.rsocket.server.RSocketServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the actor of a test.
 */
@AutoConfiguration(after = TractorAutoConfiguration.class)
final class TractorTestAutoConfiguration {

	@Bean
	TestActor tractorTestActor(Actor application, Environment environment, ObjectProvider<MemoryAddress> memory) {
		Actor actor = Actor.builder(environment.getProperty("tractor.test.name", "test")).codecsOf(application).build();
		MemoryAddress inMemory = memory.getIfAvailable();
		String address = (inMemory != null) ? "memory" : "its server";
		return new TestActor(actor, application.id().name(),
				(customizer) -> new RSocketTransport(application.id().name(), address, Mono.defer(() -> {
					var connector = RSocketTransport.connector()
						.acceptor(ContextSocketAcceptorInterceptor.acceptor(actor));
					customizer.accept(connector);
					ClientTransport transport = (inMemory != null) ? LocalClientTransport.create(inMemory.name())
							: ServerAddress.of(environment).transport();
					return connector.connect(transport);
				})));
	}

	/**
	 * For {@link TestPortal @TestPortal} only, not for the application.
	 */
	@Bean(defaultCandidate = false)
	@Qualifier("tractorTestPortal")
	Portal tractorTestPortal(TestActor actor) {
		return actor.portal();
	}

	/**
	 * A server without a socket, in place of Boot's.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "tractor.test.transport", havingValue = "memory")
	static class InMemory {

		@Bean
		MemoryAddress tractorMemoryAddress() {
			return new MemoryAddress("tractor-test-" + UUID.randomUUID());
		}

		@Bean
		RSocketServerFactory tractorMemoryServerFactory(MemoryAddress address,
				ObjectProvider<RSocketServerCustomizer> customizers) {
			return (acceptor) -> new MemoryServer(address.name(), acceptor, customizers.orderedStream().toList());
		}

	}

	/**
	 * Where a server without a socket is found.
	 *
	 * @param name its name in this JVM
	 */
	record MemoryAddress(String name) {

	}

}
