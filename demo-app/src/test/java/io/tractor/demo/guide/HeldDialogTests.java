package io.tractor.demo.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.tractor.ChildContext;
import io.tractor.runtime.Actor;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bean that the page on long-lived dialogs shows is what is compiled here, and it
 * works.
 */
class HeldDialogTests {

	private static final String SOURCE = "src/test/java/io/tractor/demo/guide/Rates.java";

	@Test
	void thePageShowsTheBean() throws IOException {
		String source = Files.readString(Path.of(SOURCE)).replace("\t", "    ");
		int begin = source.indexOf("// tag::example[]\n") + "// tag::example[]\n".length();
		String example = source.substring(begin, source.indexOf("// end::example[]"));
		assertThat(Path.of("../docs/long-lived-dialogs.md")).content().contains("```java\n" + example + "```\n");
	}

	@Test
	void theBeanHoldsItsDialogAndReopensIt() throws Exception {
		ConfigurableApplicationContext market = run(MarketApp.class, "--spring.rsocket.server.port=0");
		String port = market.getEnvironment().getProperty("local.rsocket.server.port");
		try (ConfigurableApplicationContext desk = run(DeskApp.class,
				"--tractor.peers.market.uri=tcp://localhost:" + port)) {
			Rates rates = desk.getBean(Rates.class);
			assertThat(rates.of("EUR/USD")).isEqualTo(7);
			String dialog = live(market);
			assertThat(rates.of("USD/CHF")).isEqualTo(7);
			assertThat(live(market)).as("the same dialog").isEqualTo(dialog);
			market.close();
			market = run(MarketApp.class, "--spring.rsocket.server.port=" + port);
			assertThat(rates.of("EUR/USD")).isEqualTo(7);
			Actor serving = market.getBean(Actor.class);
			desk.close();
			assertThat(serving.awaitIdle(Duration.ofSeconds(20))).isTrue();
		}
		finally {
			market.close();
		}
	}

	private static String live(ConfigurableApplicationContext app) {
		return app.getBean(Actor.class).contexts().get(0).id();
	}

	private static ConfigurableApplicationContext run(Class<?> app, String... arguments) {
		return new SpringApplicationBuilder(app)
			.properties("server.shutdown=immediate", "spring.reactor.netty.shutdown-quiet-period=0s")
			.registerShutdownHook(false)
			.run(arguments);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(MarketEndpoint.class)
	static class MarketApp {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Rates.class)
	static class DeskApp {

	}

	@Component
	static class MarketEndpoint implements Market {

		@Override
		public void rates(ChildContext<Void, String, Double> ctx) {
			ctx.started();
			ctx.stream((stream) -> {
				for (String pair : stream) {
					stream.send((double) pair.length());
				}
			});
		}

	}

}
