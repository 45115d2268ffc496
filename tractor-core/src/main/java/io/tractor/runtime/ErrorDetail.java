package io.tractor.runtime;

import java.util.List;

import io.tractor.RemoteError;

/**
 * How much of what a task threw its opener is told, its own exceptions and those that
 * came to it from other actors. Type, source and path are always told, and so are the
 * errors that the library itself finds: refusals, values of the wrong type or size,
 * overruns, deadlines, violations of the protocol. What is withheld is logged, with the
 * context's id.
 *
 * @param message whether the message is told; if not, the opener is told instead by what
 * id to look for it
 * @param stackTrace whether the stack frames and the causes are told
 */
public record ErrorDetail(boolean message, boolean stackTrace) {

	/** The message, the stack frames and the causes: what an actor tells by default. */
	public static final ErrorDetail ALL = new ErrorDetail(true, true);

	/**
	 * What is told of an error.
	 * @param error the error
	 * @param contextId the context in which it was thrown here
	 * @return the same if nothing is withheld, else a shorter one
	 */
	RemoteError told(RemoteError error, String contextId) {
		boolean withheldMessage = !this.message && error.message() != null;
		boolean withheldTrace = !this.stackTrace && !(error.frames().isEmpty() && error.causes().isEmpty());
		if (error.kind() != RemoteError.Kind.ERROR || !withheldMessage && !withheldTrace) {
			return error;
		}
		String message = withheldMessage ? "its message is withheld, look for context " + contextId + " in the log"
				: error.message();
		return new RemoteError(error.kind(), error.type(), message, error.source(), error.relayPath(),
				this.stackTrace ? error.frames() : List.of(), this.stackTrace ? error.causes() : List.of(),
				error.canceller());
	}

}
