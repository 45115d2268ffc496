package io.tractor.boot.autoconfigure;

import java.time.Duration;

import io.tractor.boot.autoconfigure.TractorServerTests.Greetings;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.boot.rsocket.server.RSocketServerCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.rsocket.RSocketRequester;
import org.springframework.stereotype.Controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Payloads that arrive in fragments, at a server with contexts and a controller.
 */
class PayloadBoundTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	/** More than one frame has room for. */
	private static final int LARGE = 17 * 1024 * 1024;

	@Test
	void aPayloadOfFragmentsIsBoundedAndTheConnectionLives() {
		try (ConfigurableApplicationContext app = Applications.run(Sizes.class, Applications.SERVER)) {
			RSocketRequester requester = requester(app);
			try {
				assertThat(size(requester, LARGE)).isEqualTo(LARGE);
				String tooLarge = "Failed to reassemble payload. Cause: Reassembled payload size went out of allowed "
						+ TractorServerAutoConfiguration.MAX_PAYLOAD + " bytes";
				assertThatException().isThrownBy(() -> size(requester, TractorServerAutoConfiguration.MAX_PAYLOAD + 1))
					.withMessageContaining(tooLarge);
				assertThatException()
					.isThrownBy(() -> requester.route("tractor.context.names")
						.data(Flux.just(new byte[TractorServerAutoConfiguration.MAX_PAYLOAD + 1]), byte[].class)
						.retrieveFlux(byte[].class)
						.blockLast(TIMEOUT))
					.withMessageContaining(tooLarge);
				assertThat(size(requester, 1)).isOne();
			}
			finally {
				requester.dispose();
			}
		}
	}

	@Test
	void anApplicationHasABoundOfItsOwn() {
		try (ConfigurableApplicationContext app = Applications.run(Bounded.class, Applications.SERVER)) {
			RSocketRequester requester = requester(app);
			try {
				assertThatException().isThrownBy(() -> size(requester, LARGE))
					.withMessageContaining("out of allowed 16777215 bytes");
			}
			finally {
				requester.dispose();
			}
		}
	}

	private static RSocketRequester requester(ConfigurableApplicationContext app) {
		return app.getBean(RSocketRequester.Builder.class)
			.rsocketConnector((connector) -> connector.fragment(8 * 1024 * 1024))
			.tcp("localhost", Integer.parseInt(Applications.port(app)));
	}

	private static Integer size(RSocketRequester requester, int size) {
		return requester.route("size").data(new byte[size]).retrieveMono(Integer.class).block(TIMEOUT);
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Greetings.class, SizeController.class })
	static class Sizes {

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Sizes.class)
	static class Bounded {

		@Bean
		RSocketServerCustomizer bound() {
			return (server) -> server.maxInboundPayloadSize(16_777_215);
		}

	}

	@Controller
	static class SizeController {

		@MessageMapping("size")
		int size(byte[] data) {
			return data.length;
		}

	}

}
