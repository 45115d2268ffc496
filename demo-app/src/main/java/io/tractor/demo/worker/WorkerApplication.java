package io.tractor.demo.worker;

import io.tractor.demo.watch.ActorWatchEndpoint;
import io.tractor.demo.watch.Journal;
import io.tractor.runtime.Actor;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * A worker: a bean with a {@code @Context} method, served by Boot's RSocket server.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(WorkerProperties.class)
public class WorkerApplication {

	/**
	 * The application by itself, as its ahead-of-time processing starts it; on the
	 * command line it is {@code --role=worker}.
	 * @param args properties of Spring's
	 */
	public static void main(String[] args) {
		SpringApplication.run(WorkerApplication.class, args);
	}

	@Bean
	SearchEndpoint searchEndpoint(WorkerProperties properties) {
		return new SearchEndpoint(properties.share(), Pace.withPause(properties.pause()));
	}

	/** No condition: ahead of time, those are decided before it is known. */
	@Bean
	ApplicationRunner lifeline(WorkerProperties properties) {
		return (arguments) -> {
			if (properties.lifeline()) {
				Lifeline.hold(System.in);
			}
		};
	}

	@Bean
	Journal journal() {
		return new Journal();
	}

	@Bean
	ActorWatchEndpoint actorWatchEndpoint(Actor actor, Journal journal) {
		return new ActorWatchEndpoint(actor, journal);
	}

}
