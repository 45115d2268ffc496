package io.tractor.boot.autoconfigure.endpoint;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.tools.ToolProvider;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.Stream;
import io.tractor.StreamSender;
import io.tractor.boot.autoconfigure.Applications;
import io.tractor.boot.autoconfigure.TractorAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a user is told whose endpoints cannot be served.
 */
@ExtendWith(OutputCaptureExtension.class)
class EndpointFailureTests {

	@Test
	void anEndpointNeedsAContextParameter(CapturedOutput output) {
		assertThat(Applications.failure(output, WithoutContext.class, Applications.SERVER))
			.contains("The method 'search' of bean", "WithoutContext$Endpoint", "needs a ChildContext parameter")
			.containsIgnoringNewLines("Give " + WithoutContext.Endpoint.class.getName()
					+ ".search a parameter such as 'ChildContext<Plan, Refine, Match> ctx'");
	}

	@Test
	void anEndpointHasOneContextParameter(CapturedOutput output) {
		assertThat(Applications.failure(output, TwoContexts.class, Applications.SERVER))
			.contains("The method 'search' of bean", "more than one ChildContext parameter")
			.contains(".search one ChildContext parameter.");
	}

	@Test
	void endpointsHaveDifferentNames(CapturedOutput output) {
		assertThat(Applications.failure(output, SameNames.class, Applications.SERVER))
			.contains("Two endpoints are named 'files.search'", "method 'one' of bean 'first'",
					"method 'two' of bean 'second'")
			.contains("@Context(\"files.search2\")");
	}

	@Test
	void contextsAndStreamsHaveDifferentNames(CapturedOutput output) {
		assertThat(Applications.failure(output, StreamOfTheSameName.class, Applications.SERVER))
			.contains("Two endpoints are named 'files.search'", "method 'one' of bean", "method 'two' of bean")
			.containsPattern("@(Context|Stream)\\(\"files.search2\"\\)");
	}

	@Test
	void aStreamNeedsASender(CapturedOutput output) {
		assertThat(Applications.failure(output, WithoutSender.class, Applications.SERVER))
			.contains("The method 'ticks' of bean", "needs a StreamSender parameter")
			.containsIgnoringNewLines("Give " + WithoutSender.Endpoint.class.getName()
					+ ".ticks a parameter such as 'StreamSender<Tick> ticks'")
			.contains("@Stream annotation");
	}

	@Test
	void aStreamReturnsNothing(CapturedOutput output) {
		assertThat(Applications.failure(output, ReturningStream.class, Applications.SERVER)).contains(
				"The method 'ticks' of bean", "returns int", "a @Stream method sends its values and returns void");
	}

	@Test
	void anEndpointReturnsNoFlux(CapturedOutput output) {
		assertThat(Applications.failure(output, ReturningFlux.class, Applications.SERVER))
			.contains("The method 'ticks' of bean", "returns a Flux")
			.containsIgnoringNewLines("return a Mono");
	}

	@Test
	void anEndpointIsEitherAContextOrAStream(CapturedOutput output) {
		assertThat(Applications.failure(output, Both.class, Applications.SERVER))
			.contains("The method 'ticks' of bean", "has both a @Context and a @Stream annotation")
			.contains("one of its annotations");
	}

	@Test
	void anEndpointsCodecMustBeThere(CapturedOutput output) {
		assertThat(Applications.failure(output, UnknownCodec.class, Applications.SERVER))
			.contains("The method 'search' of bean", "is to have codec 'secret', and there is none of that name")
			.containsIgnoringNewLines(
					"Write one of @Context(codec = \"cbor\"), @Context(codec = \"json\"), or add a bean"
							+ " of type io.tractor.codec.Codec whose name() is 'secret'");
	}

	@Test
	void payloadTypesMustFit(CapturedOutput output) {
		assertThat(Applications.failure(output, MisfittingPayload.class, Applications.SERVER)).contains(
				"The method 'search' of bean", "lists payload types [java.lang.Integer]",
				"that fit nowhere in its signature");
	}

	@Test
	void typeVariablesMustBeBound(CapturedOutput output) {
		assertThat(Applications.failure(output, UnboundVariable.class, Applications.SERVER))
			.contains("The method 'run' of bean", "leaves open what T is", "'class Example implements Job<String>'");
	}

	@Test
	void argumentsNeedNames(CapturedOutput output, @TempDir Path directory) throws Exception {
		try (URLClassLoader loader = compileWithoutParameterNames(directory)) {
			assertThat(Applications.failure(output, loader.loadClass("nameless.Endpoint"), Applications.SERVER))
				.contains("The method 'search' of bean", "was compiled without parameter names")
				.contains("<maven.compiler.parameters>true</maven.compiler.parameters>");
		}
	}

	@Test
	void aProxyMustHaveTheMethod(CapturedOutput output) {
		assertThat(Applications.failure(output, NotInTheInterface.class, Applications.SERVER))
			.contains("The method 'search' of bean 'endpoint'", "the bean's proxy does not have it")
			.contains("spring.aop.proxy-target-class=true");
	}

	@Test
	void endpointsNeedAServer(CapturedOutput output) {
		assertThat(Applications.failure(output, Complete.class))
			.contains("endpoints (files.search) and no RSocket server")
			.contains("Set 'spring.rsocket.server.port'");
	}

	@Test
	void aLazyBeanWhoseClassCannotBeReadHarmsNobody(@TempDir Path directory) throws Exception {
		try (URLClassLoader loader = compile(directory, "Optional", """
				package nameless;
				public class Optional {
					@io.tractor.Context
					public String search(io.tractor.ChildContext<String, String, String> ctx, Missing missing) {
						return "";
					}
				}
				class Missing {
				}
				""")) {
			Files.delete(directory.resolve("nameless/Missing.class"));
			Class<?> type = loader.loadClass("nameless.Optional");
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TractorAutoConfiguration.class))
				.withInitializer((context) -> ((GenericApplicationContext) context).registerBeanDefinition("optional",
						BeanDefinitionBuilder.rootBeanDefinition(type).setLazyInit(true).getBeanDefinition()))
				.run((context) -> assertThat(context).hasNotFailed());
		}
	}

	private static URLClassLoader compileWithoutParameterNames(Path directory) throws IOException {
		return compile(directory, "Endpoint", """
				package nameless;
				public class Endpoint {
					@io.tractor.Context
					public String search(io.tractor.ChildContext<String, String, String> ctx, String pattern) {
						return pattern;
					}
				}
				""");
	}

	private static URLClassLoader compile(Path directory, String name, String text) throws IOException {
		Path source = Files.writeString(directory.resolve(name + ".java"), text);
		int failed = ToolProvider.getSystemJavaCompiler()
			.run(null, null, null, "-proc:none", "-classpath", System.getProperty("java.class.path"), "-d",
					directory.toString(), source.toString());
		assertThat(failed).isZero();
		return new URLClassLoader(new URL[] { directory.toUri().toURL() }, EndpointFailureTests.class.getClassLoader());
	}

	@Configuration(proxyBeanMethods = false)
	@Import(WithoutContext.Endpoint.class)
	static class WithoutContext {

		static class Endpoint {

			@Context("files.search")
			public String search(String pattern) {
				return pattern;
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(TwoContexts.Endpoint.class)
	static class TwoContexts {

		static class Endpoint {

			@Context("files.search")
			public String search(ChildContext<String, String, String> one, ChildContext<String, String, String> two) {
				return "";
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(UnknownCodec.Endpoint.class)
	static class UnknownCodec {

		static class Endpoint {

			@Context(codec = "secret")
			public String search(ChildContext<String, String, String> ctx) {
				return "";
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(MisfittingPayload.Endpoint.class)
	static class MisfittingPayload {

		static class Endpoint {

			@Context(payload = Integer.class)
			public String search(ChildContext<String, String, String> ctx) {
				return "";
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(UnboundVariable.Endpoint.class)
	static class UnboundVariable {

		@SuppressWarnings("rawtypes")
		static class Endpoint implements Job {

			@Override
			public Object run(ChildContext ctx, Object spec) {
				return spec;
			}

		}

		interface Job<T> {

			@Context
			T run(ChildContext<T, T, T> ctx, T spec);

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SameNames {

		@Bean
		First first() {
			return new First();
		}

		@Bean
		Second second() {
			return new Second();
		}

		static class First {

			@Context("files.search")
			public String one(ChildContext<String, String, String> ctx) {
				return "";
			}

		}

		static class Second {

			@Context("files.search")
			public String two(ChildContext<String, String, String> ctx) {
				return "";
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NotInTheInterface {

		@Bean
		static BeanNameAutoProxyCreator creator() {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("endpoint");
			creator.setProxyTargetClass(false);
			return creator;
		}

		@Bean
		Endpoint endpoint() {
			return new Endpoint();
		}

		static class Endpoint implements Comparable<String> {

			@Override
			public int compareTo(String other) {
				return 0;
			}

			@Context("files.search")
			public String search(ChildContext<String, String, String> ctx) {
				return "";
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Complete {

		@Bean
		SameNames.First first() {
			return new SameNames.First();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ StreamOfTheSameName.One.class, StreamOfTheSameName.Two.class })
	static class StreamOfTheSameName {

		static class One {

			@Context("files.search")
			public void one(ChildContext<Void, Void, Void> ctx) {
			}

		}

		static class Two {

			@Stream("files.search")
			public void two(StreamSender<String> names) {
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(WithoutSender.Endpoint.class)
	static class WithoutSender {

		static class Endpoint {

			@Stream
			public void ticks(String symbol) {
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ReturningStream.Endpoint.class)
	static class ReturningStream {

		static class Endpoint {

			@Stream
			public int ticks(StreamSender<String> ticks) {
				return 0;
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Both.Endpoint.class)
	static class Both {

		static class Endpoint {

			@Context
			@Stream
			public void ticks(StreamSender<String> ticks) {
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ReturningFlux {

		@Bean
		Endpoint endpoint() {
			return new Endpoint();
		}

		static class Endpoint {

			@Context
			public Flux<String> ticks(ChildContext<Void, Void, Void> ctx) {
				return Flux.empty();
			}

		}

	}

}
