package io.tractor.dialog;

import io.tractor.RemoteError;
import org.jspecify.annotations.Nullable;

/**
 * How a dialog ended. Exactly one end happens to each side; it never changes.
 */
public sealed interface End {

	/**
	 * The endpoint returned.
	 *
	 * @param value its result, encoded
	 */
	record Returned(byte[] value) implements End {

	}

	/**
	 * The endpoint threw, was cancelled or was refused, or a rule was broken.
	 *
	 * @param error what happened, as it travelled
	 */
	record Failed(RemoteError error) implements End {

	}

	/**
	 * The link broke before the last message.
	 *
	 * @param cause what happened to it
	 */
	record Lost(@Nullable Throwable cause) implements End {

	}

}
