package io.tractor.boot.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextCancelledException;
import io.tractor.ContextRefusedException;
import io.tractor.Portal;
import io.tractor.StreamSender;
import io.tractor.TransportClosedException;
import io.tractor.boot.autoconfigure.actuate.TractorEndpoint;
import io.tractor.boot.autoconfigure.actuate.TractorEndpoint.ContextDescriptor;
import io.tractor.boot.autoconfigure.actuate.TractorEndpoint.ContextDetails;
import io.tractor.runtime.Actor;
import io.tractor.scope.CancelScope;
import io.tractor.scope.Nursery;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * What an operator sees of three applications in a row, and of one alone.
 */
class OperationsTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private static final String[] OPERATED = { "management.endpoints.web.exposure.include=*",
			"management.tracing.sampling.probability=1.0", "spring.main.lazy-initialization=false" };

	@Test
	void aChainIsOneTreeAndOneTraceAndCancelledByItsOperator() {
		try (ConfigurableApplicationContext stock = run(Stock.class, "stock", Applications.SERVER);
				ConfigurableApplicationContext shop = run(Shop.class, "shop", Applications.SERVER,
						"tractor.peers.stock.uri=tcp://localhost:" + Applications.port(stock));
				ConfigurableApplicationContext desk = run(Desk.class, "desk",
						"tractor.peers.shop.uri=tcp://localhost:" + Applications.port(shop))) {
			assertThatExceptionOfType(ContextCancelledException.class)
				.isThrownBy(() -> Applications.portal(desk, "shop")
					.context("chain.shop")
					.started(String.class)
					.open((ctx, traceId) -> {
						aTree(desk, shop, stock);
						metersWhileLive(desk, shop);
						theStackOfOne(stock);
						assertThat(traceId).hasSize(32);
						String leaf = operator(stock).actor().contexts().get(0).id();
						assertThat(operator(stock).cancel("nobody").cancelled()).isFalse();
						assertThat(operator(stock).cancel(leaf).cancelled()).isTrue();
						ctx.waitForResult();
					}))
				.satisfies((cancelled) -> assertThat(cancelled.canceller()).isEqualTo(stock.getBean(Actor.class).id()));
			oneTrace(desk, shop, stock);
			meters(desk, shop, stock);
		}
	}

	private static void aTree(ConfigurableApplicationContext desk, ConfigurableApplicationContext shop,
			ConfigurableApplicationContext stock) {
		ContextDescriptor opened = only(operator(desk).actor().contexts());
		assertThat(opened.side()).isEqualTo("parent");
		assertThat(opened.peer()).isEqualTo(shop.getBean(Actor.class).id().toString());
		assertThat(opened.state()).isEqualTo("open");
		ContextDescriptor served = only(operator(shop).actor().contexts());
		assertThat(served.id()).isEqualTo(opened.id());
		assertThat(served.side()).isEqualTo("child");
		assertThat(served.endpoint()).isEqualTo("chain.shop");
		ContextDescriptor further = only(served.contexts());
		assertThat(further.parent()).isEqualTo(served.id());
		assertThat(further.endpoint()).isEqualTo("chain.stock");
		assertThat(further.stream().received()).isEqualTo(2);
		ContextDescriptor leaf = only(operator(stock).actor().contexts());
		assertThat(leaf.id()).isEqualTo(further.id());
		assertThat(leaf.stream().sent()).isEqualTo(2);
		assertThat(operator(stock).actor().statistics().served().live()).isEqualTo(1);
	}

	private static void theStackOfOne(ConfigurableApplicationContext stock) {
		assertThat(operator(stock).context("nobody")).isNull();
		ContextDetails details = operator(stock).context(operator(stock).actor().contexts().get(0).id());
		assertThat(details).isNotNull();
		assertThat(details.sides()).hasSize(1);
		assertThat(details.threads().values())
			.anySatisfy((stack) -> assertThat(stack).anyMatch((frame) -> frame.contains("StockEndpoint.stock")));
	}

	private static void metersWhileLive(ConfigurableApplicationContext desk, ConfigurableApplicationContext shop) {
		assertThat(live(desk, "parent")).isEqualTo(1);
		assertThat(live(desk, "child")).isZero();
		assertThat(live(shop, "parent")).isEqualTo(1);
		assertThat(live(shop, "child")).isEqualTo(1);
		assertThat(begun(desk, "parent")).isEqualTo(1);
		assertThat(begun(desk, "child")).isZero();
		assertThat(begun(shop, "parent")).isEqualTo(1);
		assertThat(begun(shop, "child")).isEqualTo(1);
		assertThat(values(shop, "received")).as("of a context that is live").isEqualTo(2);
		assertThat(desk.getBean(MeterRegistry.class)
			.get("tractor.contexts.active")
			.tags("endpoint", "chain.shop", "side", "parent", "outcome", "none")
			.longTaskTimer()
			.activeTasks()).isEqualTo(1);
	}

	private static void oneTrace(ConfigurableApplicationContext... apps) {
		List<MutableSpan> spans = Stream.of(apps)
			.flatMap((app) -> app.getBean(Spans.class).next((app.getBeansOfType(Shop.class).isEmpty()) ? 1 : 2))
			.toList();
		assertThat(spans).extracting(MutableSpan::traceId).containsOnly(spans.get(0).traceId());
		MutableSpan openShop = named(spans, "open chain.shop");
		MutableSpan serveShop = named(spans, "serve chain.shop");
		MutableSpan openStock = named(spans, "open chain.stock");
		MutableSpan serveStock = named(spans, "serve chain.stock");
		assertThat(serveShop.parentId()).isEqualTo(openShop.id());
		assertThat(openStock.parentId()).isEqualTo(serveShop.id());
		assertThat(serveStock.parentId()).isEqualTo(openStock.id());
		assertThat(serveStock.tags()).contains(entry("outcome", "cancelled"), entry("side", "child"));
		assertThat(StockEndpoint.traceIds.poll()).as("in the endpoint's log").isEqualTo(serveStock.traceId());
		assertThat(StockEndpoint.traceIds.poll()).as("in the log of its nursery").isEqualTo(serveStock.traceId());
	}

	private static MutableSpan named(List<MutableSpan> spans, String name) {
		return only(spans.stream().filter((span) -> name.equals(span.name())).toList());
	}

	private static void meters(ConfigurableApplicationContext desk, ConfigurableApplicationContext shop,
			ConfigurableApplicationContext stock) {
		assertThat(ended(desk, "chain.shop", "parent", "cancelled")).isEqualTo(1);
		assertThat(ended(shop, "chain.shop", "child", "cancelled")).isEqualTo(1);
		assertThat(ended(shop, "chain.stock", "parent", "cancelled")).isEqualTo(1);
		assertThat(ended(stock, "chain.stock", "child", "cancelled")).isEqualTo(1);
		assertThat(live(desk, "parent") + live(shop, "child") + live(shop, "parent") + live(stock, "child")).isZero();
		assertThat(values(shop, "received")).isEqualTo(2);
		assertThat(values(stock, "sent")).isEqualTo(2);
		assertThat(begun(stock, "child")).as("also when it has ended").isEqualTo(1);
		assertThat(desk.getBean(MeterRegistry.class)
			.get("tractor.contexts")
			.tag("endpoint", "chain.shop")
			.timer()
			.totalTime(TimeUnit.NANOSECONDS)).isPositive();
	}

	@Test
	void aOneWayStreamIsObservedAndCountedAsAContext() {
		try (ConfigurableApplicationContext stock = run(Ticker.class, "stock", Applications.SERVER);
				ConfigurableApplicationContext desk = run(Desk.class, "desk",
						"tractor.peers.stock.uri=tcp://localhost:" + Applications.port(stock))) {
			Applications.portal(desk, "stock").openStreamFrom("chain.ticks").receives(Integer.class).open((ticks) -> {
				assertThat(ticks.receive()).isEqualTo(1);
				ContextDescriptor served = only(operator(stock).actor().contexts());
				assertThat(served.endpoint()).isEqualTo("chain.ticks");
				assertThat(served.id()).isEqualTo(only(operator(desk).actor().contexts()).id());
				assertThat(live(stock, "child")).isEqualTo(1);
			});
			MutableSpan opened = desk.getBean(Spans.class).next(1).findFirst().orElseThrow();
			MutableSpan served = stock.getBean(Spans.class).next(1).findFirst().orElseThrow();
			assertThat(opened.name()).isEqualTo("open chain.ticks");
			assertThat(served.name()).isEqualTo("serve chain.ticks");
			assertThat(served.traceId()).isEqualTo(opened.traceId());
			assertThat(served.parentId()).isEqualTo(opened.id());
			assertThat(ended(desk, "chain.ticks", "parent", "cancelled")).isEqualTo(1);
			assertThat(ended(stock, "chain.ticks", "child", "cancelled")).isEqualTo(1);
			assertThat(values(desk, "received")).isEqualTo(1);
			assertThat(values(stock, "sent")).isEqualTo(1);
		}
	}

	@Test
	void theTreeTellsWhoCancelled() {
		try (ConfigurableApplicationContext app = run(Lingering.class, "stock", Applications.SERVER,
				Applications.SELF)) {
			Applications.portal(app, "self").context("lingering").open((ctx, first) -> {
				assertThat(operator(app).actor().contexts()).extracting(ContextDescriptor::canceller)
					.containsOnlyNulls();
				ctx.cancel(Duration.ZERO);
				String self = app.getBean(Actor.class).id().toString();
				Awaitility.await()
					.atMost(TIMEOUT)
					.untilAsserted(() -> assertThat(operator(app).actor().contexts()).hasSize(2)
						.extracting(ContextDescriptor::canceller)
						.containsOnly(self));
				app.getBean(Lingering.class).seen.countDown();
			});
		}
	}

	@Test
	void whatAPeerMakesUpIsNoTag() {
		try (ConfigurableApplicationContext app = run(Stock.class, "stock", Applications.SERVER, Applications.SELF)) {
			assertThatExceptionOfType(ContextRefusedException.class)
				.isThrownBy(() -> Applications.portal(app, "self").context("made.up").call());
			Awaitility.await()
				.atMost(TIMEOUT)
				.untilAsserted(() -> assertThat(ended(app, "unknown", "child", "refused")).isEqualTo(1));
			assertThat(ended(app, "made.up", "child", "refused")).isZero();
		}
	}

	@Test
	void aConnectionThatIsMadeAnewIsCounted() {
		try (ConfigurableApplicationContext shop = run(Greeter.class, "shop", Applications.SERVER)) {
			String port = Applications.port(shop);
			try (ConfigurableApplicationContext desk = run(Desk.class, "desk",
					"tractor.peers.shop.uri=tcp://localhost:" + port)) {
				assertThat(greeted(desk)).isTrue();
				assertThat(greeted(desk)).isTrue();
				assertThat(reconnects(desk)).isZero();
				shop.close();
				Awaitility.await()
					.atMost(TIMEOUT)
					.untilAsserted(() -> assertThat(health(desk).getDetails()).containsEntry("connection", "idle"));
				assertThat(health(desk).getStatus()).isEqualTo(Status.UP);
				assertThat(greeted(desk)).isFalse();
				assertThat(health(desk).getStatus()).isEqualTo(Status.DOWN);
				assertThat(reconnects(desk)).isZero();
				try (ConfigurableApplicationContext again = run(Greeter.class, "shop",
						"spring.rsocket.server.port=" + port)) {
					assertThat(again.isRunning()).isTrue();
					assertThat(greeted(desk)).isTrue();
					assertThat(health(desk).getDetails()).containsEntry("connection", "connected");
					assertThat(reconnects(desk)).isEqualTo(1);
				}
			}
		}
	}

	@Test
	void aPeerThatCannotBeReachedIsDown() throws Exception {
		try (ConfigurableApplicationContext app = Applications.run(WebApplicationType.REACTIVE, Stock.class,
				"server.port=0", "spring.rsocket.server.port=0",
				"management.endpoints.web.exposure.include=tractor,health",
				"management.endpoint.health.show-details=always",
				"spring.autoconfigure.exclude=" + Applications.ALL_OF_SECURITY,
				"tractor.peers.nobody.uri=tcp://localhost:1", Applications.SELF)) {
			assertThat(get(app, "health/tractor/nobody").body()).contains("\"UP\"").contains("idle");
			assertThatExceptionOfType(TransportClosedException.class)
				.isThrownBy(() -> Applications.portal(app, "nobody").context("any").call());
			HttpResponse<String> down = get(app, "health/tractor/nobody");
			assertThat(down.statusCode()).isEqualTo(503);
			assertThat(down.body()).contains("\"DOWN\"").contains("failed").contains("Connection refused");
			assertThat(get(app, "health/tractor/self").body()).contains("\"UP\"").contains("idle");
			overHttp(app);
			assertThat(get(app, "health/tractor/self").body()).contains("\"UP\"").contains("connected");
		}
	}

	private static void overHttp(ConfigurableApplicationContext app) {
		assertThatExceptionOfType(ContextCancelledException.class).isThrownBy(() -> Applications.portal(app, "self")
			.context("chain.stock")
			.receives(Integer.class)
			.open((ctx, first) -> {
				HttpResponse<String> all = get(app, "tractor");
				assertThat(all.statusCode()).isEqualTo(200);
				assertThat(all.body()).contains("\"side\":\"parent\"").contains("\"side\":\"child\"");
				HttpResponse<String> one = get(app, "tractor/" + ctx.id());
				assertThat(one.body()).contains("StockEndpoint.stock");
				assertThat(get(app, "tractor/nobody").statusCode()).isEqualTo(404);
				HttpResponse<String> cancelled = cancel(app, ctx.id());
				assertThat(cancelled.body()).isEqualTo("{\"cancelled\":true}");
				ctx.waitForResult();
			}));
	}

	@Test
	void anEndpointThatIsForReadingCancelsNothing() throws Exception {
		try (ConfigurableApplicationContext app = Applications.run(WebApplicationType.REACTIVE, Stock.class,
				"server.port=0", "spring.rsocket.server.port=0", "management.endpoints.web.exposure.include=tractor",
				"management.endpoint.tractor.access=read-only", "management.observations.enable.tractor=false",
				"spring.autoconfigure.exclude=" + Applications.ALL_OF_SECURITY, Applications.SELF)) {
			Applications.portal(app, "self").context("chain.stock").open((ctx, first) -> {
				assertThat(get(app, "tractor/" + ctx.id()).statusCode()).isEqualTo(200);
				assertThat(cancel(app, ctx.id()).statusCode()).isEqualTo(405);
				assertThat(app.getBean(Actor.class).contexts()).noneMatch((context) -> context.cancelled());
				ctx.cancel(TIMEOUT);
			});
			assertThat(app.getBean(MeterRegistry.class).find("tractor.contexts").timers()).as("not observed").isEmpty();
		}
	}

	private static HttpResponse<String> cancel(ConfigurableApplicationContext app, String id)
			throws IOException, InterruptedException {
		return send(app,
				HttpRequest.newBuilder(uri(app, "tractor/" + id))
					.header("Content-Type", "application/json")
					.POST(HttpRequest.BodyPublishers.ofString("{}")));
	}

	@Test
	void theEndpointIsNotExposedUnlessAskedFor() throws Exception {
		try (ConfigurableApplicationContext app = Applications.run(WebApplicationType.REACTIVE, Stock.class,
				"server.port=0", "spring.rsocket.server.port=0",
				"spring.autoconfigure.exclude=" + Applications.ALL_OF_SECURITY)) {
			assertThat(app.getBeansOfType(TractorEndpoint.class)).isEmpty();
			assertThat(get(app, "tractor").statusCode()).isEqualTo(404);
		}
	}

	private static HttpResponse<String> get(ConfigurableApplicationContext app, String path)
			throws IOException, InterruptedException {
		return send(app, HttpRequest.newBuilder(uri(app, path)));
	}

	private static URI uri(ConfigurableApplicationContext app, String path) {
		return URI.create("http://localhost:" + app.getEnvironment().getRequiredProperty("local.server.port")
				+ "/actuator/" + path);
	}

	private static HttpResponse<String> send(ConfigurableApplicationContext app, HttpRequest.Builder request)
			throws IOException, InterruptedException {
		return HttpClient.newHttpClient().send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
	}

	private static ConfigurableApplicationContext run(Class<?> application, String name, String... properties) {
		return Applications.run(application,
				Stream.of(OPERATED, properties, new String[] { "tractor.name=" + name })
					.flatMap(Stream::of)
					.toArray(String[]::new));
	}

	private static TractorEndpoint operator(ConfigurableApplicationContext app) {
		return app.getBean(TractorEndpoint.class);
	}

	private static <T> T only(List<T> list) {
		assertThat(list).hasSize(1);
		return list.get(0);
	}

	private static double live(ConfigurableApplicationContext app, String side) {
		return app.getBean(MeterRegistry.class).get("tractor.contexts.live").tag("side", side).gauge().value();
	}

	private static double begun(ConfigurableApplicationContext app, String side) {
		return app.getBean(MeterRegistry.class)
			.get("tractor.contexts.begun")
			.tag("side", side)
			.functionCounter()
			.count();
	}

	private static double values(ConfigurableApplicationContext app, String direction) {
		return app.getBean(MeterRegistry.class)
			.get("tractor.stream.values")
			.tag("direction", direction)
			.functionCounter()
			.count();
	}

	private static long ended(ConfigurableApplicationContext app, String endpoint, String side, String outcome) {
		return app.getBean(MeterRegistry.class)
			.find("tractor.contexts")
			.tags("endpoint", endpoint, "side", side, "outcome", outcome)
			.timers()
			.stream()
			.mapToLong((timer) -> timer.count())
			.sum();
	}

	private static boolean greeted(ConfigurableApplicationContext desk) {
		try {
			return "hello".equals(Applications.portal(desk, "shop")
				.context("greet")
				.started(Void.class)
				.returns(String.class)
				.call());
		}
		catch (TransportClosedException ex) {
			return false;
		}
	}

	private static Health health(ConfigurableApplicationContext app) {
		CompositeHealthContributor peers = app.getBean("tractorHealthContributor", CompositeHealthContributor.class);
		return ((HealthIndicator) peers.getContributor("shop")).health();
	}

	private static double reconnects(ConfigurableApplicationContext app) {
		return app.getBean(MeterRegistry.class).get("tractor.reconnects").tag("peer", "shop").functionCounter().count();
	}

	@Configuration(proxyBeanMethods = false)
	@Import(Spans.class)
	static class Ticker {

		@io.tractor.Stream("chain.ticks")
		void ticks(StreamSender<Integer> ticks) throws InterruptedException {
			ticks.send(1);
			new CountDownLatch(1).await();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Lingering {

		final CountDownLatch seen = new CountDownLatch(1);

		@Context("lingering")
		void linger(ChildContext<Void, Void, Void> ctx) throws InterruptedException {
			ctx.started(null);
			try {
				new CountDownLatch(1).await();
			}
			finally {
				CancelScope.<InterruptedException>shielded(() -> this.seen.await());
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Greeter {

		@Context("greet")
		String greet(ChildContext<Void, Void, Void> ctx) {
			ctx.started(null);
			return "hello";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Spans.class)
	static class Desk {

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Spans.class, ShopEndpoint.class })
	static class Shop {

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Spans.class)
	static class Stock {

		@Bean
		StockEndpoint stockEndpoint() {
			StockEndpoint.traceIds.clear();
			return new StockEndpoint();
		}

	}

	static class ShopEndpoint {

		private final Portal stock;

		ShopEndpoint(Portal stock) {
			this.stock = stock;
		}

		@Context("chain.shop")
		void shop(ChildContext<String, Void, Void> ctx) {
			this.stock.context("chain.stock").started(String.class).receives(Integer.class).open((further, traceId) -> {
				further.stream((stream) -> {
					stream.receive();
					stream.receive();
					ctx.started(traceId);
					stream.receive();
				});
			});
		}

	}

	static class StockEndpoint {

		static final BlockingQueue<String> traceIds = new LinkedBlockingQueue<>();

		@Context("chain.stock")
		void stock(ChildContext<String, Void, Integer> ctx) throws InterruptedException {
			String traceId = String.valueOf(MDC.get("traceId"));
			traceIds.add(traceId);
			Nursery.run((nursery) -> {
				nursery.start(() -> traceIds.add(String.valueOf(MDC.get("traceId"))));
			});
			ctx.started(traceId);
			ctx.stream((stream) -> {
				stream.send(1);
				stream.send(2);
				new CountDownLatch(1).await();
			});
		}

	}

	/** The spans of an application, in the order of their ends. */
	static class Spans extends SpanHandler {

		private final BlockingQueue<MutableSpan> ended = new LinkedBlockingQueue<>();

		@Override
		public boolean end(TraceContext context, MutableSpan span, Cause cause) {
			if (cause == Cause.FINISHED && String.valueOf(span.name()).contains("chain.")) {
				this.ended.add(span);
			}
			return true;
		}

		Stream<MutableSpan> next(int count) {
			return Stream.generate(() -> {
				try {
					MutableSpan span = this.ended.poll(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
					assertThat(span).as("a span that has ended").isNotNull();
					return span;
				}
				catch (InterruptedException ex) {
					throw new AssertionError(ex);
				}
			}).limit(count);
		}

	}

}
