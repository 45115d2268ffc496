package io.tractor.demo.worker;

import io.tractor.demo.watch.ActorWatchEndpoint;
import io.tractor.demo.watch.Journal;
import io.tractor.runtime.Actor;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * A worker: a bean with a {@code @Context} method, served by Boot's RSocket server.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(WorkerProperties.class)
public class WorkerApplication {

	@Bean
	SearchEndpoint searchEndpoint(WorkerProperties properties) {
		return new SearchEndpoint(properties.share(), Pace.withPause(properties.pause()));
	}

	@Bean
	@ConditionalOnBooleanProperty("demo.worker.lifeline")
	Lifeline lifeline() {
		return new Lifeline(System.in);
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
