package io.tractor.conformance;

/**
 * Which of the two sides are written in the reactive form.
 */
enum Form {

	/** Both block. */
	BLOCKING(false, false),

	/** The opener is reactive, the endpoint blocks. */
	REACTIVE_OPENER(true, false),

	/** The opener blocks, the endpoint is reactive. */
	REACTIVE_ENDPOINT(false, true),

	/** Neither blocks. */
	REACTIVE(true, true);

	/** Whether the opener is reactive. */
	final boolean opener;

	/** Whether the endpoint is reactive. */
	final boolean endpoint;

	Form(boolean opener, boolean endpoint) {
		this.opener = opener;
		this.endpoint = endpoint;
	}

}
