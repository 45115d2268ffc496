package io.tractor.demo.page;

import io.tractor.Portal;
import io.tractor.demo.desk.Desk;
import io.tractor.demo.watch.Journal;
import io.tractor.runtime.Actor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * A desk for browsers: a web application, with a portal for each worker of its
 * {@link Crew}, which is a bean too.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(PageProperties.class)
@Import({ SearchController.class, ActorController.class })
public class PageApplication {

	/**
	 * The application by itself, as its ahead-of-time processing starts it; on the
	 * command line it is {@code --role=page}.
	 * @param args properties of Spring's
	 */
	public static void main(String[] args) {
		SpringApplication.run(PageApplication.class, args);
	}

	@Bean
	Desk desk(ObjectProvider<Portal> workers) {
		return new Desk(workers.orderedStream().toList());
	}

	@Bean
	Journal journal() {
		return new Journal();
	}

	@Bean
	Lookout lookout(Actor actor, Journal journal, Crew crew, ObjectProvider<Portal> workers) {
		return new Lookout(actor, journal, crew, workers.orderedStream().toList());
	}

	@Bean
	OwnPagesOnly ownPagesOnly() {
		return new OwnPagesOnly();
	}

}
