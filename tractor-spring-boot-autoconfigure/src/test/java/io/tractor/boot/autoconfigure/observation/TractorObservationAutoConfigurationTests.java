package io.tractor.boot.autoconfigure.observation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.boot.autoconfigure.TractorAutoConfiguration;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ContextListener;
import io.tractor.runtime.Endpoint;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link TractorObservationAutoConfiguration}.
 */
class TractorObservationAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(TractorAutoConfiguration.class, TractorObservationAutoConfiguration.class));

	private final Recorder recorder = new Recorder();

	private final ApplicationContextRunner observed = this.runner
		.withConfiguration(AutoConfigurations.of(ObservationAutoConfiguration.class))
		.withBean(Recorder.class, () -> this.recorder);

	@Test
	void nothingIsObservedWithoutARegistry() {
		this.runner
			.run((context) -> assertThat(context).hasSingleBean(Actor.class).doesNotHaveBean(ContextListener.class));
	}

	@Test
	void nothingIsNeededOfMicrometer() {
		this.observed.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Actor.class)
				.doesNotHaveBean(ContextListener.class));
	}

	@Test
	void bothSidesAreObserved() {
		this.observed.run((context) -> {
			call(context.getBean(Actor.class));
			assertThat(this.recorder.ended()).extracting(Observation.Context::getContextualName)
				.containsExactlyInAnyOrder("open greet", "serve greet");
			assertThat(this.recorder.ended()).allSatisfy((ended) -> {
				assertThat(ended.getName()).isEqualTo("tractor.contexts");
				assertThat(ended.getError()).isNull();
				assertThat(ended.getLowCardinalityKeyValues().stream().map(Object::toString)).hasSize(3)
					.anyMatch((tag) -> tag.contains("returned"));
				assertThat(ended.getHighCardinalityKeyValue("tractor.context.id")).isNotNull();
			});
		});
	}

	@Test
	void aFailureIsAnError() {
		this.observed.run((context) -> {
			Actor actor = context.getBean(Actor.class);
			Throwable failure = catchThrowable(() -> actor.self().context("nowhere").call());
			assertThat(this.recorder.ended()).extracting(Observation.Context::getContextualName)
				.containsExactlyInAnyOrder("open nowhere", "serve unknown");
			assertThat(this.recorder.ended()).extracting(Observation.Context::getError)
				.doesNotContainNull()
				.contains(failure);
		});
	}

	@Test
	void aUsersConventionsTakeTheirPlace() {
		this.observed.withBean(OwnOpening.class).withBean(OwnServing.class).run((context) -> {
			call(context.getBean(Actor.class));
			assertThat(this.recorder.ended()).extracting(Observation.Context::getName)
				.containsExactlyInAnyOrder("own.opening", "own.serving");
		});
	}

	private static void call(Actor actor) {
		actor.serve(Endpoint.allOf(new Greeting()));
		assertThat(actor.self().context("greet").started(Void.class).returns(String.class).call()).isEqualTo("hello");
	}

	public static class Greeting {

		@Context("greet")
		public String greet(ChildContext<Void, Void, Void> ctx) {
			ctx.started(null);
			return "hello";
		}

	}

	static class OwnOpening extends DefaultOpeningObservationConvention {

		@Override
		public String getName() {
			return "own.opening";
		}

	}

	static class OwnServing implements ServingObservationConvention {

		@Override
		public String getName() {
			return "own.serving";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(ServingObservationContext context) {
			return KeyValues.of("endpoint", context.getBeginning().endpoint());
		}

	}

	static class Recorder implements ObservationHandler<Observation.Context> {

		private final List<Observation.Context> stopped = new CopyOnWriteArrayList<>();

		@Override
		public void onStop(Observation.Context context) {
			this.stopped.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		/** The two of one context, of which the second may end a moment later. */
		List<Observation.Context> ended() {
			Awaitility.await().until(() -> this.stopped.size() >= 2);
			return this.stopped;
		}

	}

}
