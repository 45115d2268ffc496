package io.tractor.dialog;

/**
 * Whether this side can receive a value now.
 */
public enum ReceiveState {

	/** A value is queued. */
	READY,

	/** None is queued, more may come: wait. */
	EMPTY,

	/** This side has closed its stream. */
	CLOSED,

	/** Everything was received and nothing more comes. */
	END,

	/** This side's scope is cut off, or the dialog has ended otherwise. */
	CUT_OFF

}
