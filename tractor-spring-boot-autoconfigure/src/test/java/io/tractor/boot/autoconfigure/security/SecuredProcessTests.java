package io.tractor.boot.autoconfigure.security;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.tractor.ContextRefusedException;
import io.tractor.Portal;
import io.tractor.TransportClosedException;
import io.tractor.boot.autoconfigure.Applications;
import io.tractor.boot.autoconfigure.ServingProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * TLS with certificates on both sides, security, and both together, with the server in a
 * process of its own.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SecuredProcessTests {

	private static final String NO_SECURITY = "--spring.autoconfigure.exclude=" + Applications.ALL_OF_SECURITY;

	private static final List<String> CREDENTIALS = List.of("tractor.peers.vault.credentials.username=ann",
			"tractor.peers.vault.credentials.password=yes");

	@Test
	void certificatesOnBothSides() throws Exception {
		try (ServingProcess server = ServingProcess.start(SecuredPeersTests.Vaults.class,
				arguments(serverTls(), NO_SECURITY))) {
			asks(server, clientTls(), SecuredProcessTests::isServed);
			asks(server, List.of(), (vault) -> assertThatExceptionOfType(TransportClosedException.class)
				.isThrownBy(() -> vault.context("vault.look").call()));
		}
	}

	@Test
	void aRouteThatIsAllowedAndOneThatIsNot() throws Exception {
		try (ServingProcess server = ServingProcess.start(SecuredPeersTests.Vault.class, List.of())) {
			asks(server, CREDENTIALS, (vault) -> {
				isServed(vault);
				isDenied(vault);
			});
		}
	}

	@Test
	void both() throws Exception {
		try (ServingProcess server = ServingProcess.start(SecuredPeersTests.Vault.class, arguments(serverTls()))) {
			List<String> all = new ArrayList<>(clientTls());
			all.addAll(CREDENTIALS);
			asks(server, all, (vault) -> {
				isServed(vault);
				isDenied(vault);
			});
			asks(server, clientTls(),
					(vault) -> assertThatExceptionOfType(TransportClosedException.class)
						.isThrownBy(() -> vault.context("vault.look").call())
						.withMessageContaining("Access Denied"));
		}
	}

	private static void isServed(Portal vault) {
		assertThat(vault.context("vault.look").returns(String.class).call()).isEqualTo("gold");
	}

	private static void isDenied(Portal vault) {
		assertThatExceptionOfType(ContextRefusedException.class).isThrownBy(() -> vault.context("vault.empty").call())
			.withMessageContaining("Peer 'vault' refused the route 'tractor.context.vault.empty': Access Denied");
	}

	private static void asks(ServingProcess server, List<String> properties, Asking asking) throws Exception {
		List<String> all = new ArrayList<>(properties);
		all.add("tractor.peers.vault.uri=tcp://localhost:" + server.port());
		try (ConfigurableApplicationContext desk = Applications.run(SecuredPeersTests.Desk.class,
				all.toArray(String[]::new))) {
			asking.ask(Applications.portal(desk, "vault"));
		}
	}

	private static List<String> serverTls() {
		return List.of("spring.rsocket.server.ssl.bundle=server", "spring.rsocket.server.ssl.client-auth=need",
				SecuredPeersTests.certificate("server", "server"), SecuredPeersTests.key("server", "server"),
				SecuredPeersTests.trust("server", "ca"));
	}

	private static List<String> clientTls() {
		return List.of("tractor.peers.vault.ssl.bundle=client", SecuredPeersTests.certificate("client", "client"),
				SecuredPeersTests.key("client", "client"), SecuredPeersTests.trust("client", "ca"));
	}

	private static List<String> arguments(List<String> properties, String... more) {
		List<String> arguments = new ArrayList<>(List.of(more));
		properties.forEach((property) -> arguments.add("--" + property));
		return arguments;
	}

	/** What is asked of the peer. */
	private interface Asking {

		void ask(Portal vault) throws Exception;

	}

}
