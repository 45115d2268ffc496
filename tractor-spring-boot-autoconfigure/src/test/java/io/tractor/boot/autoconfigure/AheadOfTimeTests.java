package io.tractor.boot.autoconfigure;

import java.util.Map;
import java.util.function.Consumer;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.Portal;
import io.tractor.boot.autoconfigure.FileSearch.Summary;
import io.tractor.boot.autoconfigure.peer.Portals;
import io.tractor.runtime.Actor;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.rsocket.context.RSocketPortInfoApplicationContextInitializer;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Applications whose beans are registered by code that was generated ahead of time.
 */
@CompileWithForkedClassLoader
class AheadOfTimeTests {

	private static final String SERVER = "spring.rsocket.server.port";

	private static final String SELF = "tcp://localhost:${local.rsocket.server.port}";

	private static void properties(ConfigurableEnvironment environment, Map<String, Object> properties) {
		environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
		environment.getPropertySources()
			.addLast(new MapPropertySource("defaults",
					Map.of("spring.autoconfigure.exclude", Applications.ALL_OF_SECURITY, "server.shutdown", "immediate",
							"spring.reactor.netty.shutdown-quiet-period", "0s")));
	}

	/** Generates the code. */
	private static TestGenerationContext build(Class<?> application, Map<String, Object> properties) {
		TestGenerationContext generated = new TestGenerationContext(
				ClassName.get(application.getPackageName(), "Application"));
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			properties(context.getEnvironment(), properties);
			context.register(application);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generated);
			generated.writeGeneratedContent();
		}
		return generated;
	}

	/** Compiles the code, and runs an application with it. */
	@SuppressWarnings("unchecked")
	private static void run(TestGenerationContext generated, Map<String, Object> properties,
			Consumer<GenericApplicationContext> test) {
		TestCompiler.forSystem().with(generated).compile((compiled) -> {
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				properties(context.getEnvironment(), properties);
				new RSocketPortInfoApplicationContextInitializer().initialize(context);
				compiled.getInstance(ApplicationContextInitializer.class).initialize(context);
				context.refresh();
				context.start();
				test.accept(context);
			}
		});
	}

	@Test
	void servesAndOpensContexts() throws Exception {
		TestGenerationContext generated = build(App.class, Map.of(SERVER, 0));
		assertHints(generated.getRuntimeHints());
		run(generated, Map.of(SERVER, 0, "tractor.peers.self.uri", SELF, "tractor.name", "ahead"), (context) -> {
			assertThat(context.getBean(Actor.class).id().name()).isEqualTo("ahead");
			assertThat(context.getBean(Actor.class).endpoints()).containsExactly("files.search");
			assertThat(context.getBean(Desk.class).search("a", 3)).isEqualTo(new Summary(3, "a"));
		});
	}

	@Test
	void whichPeersThereAreIsToldWhenItRuns() {
		TestGenerationContext generated = build(NoDesk.class, Map.of("tractor.peers.old-one.uri", "tcp://old:1"));
		run(generated, Map.of("tractor.peers.new-one.uri", "tcp://new:1"), (context) -> {
			assertThat(context.getBeansOfType(Portal.class)).containsOnlyKeys("newOnePortal");
			assertThat(context.getBean("newOnePortal", Portal.class).peer()).isEqualTo("new-one");
			assertThat(context.getAliases("newOnePortal")).containsExactlyInAnyOrder("newOne", "new-one");
		});
	}

	@Test
	void anEndpointThatCannotBeServedEndsTheBuild() {
		assertThatException().isThrownBy(() -> build(BadApp.class, Map.of(SERVER, 0)))
			.havingRootCause()
			.withMessageContaining("BadEndpoint.run needs a ChildContext parameter");
	}

	private static void assertHints(RuntimeHints hints) throws NoSuchMethodException {
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(
					FileSearchEndpoint.class.getDeclaredMethod("search", ChildContext.class, String.class, int.class)))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(
					FileSearch.class.getDeclaredMethod("search", ChildContext.class, String.class, int.class)))
			.accepts(hints);
		assertThat(
				RuntimeHintsPredicates.reflection().onMethodInvocation(Portals.class.getMethod("portal", String.class)))
			.accepts(hints);
		for (Class<?> type : new Class<?>[] { FileSearch.Plan.class, FileSearch.Refine.class, FileSearch.Match.class,
				Summary.class }) {
			assertThat(RuntimeHintsPredicates.reflection().onType(type)).accepts(hints);
			assertThat(
					RuntimeHintsPredicates.reflection().onMethodInvocation(type.getRecordComponents()[0].getAccessor()))
				.accepts(hints);
		}
	}

	/**
	 * An application that has itself as a peer.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ FileSearchEndpoint.class, Desk.class })
	static class App {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class NoDesk {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(BadEndpoint.class)
	static class BadApp {

	}

	static class Desk {

		private final Portal self;

		Desk(Portal self) {
			this.self = self;
		}

		Summary search(String pattern, int files) {
			return this.self.context(FileSearch::search, pattern, files).call();
		}

	}

	static class BadEndpoint {

		@Context
		String run(String argument) {
			return argument;
		}

	}

}
