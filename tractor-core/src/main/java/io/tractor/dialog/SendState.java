package io.tractor.dialog;

/**
 * Whether this side may send a value now.
 */
public enum SendState {

	/** It may, and one credit was taken for it. */
	ADMITTED,

	/** The far side's buffer is full: wait for credit. */
	FULL,

	/** This side has closed its stream. */
	CLOSED,

	/** The far side has closed its stream or returned: nobody is left to receive. */
	FAR_END,

	/** This side's scope is cut off, or the dialog has ended otherwise. */
	CUT_OFF

}
