package io.tractor.boot.autoconfigure.security;

import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextRefusedException;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.TransportClosedException;
import io.tractor.TypeRef;
import io.tractor.boot.autoconfigure.Applications;
import io.tractor.boot.autoconfigure.peer.ClosablePortal;
import io.tractor.boot.autoconfigure.peer.PeerCredentials;
import io.tractor.boot.autoconfigure.peer.PeerCredentialsSource;
import io.tractor.boot.autoconfigure.peer.PeerProperties;
import io.tractor.boot.autoconfigure.peer.PeerStatus;
import io.tractor.boot.autoconfigure.peer.PortalFactory;
import io.tractor.boot.autoconfigure.peer.Portals;
import io.tractor.scope.Nursery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.jaas.JaasAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.rsocket.RSocketSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.rsocket.core.PayloadSocketAcceptorInterceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An application whose server wants certificates of its peers, and knows who may do what;
 * and one that opens contexts to it, over TCP.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SecuredPeersTests {

	private static ConfigurableApplicationContext server;

	private static ConfigurableApplicationContext desk;

	@BeforeAll
	static void start() {
		server = Applications.run(Vault.class, Applications.SERVER, "spring.autoconfigure.exclude=",
				"spring.rsocket.server.ssl.bundle=server", "spring.rsocket.server.ssl.client-auth=need",
				certificate("server", "server"), key("server", "server"), trust("server", "ca"));
		desk = Applications.run(Desk.class, certificate("client", "client"), key("client", "client"),
				trust("client", "ca"), certificate("stranger", "stranger"), key("stranger", "stranger"),
				trust("stranger", "ca"), trust("nameless", "ca"), certificate("credulous", "client"),
				key("credulous", "client"), trust("credulous", "stranger"),
				"tractor.peers.vault.uri=tcp://localhost:" + port(server), "tractor.peers.vault.ssl.bundle=client",
				"tractor.peers.vault.credentials.username=ann", "tractor.peers.vault.credentials.password=yes");
	}

	private static String port(ConfigurableApplicationContext app) {
		return app.getEnvironment().getRequiredProperty("local.rsocket.server.port");
	}

	static String certificate(String bundle, String name) {
		return "spring.ssl.bundle.pem." + bundle + ".keystore.certificate=classpath:tls/" + name + ".crt";
	}

	static String key(String bundle, String name) {
		return "spring.ssl.bundle.pem." + bundle + ".keystore.private-key=classpath:tls/" + name + ".key";
	}

	static String trust(String bundle, String name) {
		return "spring.ssl.bundle.pem." + bundle + ".truststore.certificate=classpath:tls/" + name + ".crt";
	}

	@AfterAll
	static void stop() {
		desk.close();
		server.close();
	}

	private static Portal vault() {
		return Applications.portal(desk, "vault");
	}

	private static ClosablePortal vault(String bundle, String username, String password) {
		return desk.getBean(PortalFactory.class).open("vault", (peer) -> {
			peer.setUri("tcp://localhost:" + port(server));
			peer.getSsl().setBundle(bundle);
			credentials(peer, username, password);
		});
	}

	private static void credentials(PeerProperties peer, String username, String password) {
		peer.getCredentials().setUsername(username);
		peer.getCredentials().setPassword(password);
	}

	@Test
	void anAllowedRouteIsServed() {
		assertThat(vault().context("vault.look").returns(String.class).call()).isEqualTo("gold");
	}

	@Test
	void aDeniedRouteIsRefusedAndNothingOfItRuns() {
		assertThatExceptionOfType(ContextRefusedException.class).isThrownBy(() -> vault().context("vault.empty").call())
			.withMessageContaining("Peer 'vault' refused the route 'tractor.context.vault.empty': Access Denied");
		assertThat(server.getBean(Vaults.class).emptied).hasValue(0);
		assertThat(vault().context("vault.look").returns(String.class).call()).as("the connection lives")
			.isEqualTo("gold");
	}

	@Test
	void anotherUserMayDoWhatThisOneMayNot() {
		try (ClosablePortal bobs = vault("client", "bob", "yes")) {
			bobs.context("vault.empty").call();
			assertThat(server.getBean(Vaults.class).emptied.getAndSet(0)).isOne();
		}
	}

	@Test
	void theEndpointIsToldWhoHasOpenedItsContext() {
		assertThat(vault().context("vault.who").argument("word", "hello").returns(String.class).call())
			.isEqualTo("hello ann");
		assertThat(vault().context(Vaults::who, "hello", null).call()).isEqualTo("hello ann");
	}

	@Test
	void theSecurityContextIsThatOfTheEndpointsThreadAndOfItsNurseries() {
		assertThat(vault().context("vault.threads").returns(new TypeRef<List<String>>() {
		}).call()).containsExactly("ann", "ann", "ann");
	}

	@Test
	void thePrincipalMustBeOfTheTypeThatIsWanted() {
		assertThatExceptionOfType(RemoteActorException.class)
			.isThrownBy(() -> vault().context("vault.jaas").returns(String.class).call())
			.withMessageContainingAll("Endpoint 'vault.jaas'", JaasAuthenticationToken.class.getName(),
					UsernamePasswordAuthenticationToken.class.getName());
	}

	@Test
	void aWrongPasswordIsTold() {
		try (ClosablePortal wrong = vault("client", "ann", "no")) {
			assertThatExceptionOfType(TransportClosedException.class)
				.isThrownBy(() -> wrong.context("vault.look").call())
				.withMessageContaining("Invalid Credentials");
		}
	}

	@Test
	void noCredentialsAreRefused() {
		try (ClosablePortal nobody = vault("client", null, null)) {
			assertThatExceptionOfType(TransportClosedException.class)
				.isThrownBy(() -> nobody.context("vault.look").call())
				.withMessageContaining("Access Denied");
		}
	}

	@Test
	void credentialsThatExpireAreHadForEachConnection() {
		AtomicInteger asked = new AtomicInteger();
		try (ConfigurableApplicationContext app = Applications.run(Renewing.class, certificate("client", "client"),
				key("client", "client"), trust("client", "ca"),
				"tractor.peers.vault.uri=tcp://localhost:" + port(server), "tractor.peers.vault.ssl.bundle=client")) {
			app.getBean(Renewing.class).asked = asked;
			for (int connection = 1; connection <= 2; connection++) {
				assertThat(Applications.portal(app, "vault").context("vault.look").returns(String.class).call())
					.isEqualTo("gold");
				assertThat(asked).hasValue(connection);
				app.getBean(Portals.class).disconnect();
			}
		}
	}

	@Test
	void withoutACertificateThereIsNoConnection() {
		isNotConnected("nameless", "localhost");
	}

	@Test
	void withACertificateOfAnotherAuthorityThereIsNoConnection() {
		isNotConnected("stranger", "localhost");
	}

	@Test
	void aServerOfAnotherAuthorityIsNotTrusted() {
		isNotConnected("credulous", "localhost");
	}

	@Test
	void aServerOfAnotherNameIsNotTrusted() {
		isNotConnected("client", "127.0.0.2");
	}

	private static void isNotConnected(String bundle, String host) {
		try (ClosablePortal portal = desk.getBean(PortalFactory.class).open("vault", (peer) -> {
			peer.setUri("tcp://" + host + ":" + port(server));
			peer.getSsl().setBundle(bundle);
			credentials(peer, "ann", "yes");
		})) {
			assertThatExceptionOfType(TransportClosedException.class)
				.isThrownBy(() -> portal.context("vault.look").call());
		}
	}

	@Test
	void withoutTlsThereIsNoConnection() {
		try (ClosablePortal portal = desk.getBean(PortalFactory.class)
			.open("vault", "tcp://localhost:" + port(server))) {
			assertThatExceptionOfType(TransportClosedException.class)
				.isThrownBy(() -> portal.context("vault.look").call());
		}
	}

	@Test
	void thePeerIsConnected() {
		vault().context("vault.look").call();
		assertThat(desk.getBean(Portals.class).status("vault").state()).isEqualTo(PeerStatus.State.CONNECTED);
	}

	@Configuration(proxyBeanMethods = false)
	static class Desk {

	}

	@Configuration(proxyBeanMethods = false)
	static class Renewing {

		private AtomicInteger asked;

		@Bean
		PeerCredentialsSource source(Renewing self) {
			return (peer) -> {
				self.asked.incrementAndGet();
				return PeerCredentials.simple("ann", "yes");
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Vault {

		@Bean
		Vaults vaults() {
			return new Vaults();
		}

		@Bean
		MapReactiveUserDetailsService users() {
			return new MapReactiveUserDetailsService(
					User.withUsername("ann").password("{noop}yes").roles("GUEST").build(),
					User.withUsername("bob").password("{noop}yes").roles("OWNER").build());
		}

		@Bean
		PayloadSocketAcceptorInterceptor rules(RSocketSecurity security) {
			return security
				.authorizePayload((payloads) -> payloads.setup()
					.authenticated()
					.route("tractor.context.vault.empty")
					.hasRole("OWNER")
					.anyExchange()
					.authenticated())
				.simpleAuthentication(Customizer.withDefaults())
				.build();
		}

	}

	static class Vaults {

		private final AtomicInteger emptied = new AtomicInteger();

		@Context("vault.look")
		public String look(ChildContext<Void, Void, Void> ctx) {
			ctx.started();
			return "gold";
		}

		@Context("vault.empty")
		public void empty(ChildContext<Void, Void, Void> ctx) {
			this.emptied.incrementAndGet();
			ctx.started();
		}

		@Context("vault.who")
		public String who(ChildContext<Void, Void, Void> ctx, String word, Principal opener) {
			ctx.started();
			return word + " " + opener.getName();
		}

		@Context("vault.jaas")
		public String jaas(ChildContext<Void, Void, Void> ctx, JaasAuthenticationToken opener) {
			ctx.started();
			return opener.getName();
		}

		@Context("vault.threads")
		public List<String> threads(ChildContext<Void, Void, Void> ctx, Authentication opener) {
			ctx.started();
			List<String> names = new ArrayList<>();
			names.add(opener.getName());
			names.add(current());
			Nursery.run((nursery) -> {
				names.add(nursery.start(Vaults::current).get());
			});
			return names;
		}

		private static String current() {
			Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
			return (authentication != null) ? authentication.getName() : "nobody";
		}

	}

}
