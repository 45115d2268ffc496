package io.tractor.boot.autoconfigure.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import io.tractor.Portal;
import io.tractor.TransportClosedException;
import io.tractor.boot.autoconfigure.TractorAutoConfiguration;
import io.tractor.rsocket.RSocketTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What can be said of a peer, and what a user is told who says it wrong.
 */
class PeerSettingsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, TractorAutoConfiguration.class));

	@Test
	void defaultsAreThoseOfTheTransport() {
		PeerProperties properties = new PeerProperties();
		assertThat(properties.getConnectTimeout()).isEqualTo(RSocketTransport.CONNECT_TIMEOUT);
		assertThat(properties.getKeepAlive().getInterval()).isEqualTo(RSocketTransport.KEEP_ALIVE_INTERVAL);
		assertThat(properties.getKeepAlive().getMaxLifeTime()).isEqualTo(RSocketTransport.KEEP_ALIVE_MAX_LIFE_TIME);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					connect-timeout=0s                             | connect-timeout          | more than zero
					keep-alive.interval=-1s                        | keep-alive.interval      | more than zero
					keep-alive.interval=2m                         | keep-alive.max-life-time | more than 'keep-alive.interval', which is PT2M
					reconnect.backoff=-1s                          | reconnect.backoff        | not be negative
					reconnect.max-backoff=1ms                      | reconnect.max-backoff    | not be less than 'reconnect.backoff'
					reconnect.jitter=2                             | reconnect.jitter         | from 0 to 1
					discovery.refresh-interval=0s                  | discovery.refresh-interval | more than zero
					ssl.bundle=mine                                | ssl.bundle               | spring.ssl.bundle.pem.mine
					credentials.username=ann                       | credentials.password     | needs a password
					credentials.password=secret                    | credentials.username     | whose it is
					credentials.username=ann,credentials.password=secret,credentials.bearer-token=secret | credentials.bearer-token | either those or a token
					uris=tcp://files:7001                          | uris                     | or the only one into 'uri'
					""")
	void isTold(String given, String property, String reason) {
		this.runner.withPropertyValues("tractor.peers.files.uri=tcp://files:7000")
			.withPropertyValues(
					Stream.of(given.split(",")).map((each) -> "tractor.peers.files." + each).toArray(String[]::new))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (failure) -> {
					assertThat(failure.getName()).isEqualTo("tractor.peers.files." + property);
					assertThat(failure.getReason()).contains(reason);
					assertThat(failure).hasMessageNotContaining("secret");
				}));
	}

	@Test
	void eachOfSeveralAddressesIsChecked() {
		this.runner.withPropertyValues("tractor.peers.files.uris=tcp://files:7000,tcp://files")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContainingAll("tractor.peers.files.uris[1]", "It has no port"));
	}

	@Test
	void aBundleSecuresNoPlainWebSocket() {
		this.runner
			.withPropertyValues("tractor.peers.files.uri=ws://files:7000/", "tractor.peers.files.ssl.bundle=mine",
					"spring.ssl.bundle.pem.mine.truststore.certificate=classpath:tls/ca.crt")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContainingAll("tractor.peers.files.uri", "write wss://host:port/path"));
	}

	@Test
	void aServiceNeedsSomebodyWhoKnowsWhereItIs() {
		this.runner.withPropertyValues("tractor.peers.files.uri=discovery://files")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
						(failure) -> assertThat(failure.getReason()).contains("service 'files'", "Spring Cloud",
								PeerDirectory.class.getName())));
	}

	@Test
	void whatIsMisspeltIsTold() {
		this.runner.withPropertyValues("tractor.peers.files.uri=tcp://files:7000", "tractor.peers.files.ulr=any")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(UnboundConfigurationPropertiesException.class)
				.hasMessageContaining("tractor.peers.files.ulr"));
	}

	@Test
	void withinTheBackoffContextsFailAtOnceAndSayWhy() {
		this.runner
			.withPropertyValues("tractor.peers.files.uri=tcp://localhost:1", "tractor.peers.files.reconnect.backoff=1h",
					"tractor.peers.files.reconnect.max-backoff=1h")
			.run((context) -> {
				Portal files = context.getBean(Portal.class);
				for (int i = 0; i < 2; i++) {
					assertThatExceptionOfType(TransportClosedException.class)
						.isThrownBy(() -> files.context("any").call())
						.withMessageContainingAll("peer 'files' at tcp://localhost:1", "refused");
				}
				assertThatExceptionOfType(TransportClosedException.class).isThrownBy(() -> files.context("any").call())
					.withMessageContaining("the next attempt is made in ");
				PeerStatus status = context.getBean(Portals.class).status("files");
				assertThat(status.state()).isEqualTo(PeerStatus.State.FAILED);
			});
	}

	@Test
	void makingAConnectionTakesNoLongerThanTheConnectTimeout() {
		this.runner.withBean(PeerCredentialsSource.class, () -> (peer) -> {
			new CountDownLatch(1).await();
			return null;
		}).withBean(Silence.class).run((context) -> {
			PortalFactory portals = context.getBean(PortalFactory.class);
			try (ClosablePortal files = portals.open("files", (properties) -> {
				properties.setUri("tcp://localhost:" + context.getBean(Silence.class).port());
				properties.setConnectTimeout(Duration.ofMillis(50));
			})) {
				assertThatExceptionOfType(TransportClosedException.class).isThrownBy(() -> files.context("any").call())
					.withMessageContaining("it took longer than PT0.05S");
			}
		});
	}

	@Test
	void portalsAreCustomized() {
		this.runner.withPropertyValues("tractor.peers.files.uri=tcp://localhost:1")
			.withBean(TractorPortalCustomizer.class, () -> (portal) -> new OwnPortal(portal, () -> {
			}))
			.run((context) -> {
				assertThat(context.getBean(Portal.class)).isInstanceOf(OwnPortal.class);
				assertThat(context.getBean(Portal.class).peer()).isEqualTo("files");
			});
	}

	@Test
	void aPortalOfTheFactoryIsClosedByItselfOrWithAllOthers() {
		this.runner.run((context) -> {
			Portals portals = context.getBean(Portals.class);
			ClosablePortal one = portals.open("files", "tcp://localhost:1");
			ClosablePortal two = portals.open("files", "tcp://localhost:1");
			one.close();
			isClosed(one);
			assertThatExceptionOfType(TransportClosedException.class).isThrownBy(() -> two.context("any").call())
				.withMessageContaining("refused");
			portals.close();
			isClosed(two);
			isClosed(portals.open("files", "tcp://localhost:1"));
		});
	}

	private static void isClosed(Portal portal) {
		assertThatExceptionOfType(TransportClosedException.class).isThrownBy(() -> portal.context("any").call())
			.withMessageContaining("closed by this side");
	}

	@Test
	void theFactoryTellsWhatIsWrong() {
		this.runner.run((context) -> assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> context.getBean(PortalFactory.class).open("files", "http://files"))
			.satisfies((failure) -> assertThat(failure.getReason()).contains("Its scheme 'http' is unknown")));
	}

	/** Takes connections. */
	static final class Silence implements AutoCloseable {

		private final ServerSocket socket;

		Silence() throws IOException {
			this.socket = new ServerSocket(0, 10, InetAddress.getByName("localhost"));
		}

		int port() {
			return this.socket.getLocalPort();
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

}
