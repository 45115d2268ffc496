package io.tractor.boot.autoconfigure.peer;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;

import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import io.tractor.rsocket.PromptFlush;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.netty.Connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PeerUri}.
 */
class PeerUriTests {

	@ParameterizedTest
	@CsvSource({ "tcp://files:7000, TCP, files, 7000, /", "TCP://files:7000/, TCP, files, 7000, /",
			"tcp://file_search:7000, TCP, file_search, 7000, /", "tcp://10.0.0.1:7000, TCP, 10.0.0.1, 7000, /",
			"tcp://[::1]:7000, TCP, ::1, 7000, /", "' tcp://files:7000 ', TCP, files, 7000, /",
			"ws://files, WS, files, 80, /", "ws://files:8080/rsocket, WS, files, 8080, /rsocket",
			"ws://files:8080/rsocket?a=b%20c, WS, files, 8080, /rsocket?a=b%20c",
			"wss://files.example.org/rsocket, WSS, files.example.org, 443, /rsocket" })
	void isRead(String text, PeerUri.Scheme scheme, String host, int port, String path) {
		assertThat(PeerUri.parse(text)).isEqualTo(new PeerUri(scheme, host, port, path));
	}

	@ParameterizedTest
	@CsvSource({ "files, no scheme", "files:7000, scheme 'files' is unknown",
			"http://files:7000, scheme 'http' is unknown", "//files:7000, no scheme", "tcp:files:7000, no host",
			"tcp://, not a URI", "tcp://:7000, no host", "tcp://files, no port", "tcp://files:0, from 1 to 65535",
			"tcp://files:65536, from 1 to 65535", "tcp://files:999999, no host", "tcp://files:port, no host",
			"tcp://ann:secret@files:7000, no host", "tcp://files:7000/rsocket, nothing behind host and port",
			"tcp://files:7000?a=b, nothing behind host and port", "ws://files/#a, nothing behind host and port",
			"'tcp://my files:7000', not a URI" })
	void saysWhatIsWrong(String text, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> PeerUri.parse(text))
			.withMessageContaining(reason)
			.withMessageContaining("Write tcp://host:port")
			.satisfies((failure) -> assertThat(failure.getMessage()).doesNotContain("secret"));
	}

	@Test
	void flushesPromptly() throws Exception {
		try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			PeerUri uri = PeerUri
				.parse("tcp://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort());
			Connection connection = uri.tcp(null).connectNow(Duration.ofSeconds(20));
			try {
				assertThat(connection.channel().pipeline().names()).contains("tractor.promptFlush");
			}
			finally {
				connection.disposeNow(Duration.ofSeconds(20));
			}
		}
	}

	@Test
	void flushesPromptlyOverWebSocket() {
		assertThat(PeerUri.parse("ws://files:7000").http().configuration().doOnChannelInit())
			.isInstanceOf(PromptFlush.class);
	}

	@Test
	void makesTheTransportOfItsScheme() {
		assertThat(PeerUri.parse("tcp://files:7000").transport(null)).isInstanceOf(TcpClientTransport.class);
		assertThat(PeerUri.parse("ws://files:7000").transport(null)).isInstanceOf(WebsocketClientTransport.class);
		assertThat(PeerUri.parse("wss://files:7000").transport(null)).isInstanceOf(WebsocketClientTransport.class);
	}

}
