package io.tractor.codec;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * A value that cannot be encoded, or bytes that are no value of the type. The message
 * names the type and the place in it, never what the value was.
 */
public class CodecException extends IOException {

	private static final long serialVersionUID = 1L;

	public CodecException(String message) {
		super(message);
	}

	public CodecException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
