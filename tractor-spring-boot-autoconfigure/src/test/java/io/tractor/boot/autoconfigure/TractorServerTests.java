package io.tractor.boot.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadataCodec;
import io.rsocket.metadata.WellKnownMimeType;
import io.rsocket.plugins.RSocketInterceptor;
import io.rsocket.plugins.SocketAcceptorInterceptor;
import io.rsocket.util.DefaultPayload;
import io.rsocket.util.RSocketProxy;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextRefusedException;
import io.tractor.Portal;
import io.tractor.Stream;
import io.tractor.StreamSender;
import io.tractor.TransportClosedException;
import io.tractor.boot.autoconfigure.peer.TractorConnectorCustomizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.rsocket.server.RSocketServerCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.rsocket.RSocketRequester;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.rsocket.RSocketSecurity;
import org.springframework.security.rsocket.core.PayloadSocketAcceptorInterceptor;
import org.springframework.stereotype.Controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TractorServerAutoConfiguration}: contexts on Boot's RSocket server,
 * beside its controllers and inside of its interceptors.
 */
class TractorServerTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	@Test
	void controllersAreServedBesideContextsOverTcp() {
		try (ConfigurableApplicationContext app = Applications.run(Greetings.class, Applications.SERVER,
				Applications.SELF)) {
			RSocketRequester requester = requester(app).tcp("localhost", Integer.parseInt(Applications.port(app)));
			controllersAndContexts(app, requester);
		}
	}

	@Test
	void controllersAreServedBesideContextsOverWebSocket() {
		try (ConfigurableApplicationContext app = Applications.run(Greetings.class, Applications.SERVER,
				"spring.rsocket.server.transport=websocket",
				"tractor.peers.self.uri=ws://localhost:${local.rsocket.server.port}/any")) {
			RSocketRequester requester = requester(app)
				.websocket(URI.create("ws://localhost:" + Applications.port(app) + "/"));
			controllersAndContexts(app, requester);
		}
	}

	@Test
	void controllersAreServedBesideContextsOnAWebServer() {
		try (ConfigurableApplicationContext app = Applications.run(WebApplicationType.REACTIVE, Greetings.class,
				"server.port=0", "spring.rsocket.server.transport=websocket",
				"spring.rsocket.server.mapping-path=/rsocket",
				"spring.autoconfigure.exclude=" + Applications.ALL_OF_SECURITY,
				"tractor.peers.self.uri=ws://localhost:${local.server.port}/rsocket")) {
			RSocketRequester requester = requester(app).websocket(
					URI.create("ws://localhost:" + app.getEnvironment().getProperty("local.server.port") + "/rsocket"));
			controllersAndContexts(app, requester);
		}
	}

	private static RSocketRequester.Builder requester(ConfigurableApplicationContext app) {
		return app.getBean(RSocketRequester.Builder.class);
	}

	private static void controllersAndContexts(ConfigurableApplicationContext app, RSocketRequester requester) {
		try {
			TractorApplicationTests.search(Applications.portal(app, "self"));
			oneWayStream(Applications.portal(app, "self"));
			assertThat(requester.route("greet").data("Ann").retrieveMono(String.class).block(TIMEOUT))
				.isEqualTo("Hello Ann");
			assertThat(
					requester.route("greet.twice").data("Ann").retrieveFlux(String.class).collectList().block(TIMEOUT))
				.containsExactly("Hello Ann", "Hello Ann");
			assertThat(requester.route("greet.all")
				.data(Flux.just("Ann", "Bob"), String.class)
				.retrieveFlux(String.class)
				.collectList()
				.block(TIMEOUT)).containsExactly("Hello Ann", "Hello Bob");
			TractorApplicationTests.search(Applications.portal(app, "self"));
		}
		finally {
			requester.dispose();
		}
	}

	private static void oneWayStream(Portal portal) {
		List<String> names = new ArrayList<>();
		portal.openStreamFrom(Names::names, "Ann", 200).open((stream) -> {
			stream.forEach(names::add);
		});
		assertThat(names).hasSize(200).startsWith("Ann 0", "Ann 1").endsWith("Ann 199");
		String second = portal.openStreamFrom(Names::names, "Bob", Integer.MAX_VALUE).open((stream) -> {
			stream.receive();
			return stream.receive();
		});
		assertThat(second).isEqualTo("Bob 1");
	}

	@Test
	void anEndpointOpensContextsBackToItsOpenersApplication() {
		try (ConfigurableApplicationContext server = Applications.run(AsksBack.class, Applications.SERVER);
				ConfigurableApplicationContext client = Applications.run(FileSearchEndpoint.class,
						"tractor.peers.server.uri=tcp://localhost:" + Applications.port(server))) {
			assertThat(Applications.portal(client, "server").context("ask-back").call()).isEqualTo(true);
		}
	}

	@Test
	void everyInterceptorSeesContexts() {
		try (ConfigurableApplicationContext app = Applications.run(Interceptors.class, Applications.SERVER,
				Applications.SELF)) {
			TractorApplicationTests.search(Applications.portal(app, "self"));
			assertThat(app.getBean("innermost", AtomicInteger.class)).hasValue(1);
			assertThat(app.getBean("outermost", AtomicInteger.class)).hasValue(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "ann, yes", "ann, no" })
	void securityAuthorizesContexts(String credentials) {
		try (ConfigurableApplicationContext app = Applications.run(Secured.class, Applications.SERVER,
				Applications.SELF, "spring.autoconfigure.exclude=", "spring.security.user.name=ann",
				"spring.security.user.password=yes", "credentials=" + credentials)) {
			if (credentials.endsWith("yes")) {
				TractorApplicationTests.search(Applications.portal(app, "self"));
			}
			else {
				assertThatExceptionOfType(TransportClosedException.class)
					.isThrownBy(() -> TractorApplicationTests.search(Applications.portal(app, "self")))
					.withMessageContaining("Invalid Credentials");
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "tractor.context.files.search", "tractor.context.files.*" })
	void securityAuthorizesTheRoutesOfContexts(String denied) {
		try (ConfigurableApplicationContext app = Applications.run(SecuredRoutes.class, Applications.SERVER,
				Applications.SELF, "spring.autoconfigure.exclude=", "spring.security.user.name=ann",
				"spring.security.user.password=yes", "credentials=ann, yes", "denied=" + denied)) {
			assertThatExceptionOfType(ContextRefusedException.class)
				.isThrownBy(() -> TractorApplicationTests.search(Applications.portal(app, "self")));
		}
	}

	@Test
	void securityLetsTheRoutesOfOtherContextsThrough() {
		try (ConfigurableApplicationContext app = Applications.run(SecuredRoutes.class, Applications.SERVER,
				Applications.SELF, "spring.autoconfigure.exclude=", "spring.security.user.name=ann",
				"spring.security.user.password=yes", "credentials=ann, yes", "denied=tractor.context.mails.*")) {
			TractorApplicationTests.search(Applications.portal(app, "self"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "tractor.stream.greet.names", "tractor.context.greet.names" })
	void securityAuthorizesTheRoutesOfOneWayStreams(String denied) {
		try (ConfigurableApplicationContext app = Applications.run(SecuredRoutes.class, Applications.SERVER,
				Applications.SELF, "spring.autoconfigure.exclude=", "spring.security.user.name=ann",
				"spring.security.user.password=yes", "credentials=ann, yes", "denied=" + denied)) {
			if (denied.startsWith("tractor.stream.")) {
				assertThatExceptionOfType(ContextRefusedException.class)
					.isThrownBy(() -> oneWayStream(Applications.portal(app, "self")))
					.withMessageContaining("Peer 'self' refused the route 'tractor.stream.greet.names': Access Denied");
			}
			else {
				oneWayStream(Applications.portal(app, "self"));
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ FileSearchEndpoint.class, GreetingController.class, Names.class })
	static class Greetings {

	}

	static class Names {

		@Stream("greet.names")
		public void names(StreamSender<String> names, String name, int count) {
			for (int i = 0; i < count; i++) {
				names.send(name + " " + i);
			}
		}

	}

	@Controller
	static class GreetingController {

		@MessageMapping("greet")
		String greet(String name) {
			return "Hello " + name;
		}

		@MessageMapping("greet.twice")
		Flux<String> greetTwice(String name) {
			return Flux.just("Hello " + name, "Hello " + name);
		}

		@MessageMapping("greet.all")
		Flux<String> greetAll(Flux<String> names) {
			return names.map((name) -> "Hello " + name);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(FileSearchEndpoint.class)
	static class Interceptors {

		@Bean
		AtomicInteger innermost() {
			return new AtomicInteger();
		}

		@Bean
		AtomicInteger outermost() {
			return new AtomicInteger();
		}

		@Bean
		@Order(100)
		RSocketServerCustomizer innermostCustomizer(AtomicInteger innermost) {
			return (server) -> server.interceptors((registry) -> registry
				.forSocketAcceptor((List<SocketAcceptorInterceptor> all) -> all.add(0, counting(innermost))));
		}

		@Bean
		RSocketServerCustomizer outermostCustomizer(AtomicInteger outermost) {
			return (server) -> server.interceptors((registry) -> registry.forSocketAcceptor(counting(outermost)));
		}

		private static SocketAcceptorInterceptor counting(AtomicInteger count) {
			return (acceptor) -> (setup, sending) -> acceptor.accept(setup, sending)
				.map((rsocket) -> new CountingRSocket(rsocket, count));
		}

	}

	static class CountingRSocket extends RSocketProxy {

		private final AtomicInteger count;

		CountingRSocket(RSocket source, AtomicInteger count) {
			super(source);
			this.count = count;
		}

		@Override
		public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
			this.count.incrementAndGet();
			return super.requestChannel(payloads);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AsksBack {

		@Context("ask-back")
		public boolean askBack(ChildContext<Void, Void, Void> ctx) {
			ctx.started();
			TractorApplicationTests.search(ctx.peer());
			return true;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ FileSearchEndpoint.class, Names.class })
	static class Secured {

		@Bean
		TractorConnectorCustomizer credentials(Environment environment) {
			String[] credentials = environment.getRequiredProperty("credentials").split(", ");
			return (peer, connector) -> connector
				.setupPayload(Mono.fromSupplier(() -> setup(credentials[0], credentials[1])));
		}

		private static Payload setup(String user, String password) {
			ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;
			CompositeByteBuf metadata = allocator.compositeBuffer();
			CompositeMetadataCodec.encodeAndAddMetadata(metadata, allocator,
					WellKnownMimeType.MESSAGE_RSOCKET_AUTHENTICATION,
					AuthMetadataCodec.encodeSimpleMetadata(allocator, user.toCharArray(), password.toCharArray()));
			return DefaultPayload.create(Unpooled.EMPTY_BUFFER, metadata);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SecuredRoutes extends Secured {

		/**
		 * Spring Security does not release the payload of a request-stream that it
		 * denies.
		 */
		@Bean
		RSocketServerCustomizer releasesWhatIsDenied() {
			return (server) -> server.interceptors(
					(registry) -> registry.forResponder((RSocketInterceptor) (rsocket) -> new RSocketProxy(rsocket) {

						@Override
						public Flux<Payload> requestStream(Payload payload) {
							return super.requestStream(payload).doOnError(AccessDeniedException.class,
									(denied) -> payload.release());
						}

					}));
		}

		@Bean
		PayloadSocketAcceptorInterceptor rules(RSocketSecurity security, Environment environment) {
			return security
				.authorizePayload((payloads) -> payloads.setup()
					.authenticated()
					.route(environment.getRequiredProperty("denied"))
					.denyAll()
					.anyExchange()
					.authenticated())
				.simpleAuthentication(Customizer.withDefaults())
				.build();
		}

	}

}
