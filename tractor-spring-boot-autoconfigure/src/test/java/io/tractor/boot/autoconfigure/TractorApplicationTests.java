package io.tractor.boot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.tractor.Portal;
import io.tractor.boot.autoconfigure.FileSearch.Match;
import io.tractor.boot.autoconfigure.FileSearch.Plan;
import io.tractor.boot.autoconfigure.FileSearch.Refine;
import io.tractor.boot.autoconfigure.FileSearch.Summary;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two applications, one of which opens contexts to the other.
 */
class TractorApplicationTests {

	@Test
	void opensAContextToAnotherApplication() {
		try (ConfigurableApplicationContext files = run(Files.class, "spring.rsocket.server.port=0");
				ConfigurableApplicationContext desk = run(Desk.class,
						"tractor.peers.files.uri=tcp://localhost:" + port(files))) {
			Portal portal = desk.getBean("files", Portal.class);
			List<Match> matches = new ArrayList<>();
			Summary summary = portal.context(FileSearch::search, "*.java", 3).open((ctx, plan) -> {
				assertThat(plan).isEqualTo(new Plan(3));
				ctx.stream((stream) -> {
					matches.add(stream.receive());
					matches.add(stream.receive());
					matches.add(stream.receive());
					stream.send(new Refine("*.xml"));
				});
				return ctx.waitForResult().get();
			});
			assertThat(summary).isEqualTo(new Summary(3, "*.xml"));
			assertThat(matches).hasSize(3);
		}
	}

	private static String port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.rsocket.server.port");
	}

	private static ConfigurableApplicationContext run(Class<?> application, String... properties) {
		return new SpringApplicationBuilder(application).web(WebApplicationType.NONE)
			.properties("spring.reactor.netty.shutdown-quiet-period=0s")
			.properties(properties)
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(FileSearchEndpoint.class)
	static class Files {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Desk {

	}

}
