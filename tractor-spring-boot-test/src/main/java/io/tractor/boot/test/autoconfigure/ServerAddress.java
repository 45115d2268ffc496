package io.tractor.boot.test.autoconfigure;

import io.rsocket.transport.ClientTransport;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.client.WebsocketClientTransport;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClient;
import reactor.netty.tcp.TcpClient;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Where the application under test listens.
 *
 * @param port its port
 * @param path the path of its web socket, or null if it is TCP
 */
record ServerAddress(int port, @Nullable String path) {

	private static final String SERVER = "spring.rsocket.server.";

	/**
	 * Reads it off a running application.
	 * @param environment that of the application
	 * @return the address
	 * @throws IllegalStateException if there is no server, or none that a test can
	 * connect to
	 */
	static ServerAddress of(Environment environment) {
		Integer own = environment.getProperty("local.rsocket.server.port", Integer.class);
		if (own != null) {
			check(environment, SERVER + "ssl");
			return new ServerAddress(own, isWebSocket(environment) ? "/" : null);
		}
		Integer web = environment.getProperty("local.server.port", Integer.class);
		if (isOnWebServer(environment) && web != null) {
			check(environment, "server.ssl");
			return new ServerAddress(web, environment.getRequiredProperty(SERVER + "mapping-path"));
		}
		throw new IllegalStateException("The application has no RSocket server that listens: its actor needs"
				+ " spring-boot-starter-rsocket, and one on its web server a"
				+ " @SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)");
	}

	private static void check(Environment environment, String ssl) {
		boolean bound = Binder.get(environment).bind(ssl, Bindable.mapOf(String.class, Object.class)).isBound();
		if (bound && environment.getProperty(ssl + ".enabled", Boolean.class, true)) {
			throw new IllegalStateException("The server of the application has TLS ('" + ssl
					+ "'), and a @TestPortal trusts nobody: test it with transport = TestTransport.MEMORY," + " or set "
					+ ssl + ".enabled=false in the test");
		}
	}

	/**
	 * Whether the application shares the port of its web server.
	 */
	static boolean isOnWebServer(Environment environment) {
		return isWebSocket(environment) && environment.containsProperty(SERVER + "mapping-path")
				&& !environment.containsProperty(SERVER + "port");
	}

	private static boolean isWebSocket(Environment environment) {
		return "websocket".equalsIgnoreCase(environment.getProperty(SERVER + "transport"));
	}

	/**
	 * Makes the way there.
	 * @return a transport
	 */
	ClientTransport transport() {
		return (this.path != null) ? WebsocketClientTransport
			.create(HttpClient.newConnection().host("localhost").port(this.port), this.path)
				: TcpClientTransport.create(TcpClient.create().host("localhost").port(this.port));
	}

}
