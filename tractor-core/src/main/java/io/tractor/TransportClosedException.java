package io.tractor;

import org.jspecify.annotations.Nullable;

/**
 * The connection to the peer could not be made or was lost: its process ended, the
 * network failed, or its keep-alive was missed. What the far task did last is unknown; it
 * has been cancelled, or will be as soon as its side notices.
 */
public class TransportClosedException extends TractorException {

	private static final long serialVersionUID = 1L;

	public TransportClosedException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
