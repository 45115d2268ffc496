package io.tractor.boot.autoconfigure.peer;

import io.tractor.Portal;

/**
 * A portal with connections of its own.
 */
public interface ClosablePortal extends Portal, AutoCloseable {

	/**
	 * Closes the connections. Contexts that are open are cancelled before: their blocks
	 * are cut off, as by a scope, and their far sides have this actor as canceller;
	 * returns when they have ended, at the latest after {@code tractor.abandon-after}.
	 * New ones fail. A second call does nothing.
	 */
	@Override
	void close();

}
