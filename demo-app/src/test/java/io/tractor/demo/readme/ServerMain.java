package io.tractor.demo.readme;

import java.io.IOException;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application that serves, as a process: until its input ends.
 */
final class ServerMain {

	private ServerMain() {
	}

	public static void main(String[] args) throws IOException {
		try (ConfigurableApplicationContext context = SpringApplication.run(Example.Server.class, args)) {
			System.out.println("port " + context.getEnvironment().getProperty("local.rsocket.server.port"));
			while (System.in.read() >= 0) {
				// Nobody says anything.
			}
		}
	}

}
