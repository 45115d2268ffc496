package io.tractor.boot.autoconfigure.observation;

import java.util.Map;
import java.util.function.Consumer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.tractor.Side;
import io.tractor.runtime.ContextBeginning;
import io.tractor.runtime.ContextEnd;
import io.tractor.runtime.ContextListener;
import io.tractor.runtime.ContextWatch;
import org.jspecify.annotations.Nullable;

/**
 * Observes each context from its beginning to its end. On the endpoint's side the
 * observation is the current one of the endpoint's task.
 */
final class ContextObservations implements ContextListener {

	private static final OpeningObservationConvention OPENING = new DefaultOpeningObservationConvention();

	private static final ServingObservationConvention SERVING = new DefaultServingObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable OpeningObservationConvention opening;

	private final @Nullable ServingObservationConvention serving;

	ContextObservations(ObservationRegistry registry, @Nullable OpeningObservationConvention opening,
			@Nullable ServingObservationConvention serving) {
		this.registry = registry;
		this.opening = opening;
		this.serving = serving;
	}

	@Override
	public @Nullable ContextWatch began(ContextBeginning context, Map<String, String> headers) {
		if (this.registry.isNoop()) {
			return null;
		}
		return (context.side() == Side.PARENT) ? opening(context, headers) : serving(context, headers);
	}

	private @Nullable ContextWatch opening(ContextBeginning beginning, Map<String, String> headers) {
		OpeningObservationContext context = new OpeningObservationContext(beginning, headers);
		return watch(Observation.start(this.opening, OPENING, () -> context, this.registry), context::setEnd);
	}

	private @Nullable ContextWatch serving(ContextBeginning beginning, Map<String, String> headers) {
		ServingObservationContext context = new ServingObservationContext(beginning, headers);
		return watch(Observation.start(this.serving, SERVING, () -> context, this.registry), context::setEnd);
	}

	private static @Nullable ContextWatch watch(Observation observation, Consumer<ContextEnd> end) {
		return observation.isNoop() ? null : new Observed(observation, end);
	}

	/**
	 * One context.
	 *
	 * @param observation its observation, which has begun
	 * @param end takes its end before the observation's
	 */
	private record Observed(Observation observation, Consumer<ContextEnd> end) implements ContextWatch {

		@Override
		public Runnable entered() {
			return this.observation.openScope()::close;
		}

		@Override
		public void ended(ContextEnd end) {
			this.end.accept(end);
			if (end.error() != null) {
				this.observation.error(end.error());
			}
			this.observation.stop();
		}

	}

}
