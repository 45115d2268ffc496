package io.tractor.boot.autoconfigure;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.MsgStream;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.boot.autoconfigure.FileSearch.Match;
import io.tractor.boot.autoconfigure.FileSearch.Plan;
import io.tractor.boot.autoconfigure.FileSearch.Refine;
import io.tractor.boot.autoconfigure.FileSearch.Summary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.rsocket.RSocketRequester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Two applications, one of which opens contexts to the other.
 */
class TractorApplicationTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	@ParameterizedTest
	@ValueSource(strings = { "cbor", "json" })
	void opensAContextByMethodReference(String codec) {
		try (ConfigurableApplicationContext files = Applications.run(Files.class, Applications.SERVER);
				ConfigurableApplicationContext desk = Applications.run(Desk.class, uri(files),
						"tractor.codec=" + codec)) {
			search(Applications.portal(desk, "files"));
		}
	}

	static void search(Portal portal) {
		List<Match> matches = new ArrayList<>();
		Summary summary = portal.context(FileSearch::search, "java", 3).open((ctx, plan) -> {
			assertThat(plan).isEqualTo(new Plan(3));
			ctx.stream((stream) -> {
				for (int i = 0; i < plan.files(); i++) {
					matches.add(stream.receive());
				}
				stream.send(new Refine("xml"));
			});
			return ctx.waitForResult().get();
		});
		assertThat(summary).isEqualTo(new Summary(3, "xml"));
		assertThat(matches).containsExactly(new Match("java0"), new Match("java1"), new Match("java2"));
	}

	@Test
	void opensAContextByName() {
		try (ConfigurableApplicationContext files = Applications.run(Files.class, Applications.SERVER);
				ConfigurableApplicationContext desk = Applications.run(Desk.class, uri(files))) {
			Summary summary = Applications.portal(desk, "files")
				.context("files.search")
				.argument("pattern", "java")
				.argument("files", 0)
				.started(Plan.class)
				.returns(Summary.class)
				.open((ctx, plan) -> {
					ctx.stream((stream) -> {
					});
					return ctx.waitForResult().get();
				});
			assertThat(summary).isEqualTo(new Summary(0, "java"));
		}
	}

	@Test
	void anApplicationMayBeItsOwnPeer() {
		try (ConfigurableApplicationContext app = Applications.run(Files.class, Applications.SERVER,
				Applications.SELF)) {
			search(Applications.portal(app, "self"));
		}
	}

	@Test
	void aServletApplicationServesAndOpensContexts() {
		try (ConfigurableApplicationContext app = Applications.run(WebApplicationType.SERVLET, Files.class,
				"server.port=0", Applications.SERVER, Applications.SELF)) {
			assertThat(app).isInstanceOf(ServletWebServerApplicationContext.class);
			assertThat(app.getEnvironment().getProperty("local.server.port", Integer.class)).isPositive();
			search(Applications.portal(app, "self"));
		}
	}

	@Test
	void anEndpointMayReturnAMonoAndBeOpenedWithoutAThread() {
		try (ConfigurableApplicationContext app = Applications.run(Counts.class, Applications.SERVER,
				Applications.SELF)) {
			Portal self = Applications.portal(app, "self");
			assertThat(self.context(Counter::count, 3)
				.openFlux((ctx, first) -> ctx.streamReactive(MsgStream::asFlux))
				.collectList()
				.block(Duration.ofSeconds(60))).containsExactly(0, 1, 2);
			assertThat(self.context(Counter::count, 2).call()).isEqualTo("counted 2");
		}
	}

	@Test
	void anUnknownEndpointIsRefusedByName() {
		try (ConfigurableApplicationContext app = Applications.run(Files.class, Applications.SERVER,
				Applications.SELF)) {
			assertThatExceptionOfType(RemoteActorException.class)
				.isThrownBy(() -> Applications.portal(app, "self").context("files.serach").open((ctx, first) -> {
				}))
				.withMessageContaining("files.serach");
		}
	}

	@Test
	void garbageOnThePortHarmsNobody() throws IOException {
		try (ConfigurableApplicationContext app = Applications.run(Files.class, Applications.SERVER,
				Applications.SELF)) {
			byte[] garbage = new byte[10_000];
			Random random = new Random(42);
			for (int i = 0; i < 20; i++) {
				random.nextBytes(garbage);
				try (Socket socket = new Socket(InetAddress.getLoopbackAddress(),
						Integer.parseInt(Applications.port(app))); OutputStream out = socket.getOutputStream()) {
					out.write(garbage);
				}
				catch (IOException ex) {
					// The server may close the connection while it is being written to.
				}
			}
			search(Applications.portal(app, "self"));
		}
	}

	@Test
	void garbageOnARouteHarmsNobody() {
		try (ConfigurableApplicationContext app = Applications.run(Files.class, Applications.SERVER,
				Applications.SELF)) {
			RSocketRequester requester = app.getBean(RSocketRequester.Builder.class)
				.tcp("localhost", Integer.parseInt(Applications.port(app)));
			try {
				for (String garbage : List.of("x", "\u0001\u0000", "a long text that is no envelope at all")) {
					assertThat(requester.route("tractor.context.files.search")
						.data(Flux.just(garbage), String.class)
						.retrieveFlux(byte[].class)
						.onErrorComplete()
						.collectList()
						.block(TIMEOUT)).isNotNull();
				}
			}
			finally {
				requester.dispose();
			}
			search(Applications.portal(app, "self"));
		}
	}

	private static String uri(ConfigurableApplicationContext files) {
		return "tractor.peers.files.uri=tcp://localhost:" + Applications.port(files);
	}

	@Configuration(proxyBeanMethods = false)
	@Import(FileSearchEndpoint.class)
	static class Files {

	}

	@Configuration(proxyBeanMethods = false)
	static class Desk {

	}

	@Configuration(proxyBeanMethods = false)
	static class Counts {

		@Bean
		Counter counter() {
			return new Counter();
		}

	}

	static class Counter {

		@Context
		public Mono<String> count(ChildContext<Void, Void, Integer> ctx, int to) {
			ctx.started();
			return ctx.streamReactive((stream) -> stream.sendAll(Flux.range(0, to))).then(Mono.just("counted " + to));
		}

	}

}
