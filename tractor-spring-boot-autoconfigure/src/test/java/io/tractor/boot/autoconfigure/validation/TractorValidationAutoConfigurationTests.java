package io.tractor.boot.autoconfigure.validation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextRefusedException;
import io.tractor.Portal;
import io.tractor.Stream;
import io.tractor.StreamSender;
import io.tractor.boot.autoconfigure.Applications;
import io.tractor.boot.autoconfigure.endpoint.ArgumentCheck;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;
import org.springframework.validation.annotation.Validated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TractorValidationAutoConfiguration}: arguments that break their
 * constraints.
 */
@ExtendWith(OutputCaptureExtension.class)
class TractorValidationAutoConfigurationTests {

	private static final String NO_VALIDATOR = "spring.autoconfigure.exclude=" + Applications.ALL_OF_SECURITY + ","
			+ "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration";

	private static ConfigurableApplicationContext app;

	private static Portal portal;

	@BeforeAll
	static void run() {
		app = Applications.run(App.class, Applications.SERVER, Applications.SELF);
		portal = Applications.portal(app, "self");
	}

	@AfterAll
	static void close() {
		app.close();
	}

	@BeforeEach
	void nothingWasCalled() {
		Search.called.set(0);
	}

	@Test
	void validArgumentsAreTaken() {
		assertThat(portal.context(Search::search, "word", 7, new Spec("txt", 1)).call()).isEqualTo("word");
	}

	@Test
	void eachViolationIsNamed() {
		portal.context(Search::search, "word", 7, new Spec("txt", 1)).open((sibling, first) -> {
			assertThatExceptionOfType(ContextRefusedException.class)
				.isThrownBy(() -> portal.context(Search::search, " ", 1, new Spec("", 0)).call())
				.withMessageContainingAll("The arguments of endpoint 'search' are not valid: ",
						"'word' must not be blank", "'limit' must be greater than or equal to 2",
						"'spec.type' must not be blank", "'spec.depth' must be greater than or equal to 1")
				.satisfies((ex) -> assertThat(ex.boxedType()).isEqualTo(ContextRefusedException.class.getName()));
			assertThat(sibling.waitForResult().get()).isEqualTo("word");
		});
		assertThat(Search.called).hasValue(1);
	}

	@Test
	void reactiveEndpointsAreValidated() {
		assertThat(portal.context(Search::later, "word").call()).isEqualTo("word");
		Search.called.set(0);
		assertThatExceptionOfType(ContextRefusedException.class)
			.isThrownBy(() -> portal.context(Search::later, " ").call())
			.withMessageContaining("The arguments of endpoint 'later' are not valid: 'word' must not be blank");
		assertThatExceptionOfType(ContextRefusedException.class)
			.isThrownBy(() -> portal.context(Search::later, " ").callReactive().block(Duration.ofSeconds(20)))
			.withMessageContaining("'word' must not be blank");
		assertThat(Search.called).hasValue(0);
	}

	@Test
	void oneWayStreamsAreValidated() {
		assertThatExceptionOfType(ContextRefusedException.class)
			.isThrownBy(() -> portal.openStreamFrom(Search::lines, 11).open((stream) -> {
				stream.receive();
			}))
			.withMessageContaining(
					"The arguments of endpoint 'lines' are not valid: 'count' must be less than or equal to 10");
		List<Integer> lines = new ArrayList<>();
		portal.openStreamFrom(Search::lines, 2).open((stream) -> {
			stream.forEach(lines::add);
		});
		assertThat(lines).containsExactly(0, 1);
	}

	@Test
	void constraintsOfTheInterfaceCountAndNamesAreThose() {
		assertThatExceptionOfType(ContextRefusedException.class)
			.isThrownBy(() -> portal.context(Contract::ask, null).call())
			.withMessageContaining("The arguments of endpoint 'ask' are not valid: 'question' must not be null");
		assertThat(portal.context(Contract::ask, "why").call()).isEqualTo("why");
	}

	@Test
	void aBeanThatSpringValidatesIsRefusedAsWell() {
		assertThatExceptionOfType(ContextRefusedException.class)
			.isThrownBy(() -> portal.context(Proxied::proxied, 5).call())
			.withMessageContaining("'count' must be greater than or equal to 10");
		assertThat(portal.context(Proxied::proxied, 10).call()).isEqualTo(10);
	}

	@Test
	void aPrototypeIsMadeOncePerContext() {
		Prototype.made.set(0);
		assertThat(portal.context(Prototype::prototype, 1).call()).isEqualTo(1);
		assertThat(Prototype.made).hasValue(1);
		assertThatExceptionOfType(ContextRefusedException.class)
			.isThrownBy(() -> portal.context(Prototype::prototype, 0).call())
			.withMessageContaining("'count' must be greater than or equal to 1");
		assertThat(Prototype.made).hasValue(1);
	}

	@Test
	void withoutAValidatorNothingIsValidated() {
		try (ConfigurableApplicationContext plain = Applications.run(Plain.class, Applications.SERVER,
				Applications.SELF, NO_VALIDATOR)) {
			assertThat(plain.getBeansOfType(ArgumentCheck.class)).isEmpty();
			assertThat(Applications.portal(plain, "self").context(Search::search, " ", 1, new Spec("", 0)).call())
				.isEqualTo(" ");
		}
	}

	@Test
	void constraintsThatCannotBeAreToldAtStart(CapturedOutput output) {
		assertThat(Applications.failure(output, Redefined.class, Applications.SERVER)).containsIgnoringNewLines(
				"The constraints on the arguments of the method 'ask' of bean", "cannot be validated",
				"Where an interface declares the method, they stand there.");
	}

	/** What to search for. */
	record Spec(@NotBlank String type, @Min(1) int depth) {

	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Search.class, Answers.class, Proxied.class, Prototype.class })
	static class App {

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Search.class)
	static class Plain {

	}

	static class Search {

		static final AtomicInteger called = new AtomicInteger();

		@Context("search")
		public String search(ChildContext<String, String, String> ctx, @NotBlank String word, @Min(2) int limit,
				@Valid Spec spec) {
			called.incrementAndGet();
			ctx.started("up");
			return word;
		}

		@Context("later")
		public Mono<String> later(ChildContext<String, String, String> ctx, @NotBlank String word) {
			called.incrementAndGet();
			ctx.started("up");
			return Mono.just(word);
		}

		@Stream("lines")
		public void lines(StreamSender<Integer> lines, @Max(10) int count) {
			for (int i = 0; i < count; i++) {
				lines.send(i);
			}
		}

	}

	interface Contract {

		@Context("ask")
		String ask(ChildContext<String, String, String> ctx, @NotNull @Nullable String question);

	}

	static class Answers implements Contract {

		@Override
		public String ask(ChildContext<String, String, String> ctx, @Nullable String asked) {
			ctx.started("up");
			return String.valueOf(asked);
		}

	}

	/** Spring validates its calls too, in the same groups. */
	@Validated(Strict.class)
	static class Proxied {

		@Context("proxied")
		public int proxied(ChildContext<String, String, String> ctx,
				@Min(value = 10, groups = Strict.class) @Max(3) int count) {
			ctx.started("up");
			return count;
		}

	}

	interface Strict {

	}

	@Scope("prototype")
	static class Prototype {

		static final AtomicInteger made = new AtomicInteger();

		Prototype() {
			made.incrementAndGet();
		}

		@Context("prototype")
		public int prototype(ChildContext<String, String, String> ctx, @Min(1) int count) {
			ctx.started("up");
			return count;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Redefined.Answers.class)
	static class Redefined {

		static class Answers implements Contract {

			@Override
			public String ask(ChildContext<String, String, String> ctx, @NotBlank String question) {
				return question;
			}

		}

	}

}
