package io.tractor.demo.desk;

import io.tractor.Portal;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * A desk: there is a portal for each of its peers.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class DeskApplication {

	/**
	 * The application by itself, as its ahead-of-time processing starts it; on the
	 * command line it is {@code --role=desk}.
	 * @param args properties of Spring's
	 */
	public static void main(String[] args) {
		SpringApplication.run(DeskApplication.class, args);
	}

	@Bean
	Desk desk(ObjectProvider<Portal> workers) {
		return new Desk(workers.orderedStream().toList());
	}

}
