package io.tractor.boot.autoconfigure.peer;

import io.tractor.Portal;

/**
 * A portal with connections of its own.
 */
public interface ClosablePortal extends Portal, AutoCloseable {

	/**
	 * Closes the connections: contexts that are open are lost, new ones fail. A second
	 * call does nothing.
	 */
	@Override
	void close();

}
