package io.tractor.boot.autoconfigure.observation;

import io.micrometer.common.KeyValues;

/**
 * What the observation of a context that this application opens is called and tagged
 * with, unless users say otherwise. May be extended.
 */
public class DefaultOpeningObservationConvention implements OpeningObservationConvention {

	/**
	 * {@code tractor.contexts}.
	 */
	@Override
	public String getName() {
		return ContextKeys.NAME;
	}

	/**
	 * {@code open} and the endpoint.
	 */
	@Override
	public String getContextualName(OpeningObservationContext context) {
		return "open " + ContextKeys.endpoint(context.getBeginning());
	}

	/**
	 * The endpoint, the side and the outcome.
	 */
	@Override
	public KeyValues getLowCardinalityKeyValues(OpeningObservationContext context) {
		return ContextKeys.lowCardinality(context.getBeginning(), context.getEnd());
	}

	/**
	 * The context's id and the peer's name.
	 */
	@Override
	public KeyValues getHighCardinalityKeyValues(OpeningObservationContext context) {
		return ContextKeys.highCardinality(context.getBeginning());
	}

}
