package io.tractor.dialog;

import io.tractor.protocol.Msg;

/**
 * Where a dialog puts the control messages it wants sent, in the order of its calls.
 * Called with the dialog's lock held: it queues, and does nothing else.
 */
public interface Outlet {

	/**
	 * Queues a message that keeps its place among the stream's values: what was sent
	 * before it arrives before it.
	 * @param message the message
	 */
	void inOrder(Msg message);

	/**
	 * Queues a message that may overtake the stream's values.
	 * @param message the message
	 */
	void ahead(Msg message);

}
