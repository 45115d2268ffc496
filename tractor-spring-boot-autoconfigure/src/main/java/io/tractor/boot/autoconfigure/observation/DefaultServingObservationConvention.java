package io.tractor.boot.autoconfigure.observation;

import io.micrometer.common.KeyValues;

/**
 * What the observation of a context that this application serves is called and tagged
 * with, unless users say otherwise. May be extended.
 */
public class DefaultServingObservationConvention implements ServingObservationConvention {

	/**
	 * {@code tractor.contexts}.
	 */
	@Override
	public String getName() {
		return ContextKeys.NAME;
	}

	/**
	 * {@code serve} and the endpoint.
	 */
	@Override
	public String getContextualName(ServingObservationContext context) {
		return "serve " + ContextKeys.endpoint(context.getBeginning());
	}

	/**
	 * The endpoint, the side and the outcome.
	 */
	@Override
	public KeyValues getLowCardinalityKeyValues(ServingObservationContext context) {
		return ContextKeys.lowCardinality(context.getBeginning(), context.getEnd());
	}

	/**
	 * The context's id and the peer's name.
	 */
	@Override
	public KeyValues getHighCardinalityKeyValues(ServingObservationContext context) {
		return ContextKeys.highCardinality(context.getBeginning());
	}

}
