package io.tractor.protocol;

/**
 * Bytes that are no message. Says which message and which key of it, never what the bytes
 * were. It stays inside the engine, which ends the dialog with a protocol error.
 */
public class MalformedMessageException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public MalformedMessageException(String message) {
		super(message);
	}

}
