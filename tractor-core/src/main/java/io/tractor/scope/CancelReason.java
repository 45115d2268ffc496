package io.tractor.scope;

import io.tractor.ScopeCancelledException;
import org.jspecify.annotations.Nullable;

/**
 * Why a scope was cancelled.
 *
 * @param text for people, to stand behind a colon
 * @param cause the error behind it, if there is one
 */
record CancelReason(String text, @Nullable Throwable cause) {

	ScopeCancelledException toException() {
		return new ScopeCancelledException("The scope was cancelled: " + this.text, this.cause);
	}

}
