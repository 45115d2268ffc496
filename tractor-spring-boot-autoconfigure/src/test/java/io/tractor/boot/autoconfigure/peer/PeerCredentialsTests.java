package io.tractor.boot.autoconfigure.peer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.rsocket.ConnectionSetupPayload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketServer;
import io.rsocket.exceptions.RejectedSetupException;
import io.rsocket.metadata.AuthMetadataCodec;
import io.rsocket.metadata.CompositeMetadata;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.tractor.TransportClosedException;
import io.tractor.boot.autoconfigure.Applications;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What a peer is told of who connects, read from the SETUP by a server that is not ours.
 */
class PeerCredentialsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Sinks.One<Map<String, String>> told = Sinks.one();

	@Test
	void aTokenTravelsInTheSetup() {
		assertThat(setup("tractor.peers.other.credentials.bearer-token=t0ken"))
			.containsOnly(Map.entry("token", "t0ken"));
	}

	@Test
	void aUserAndAPasswordTravelInTheSetup() {
		assertThat(setup("tractor.peers.other.credentials.username=ann",
				"tractor.peers.other.credentials.password=secret"))
			.containsOnly(Map.entry("user", "ann"), Map.entry("password", "secret"));
	}

	@Test
	void withoutCredentialsNothingIsTold() {
		assertThat(setup()).isEmpty();
	}

	private Map<String, String> setup(String... credentials) {
		CloseableChannel server = RSocketServer.create((setup, sending) -> {
			this.told.tryEmitValue(read(setup));
			return Mono.<RSocket>error(new RejectedSetupException("It is enough to know"));
		}).bind(TcpServerTransport.create("localhost", 0)).block(PATIENCE);
		String[] properties = new String[credentials.length + 1];
		properties[0] = "tractor.peers.other.uri=tcp://localhost:" + server.address().getPort();
		System.arraycopy(credentials, 0, properties, 1, credentials.length);
		try (ConfigurableApplicationContext app = Applications.run(Asking.class, properties)) {
			assertThatExceptionOfType(TransportClosedException.class)
				.isThrownBy(() -> Applications.portal(app, "other").context("any").call());
			return this.told.asMono().block(PATIENCE);
		}
		finally {
			server.dispose();
		}
	}

	private static Map<String, String> read(ConnectionSetupPayload setup) {
		Map<String, String> told = new HashMap<>();
		for (CompositeMetadata.Entry entry : new CompositeMetadata(setup.sliceMetadata(), false)) {
			ByteBuf content = entry.getContent();
			switch (AuthMetadataCodec.readWellKnownAuthType(content)) {
				case BEARER -> told.put("token", new String(AuthMetadataCodec.readBearerTokenAsCharArray(content)));
				case SIMPLE -> {
					told.put("user", new String(AuthMetadataCodec.readUsernameAsCharArray(content)));
					told.put("password", new String(AuthMetadataCodec.readPasswordAsCharArray(content)));
				}
				default -> told.put("unknown", String.valueOf(content));
			}
		}
		return told;
	}

	@Configuration(proxyBeanMethods = false)
	static class Asking {

	}

}
