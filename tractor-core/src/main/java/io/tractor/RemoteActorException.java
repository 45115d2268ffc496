package io.tractor;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * An error of another actor's task. Its cause prints the remote frames below the local
 * ones; it is text only, no class is loaded on the peer's word.
 */
public class RemoteActorException extends TractorException {

	private static final long serialVersionUID = 1L;

	private static final List<String> INTERNAL = List.of("io.tractor.runtime.", "io.tractor.stream.",
			"io.tractor.scope.", "io.tractor.dialog.");

	private final transient RemoteError error;

	public RemoteActorException(RemoteError error) {
		this(error, describe(error));
	}

	RemoteActorException(RemoteError error, String message) {
		super(message, BoxedError.of(error));
		this.error = error;
		if (error.kind() != RemoteError.Kind.CANCELLED) {
			beginAtCaller();
		}
	}

	/**
	 * Has the stack trace begin at the caller of this library, where the error comes out.
	 * Cancels are spared: there may be many at once, and nobody looks at them.
	 */
	private void beginAtCaller() {
		StackTraceElement[] frames = getStackTrace();
		int first = 0;
		while (first < frames.length && isInternal(frames[first].getClassName())) {
			first++;
		}
		if (first > 0 && first < frames.length) {
			setStackTrace(Arrays.copyOfRange(frames, first, frames.length));
		}
	}

	private static boolean isInternal(String className) {
		return className.lastIndexOf('.') == RemoteActorException.class.getPackageName().length()
				&& className.startsWith("io.tractor.") || INTERNAL.stream().anyMatch(className::startsWith);
	}

	private static String describe(RemoteError error) {
		StringBuilder text = new StringBuilder(error.source().toString()).append(" failed with ").append(error.type());
		if (error.message() != null) {
			text.append(": ").append(error.message());
		}
		if (!error.relayPath().isEmpty()) {
			text.append(" (relayed by ");
			text.append(String.join(", ", error.relayPath().stream().map(ActorId::toString).toList()));
			text.append(")");
		}
		return text.toString();
	}

	/**
	 * The name of the exception's class where it was thrown.
	 * @return a class name, which need not exist here
	 */
	public final String boxedType() {
		return this.error.type();
	}

	/**
	 * Whether an exception of exactly that class was thrown there.
	 * @param type the class, as known here
	 * @return true if the names are the same
	 */
	public final boolean isBoxed(Class<? extends Throwable> type) {
		return type.getName().equals(this.error.type());
	}

	/**
	 * The message of the exception where it was thrown.
	 * @return the message, or null if there was none; if the peer does not tell, where to
	 * look for it
	 */
	public final @Nullable String boxedMessage() {
		return this.error.message();
	}

	/**
	 * The actor in which it was thrown, however many actors passed it on.
	 * @return the actor where it began
	 */
	public final ActorId source() {
		return this.error.source();
	}

	/**
	 * The actors that passed it on to this one, the one nearest to the source first.
	 * @return the path, empty if it came from the source itself
	 */
	public final List<ActorId> relayPath() {
		return this.error.relayPath();
	}

	/**
	 * The error as it travelled.
	 * @return all that is known of it
	 */
	public final RemoteError remoteError() {
		return this.error;
	}

}
