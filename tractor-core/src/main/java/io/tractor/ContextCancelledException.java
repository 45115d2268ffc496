package io.tractor;

import java.util.Objects;

/**
 * The far task ended because it was cancelled, and {@link #canceller()} says by whom.
 * Raised out of {@code open} unless this side itself asked for the cancel.
 */
public class ContextCancelledException extends RemoteActorException {

	private static final long serialVersionUID = 1L;

	public ContextCancelledException(RemoteError error) {
		super(error, "The context in " + error.source() + " was cancelled by " + error.canceller());
	}

	/**
	 * Who asked for the cancel: the opener, the endpoint's own actor, or a third one.
	 * @return the actor that asked
	 */
	public final ActorId canceller() {
		return Objects.requireNonNull(remoteError().canceller());
	}

}
