package io.tractor;

import java.util.List;
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
	 * The cancellation of a task in {@code source} that {@code canceller} asked for.
	 * @param source the actor whose task was cancelled
	 * @param canceller the actor that asked
	 * @return the exception
	 */
	public static ContextCancelledException of(ActorId source, ActorId canceller) {
		return new ContextCancelledException(new RemoteError(RemoteError.Kind.CANCELLED,
				ContextCancelledException.class.getName(), null, source, List.of(), List.of(), List.of(), canceller));
	}

	/**
	 * Who asked for the cancel: the opener, the endpoint's own actor, or a third one.
	 * @return the actor that asked
	 */
	public final ActorId canceller() {
		return Objects.requireNonNull(remoteError().canceller());
	}

}
