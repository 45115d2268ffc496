package io.tractor.dialog;

/**
 * What comes out of an operation, or of a task.
 */
enum Thrown {

	/** The cancellation of a scope. */
	SCOPE,

	/** The parent's own cancel. */
	OWN,

	/** How the dialog failed. */
	FAILURE,

	/** How a context that the task had opened failed. */
	RELAYED,

	/** The far side has ended the stream. */
	END,

	/** An operation out of place. */
	STATE,

	/** An exception of the task's own. */
	APPLICATION

}
