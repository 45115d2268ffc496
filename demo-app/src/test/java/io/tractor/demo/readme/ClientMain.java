package io.tractor.demo.readme;

import java.util.List;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application that asks, as a process: for apples in the file that it is given.
 */
final class ClientMain {

	private ClientMain() {
	}

	public static void main(String[] args) {
		try (ConfigurableApplicationContext context = SpringApplication.run(Example.Client.class, args)) {
			String file = context.getEnvironment().getRequiredProperty("file");
			System.out.println("found " + context.getBean(Desk.class).find("apple", List.of(file)));
		}
	}

}
