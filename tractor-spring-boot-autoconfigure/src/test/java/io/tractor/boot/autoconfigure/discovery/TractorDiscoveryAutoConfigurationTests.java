package io.tractor.boot.autoconfigure.discovery;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextHandle;
import io.tractor.MsgStream;
import io.tractor.Portal;
import io.tractor.TransportClosedException;
import io.tractor.boot.autoconfigure.Applications;
import io.tractor.boot.autoconfigure.TractorAutoConfiguration;
import io.tractor.boot.autoconfigure.peer.PeerDirectory;
import io.tractor.boot.autoconfigure.peer.Portals;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.InstanceProperties;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryProperties;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link TractorDiscoveryAutoConfiguration}.
 */
class TractorDiscoveryAutoConfigurationTests {

	private static final Duration BOUND = Duration.ofSeconds(60);

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(TractorAutoConfiguration.class, TractorDiscoveryAutoConfiguration.class));

	private final ApplicationContextRunner simple = this.runner
		.withConfiguration(AutoConfigurations.of(UtilAutoConfiguration.class,
				SimpleDiscoveryClientAutoConfiguration.class, CompositeDiscoveryClientAutoConfiguration.class));

	@Test
	void aPeerIsWhereItsServiceIs() {
		try (ConfigurableApplicationContext app = Applications.run(Namer.class, Applications.SERVER, "name=one")) {
			this.simple
				.withPropertyValues("tractor.peers.names.uri=discovery://names",
						"spring.cloud.discovery.client.simple.instances.names[0].uri=http://localhost:1",
						"spring.cloud.discovery.client.simple.instances.names[0].metadata.tractor-port=" + port(app))
				.run((context) -> {
					assertThat(name(context.getBean(Portal.class))).isEqualTo("one");
					assertThat(context.getBean(Portals.class).status("names").addresses())
						.containsOnlyKeys("tcp://localhost:" + port(app));
				});
		}
	}

	@Test
	void instancesThatChangeWhileItRunsAreFollowed() {
		try (ConfigurableApplicationContext one = Applications.run(Namer.class, Applications.SERVER, "name=one");
				ConfigurableApplicationContext two = Applications.run(Namer.class, Applications.SERVER, "name=two")) {
			this.simple
				.withPropertyValues("tractor.peers.names.uri=discovery://names",
						"tractor.peers.names.discovery.refresh-interval=50ms")
				.run((context) -> {
					Portal names = context.getBean(Portal.class);
					SimpleDiscoveryProperties registry = context.getBean(SimpleDiscoveryProperties.class);
					registry.setInstances(Map.of("names", List.of(instance(one))));
					try (ContextHandle<String, String, String, Void> held = names.context("hold")
						.started(String.class)
						.receives(String.class)
						.sends(String.class)
						.returns(Void.class)
						.open()) {
						MsgStream<String, String> stream = held.openStream();
						assertThat(held.first()).isEqualTo("one");
						registry.setInstances(Map.of("names", List.of(instance(one), instance(two))));
						await().atMost(BOUND).until(() -> name(names).equals("two"));
						registry.setInstances(Map.of("names", List.of(instance(two))));
						await().atMost(BOUND)
							.until(() -> context.getBean(Portals.class).status("names").addresses().size() == 1);
						for (int i = 0; i < 4; i++) {
							assertThat(name(names)).isEqualTo("two");
						}
						stream.send("?");
						assertThat(stream.receive()).isEqualTo("one?");
						stream.close();
					}
					assertThat(context.getBean(Portals.class).status("names").addresses())
						.containsOnlyKeys("tcp://localhost:" + port(two));
				});
		}
	}

	private static InstanceProperties instance(ConfigurableApplicationContext app) {
		InstanceProperties instance = new InstanceProperties();
		instance.setServiceId("names");
		instance.setUri(URI.create("http://localhost:" + port(app)));
		return instance;
	}

	private static String name(Portal names) {
		return names.context("name").returns(String.class).call();
	}

	private static String port(ConfigurableApplicationContext app) {
		return app.getEnvironment().getRequiredProperty("local.rsocket.server.port");
	}

	@Test
	void anInstanceSaysHowToGetThere() throws Exception {
		DefaultServiceInstance plain = new DefaultServiceInstance("1", "names", "one", 8080, false);
		DefaultServiceInstance six = new DefaultServiceInstance("2", "names", "fe80::1", 8080, false);
		DefaultServiceInstance told = new DefaultServiceInstance("3", "names", "three", 8080, false,
				Map.of("tractor-scheme", "wss", "tractor-port", "7001", "tractor-path", "/rsocket"));
		PeerDirectory directory = new InstanceDirectory((service) -> List.of(plain, six, told));
		assertThat(directory.addresses("names")).containsExactly("one:8080", "[fe80::1]:8080",
				"wss://three:7001/rsocket");
	}

	@Test
	void aReactiveClientIsAskedIfThereIsNoOther() {
		this.runner.withBean(ReactiveDiscoveryClient.class, Instances::new)
			.run((context) -> assertThat(context.getBean(PeerDirectory.class).addresses("names"))
				.containsExactly("names.test:7001"));
	}

	@Test
	void aUsersDirectoryIsAskedInItsPlace() {
		this.simple.withBean("mine", PeerDirectory.class, () -> (service) -> List.of("mine:1"))
			.run((context) -> assertThat(context.getBean(PeerDirectory.class).addresses("names"))
				.containsExactly("mine:1"));
	}

	@Test
	void aServiceWithoutInstancesIsTold() {
		this.simple.withPropertyValues("tractor.peers.names.uri=discovery://names")
			.run((context) -> assertThatExceptionOfType(TransportClosedException.class)
				.isThrownBy(() -> name(context.getBean(Portal.class)))
				.withMessageContaining("peer 'names' has no address"));
	}

	@Test
	void withoutSpringCloudAServiceIsAFailureThatNamesTheRemedy() {
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.cloud"))
			.withPropertyValues("tractor.peers.names.uri=discovery://names")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContainingAll("service 'names'", "Add a Spring Cloud starter that has a DiscoveryClient"));
	}

	static class Namer {

		private final String name;

		Namer(Environment environment) {
			this.name = environment.getRequiredProperty("name");
		}

		@Context("name")
		public String name(ChildContext<Void, Void, Void> ctx) {
			ctx.started();
			return this.name;
		}

		@Context("hold")
		public void hold(ChildContext<String, String, String> ctx) {
			ctx.started(this.name);
			ctx.stream((stream) -> {
				for (String value : stream) {
					stream.send(this.name + value);
				}
			});
		}

	}

	static final class Instances implements ReactiveDiscoveryClient {

		@Override
		public String description() {
			return "one instance of each";
		}

		@Override
		public Flux<ServiceInstance> getInstances(String service) {
			return Flux.just(new DefaultServiceInstance("1", service, service + ".test", 7001, false));
		}

		@Override
		public Flux<String> getServices() {
			return Flux.empty();
		}

	}

}
