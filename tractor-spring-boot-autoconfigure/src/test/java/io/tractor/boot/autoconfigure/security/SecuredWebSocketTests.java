package io.tractor.boot.autoconfigure.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextHandle;
import io.tractor.MsgStream;
import io.tractor.Portal;
import io.tractor.TransportClosedException;
import io.tractor.boot.autoconfigure.Applications;
import io.tractor.boot.autoconfigure.peer.ClosablePortal;
import io.tractor.boot.autoconfigure.peer.PortalFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static io.tractor.boot.autoconfigure.security.SecuredPeersTests.certificate;
import static io.tractor.boot.autoconfigure.security.SecuredPeersTests.key;
import static io.tractor.boot.autoconfigure.security.SecuredPeersTests.trust;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Web sockets on which both sides show certificates, and a bundle that is renewed while
 * the application runs.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SecuredWebSocketTests {

	private static final String BUNDLE = "spring.ssl.bundle.pem.renewed.";

	private static ConfigurableApplicationContext server;

	private static ConfigurableApplicationContext desk;

	@TempDir
	private static Path files;

	@BeforeAll
	static void start() throws IOException {
		renewFile("client");
		server = Applications.run(Echo.class, Applications.SERVER, "spring.rsocket.server.transport=websocket",
				"spring.rsocket.server.ssl.bundle=server", "spring.rsocket.server.ssl.client-auth=need",
				certificate("server", "server"), key("server", "server"), trust("server", "ca"));
		desk = Applications.run(Desk.class, certificate("client", "client"), key("client", "client"),
				trust("client", "ca"), certificate("stranger", "stranger"), key("stranger", "stranger"),
				trust("stranger", "ca"), trust("nameless", "ca"), BUNDLE + "reload-on-update=true",
				BUNDLE + "keystore.certificate=" + files.resolve("own.pem").toUri(),
				BUNDLE + "keystore.private-key=" + files.resolve("own.pem").toUri(), trust("renewed", "ca"),
				"spring.ssl.bundle.watch.file.quiet-period=100ms", "tractor.peers.echo.uri=" + address(),
				"tractor.peers.echo.ssl.bundle=client");
	}

	private static String address() {
		return "wss://localhost:" + server.getEnvironment().getRequiredProperty("local.rsocket.server.port") + "/";
	}

	@AfterAll
	static void stop() {
		desk.close();
		server.close();
	}

	private static ClosablePortal open(String bundle) {
		return desk.getBean(PortalFactory.class).open("echo", (peer) -> {
			peer.setUri(address());
			peer.getSsl().setBundle(bundle);
		});
	}

	private static String say(Portal echo, String word) {
		return echo.context("echo.say").argument("word", word).returns(String.class).call();
	}

	private static void isNotConnected(String bundle) {
		try (ClosablePortal portal = open(bundle)) {
			assertThatExceptionOfType(TransportClosedException.class).isThrownBy(() -> say(portal, "hello"));
		}
	}

	@Test
	void bothSidesShowCertificates() {
		assertThat(say(Applications.portal(desk, "echo"), "hello")).isEqualTo("hello");
	}

	@Test
	void withoutACertificateThereIsNoConnection() {
		isNotConnected("nameless");
	}

	@Test
	void withACertificateOfAnotherAuthorityThereIsNoConnection() {
		isNotConnected("stranger");
	}

	@Test
	void aRenewedBundleIsThatOfTheConnectionsMadeAfterwards() throws Exception {
		Semaphore renewed = new Semaphore(0);
		desk.getBean(SslBundles.class).addBundleUpdateHandler("renewed", (bundle) -> renewed.release());
		try (ClosablePortal before = open("renewed");
				ContextHandle<Void, String, String, Void> held = before.context("echo.hold")
					.receives(String.class)
					.sends(String.class)
					.started(Void.class)
					.returns(Void.class)
					.open()) {
			MsgStream<String, String> stream = held.openStream();
			renew("stranger", renewed);
			isNotConnected("renewed");
			stream.send("still here");
			assertThat(stream.receive()).isEqualTo("still here");
			assertThat(say(before, "on the same connection")).isEqualTo("on the same connection");
			renew("client", renewed);
			try (ClosablePortal after = open("renewed")) {
				assertThat(say(after, "hello")).isEqualTo("hello");
			}
			stream.close();
		}
	}

	/** Boot watches the file, and renews the bundle when it has been quiet. */
	private static void renew(String name, Semaphore renewed) throws Exception {
		renewed.drainPermits();
		renewFile(name);
		assertThat(renewed.tryAcquire(60, TimeUnit.SECONDS)).as("reloaded").isTrue();
	}

	/** In one step, so that nobody reads half of it. */
	private static void renewFile(String name) throws IOException {
		Path written = Files.createTempFile(files, "new", ".pem");
		for (String kind : new String[] { ".crt", ".key" }) {
			try (InputStream source = SecuredWebSocketTests.class.getResourceAsStream("/tls/" + name + kind)) {
				Files.write(written, source.readAllBytes(), StandardOpenOption.APPEND);
			}
		}
		Files.move(written, files.resolve("own.pem"), StandardCopyOption.ATOMIC_MOVE);
	}

	@Configuration(proxyBeanMethods = false)
	static class Desk {

	}

	static class Echo {

		@Context("echo.say")
		public String say(ChildContext<Void, Void, Void> ctx, String word) {
			ctx.started();
			return word;
		}

		@Context("echo.hold")
		public void hold(ChildContext<Void, String, String> ctx) {
			ctx.started();
			ctx.stream((stream) -> {
				for (String word : stream) {
					stream.send(word);
				}
			});
		}

	}

}
