package io.tractor.boot.autoconfigure.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observation of a context that this application opens, and says what it is
 * tagged with. A bean of this type takes the place of
 * {@link DefaultOpeningObservationConvention}.
 */
public interface OpeningObservationConvention extends ObservationConvention<OpeningObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof OpeningObservationContext;
	}

}
