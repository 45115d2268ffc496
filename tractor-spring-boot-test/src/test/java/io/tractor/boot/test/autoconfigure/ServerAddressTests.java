package io.tractor.boot.test.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Where an application under test listens.
 */
class ServerAddressTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void ofItsOwnServer() {
		this.environment.withProperty("local.rsocket.server.port", "7");
		assertThat(ServerAddress.of(this.environment)).isEqualTo(new ServerAddress(7, null));
		this.environment.withProperty("spring.rsocket.server.transport", "websocket");
		assertThat(ServerAddress.of(this.environment)).isEqualTo(new ServerAddress(7, "/"));
	}

	@Test
	void ofItsWebServer() {
		this.environment.withProperty("local.server.port", "8")
			.withProperty("spring.rsocket.server.transport", "websocket")
			.withProperty("spring.rsocket.server.mapping-path", "/rsocket");
		assertThat(ServerAddress.of(this.environment)).isEqualTo(new ServerAddress(8, "/rsocket"));
		this.environment.withProperty("server.ssl.enabled", "false");
		assertThat(ServerAddress.of(this.environment)).isEqualTo(new ServerAddress(8, "/rsocket"));
		this.environment.withProperty("server.ssl.enabled", "true");
		assertThatIllegalStateException().isThrownBy(() -> ServerAddress.of(this.environment))
			.withMessageContaining("('server.ssl')");
	}

	@Test
	void ofAServerWithTls() {
		this.environment.withProperty("local.rsocket.server.port", "7")
			.withProperty("spring.rsocket.server.ssl.bundle", "mine");
		assertThatIllegalStateException().isThrownBy(() -> ServerAddress.of(this.environment))
			.withMessage("The server of the application has TLS ('spring.rsocket.server.ssl'), and a @TestPortal trusts"
					+ " nobody: test it with transport = TestTransport.MEMORY, or set"
					+ " spring.rsocket.server.ssl.enabled=false in the test");
	}

	@Test
	void ofNone() {
		this.environment.withProperty("local.server.port", "8");
		assertThatIllegalStateException().isThrownBy(() -> ServerAddress.of(this.environment))
			.withMessageStartingWith("The application has no RSocket server that listens");
	}

}
