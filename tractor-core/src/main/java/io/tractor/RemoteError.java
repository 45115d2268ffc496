package io.tractor;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * An error as it travels: plain text, so that no class is ever loaded on a peer's word.
 *
 * @param kind what sort of end this is
 * @param type the name of the exception's class where it was thrown
 * @param message its message, if it had one and the peer tells
 * @param source the actor in which it was thrown
 * @param relayPath the actors that passed it on, in order, the source not among them
 * @param frames its stack frames where it was thrown, topmost first, as
 * {@link StackTraceElement#toString()} writes them
 * @param causes its chain of causes, one line each
 * @param canceller for {@link Kind#CANCELLED}: who asked
 */
public record RemoteError(Kind kind, String type, @Nullable String message, ActorId source, List<ActorId> relayPath,
		List<String> frames, List<String> causes, @Nullable ActorId canceller) {

	public RemoteError {
		Objects.requireNonNull(kind, "kind");
		Objects.requireNonNull(type, "type");
		Objects.requireNonNull(source, "source");
		relayPath = List.copyOf(relayPath);
		frames = List.copyOf(frames);
		causes = List.copyOf(causes);
		if (kind == Kind.CANCELLED) {
			Objects.requireNonNull(canceller, "canceller");
		}
	}

	/**
	 * An error found by a rule of the dialog rather than thrown by a task.
	 * @param kind what sort of end it is
	 * @param type the exception that stands for it
	 * @param message what is wrong, for people
	 * @param source the actor that found it
	 * @return the error
	 */
	public static RemoteError found(Kind kind, Class<? extends RemoteActorException> type, String message,
			ActorId source) {
		return new RemoteError(kind, type.getName(), message, source, List.of(), List.of(), List.of(), null);
	}

	/**
	 * The end of a task that was cancelled.
	 * @param source the actor whose task it was
	 * @param canceller who asked for it
	 * @return the error
	 */
	public static RemoteError cancelled(ActorId source, ActorId canceller) {
		return new RemoteError(Kind.CANCELLED, ContextCancelledException.class.getName(), null, source, List.of(),
				List.of(), List.of(), canceller);
	}

	/**
	 * The same error after one more actor passed it on.
	 * @param relay who passes it on
	 * @return the error with a longer path
	 */
	public RemoteError relayedBy(ActorId relay) {
		List<ActorId> path = new ArrayList<>(this.relayPath);
		path.add(relay);
		return new RemoteError(this.kind, this.type, this.message, this.source, path, this.frames, this.causes,
				this.canceller);
	}

	/**
	 * The exception that tells of this error here.
	 * @return a new exception of the class that fits the kind
	 */
	public RemoteActorException toException() {
		return switch (this.kind) {
			case ERROR, DEADLINE -> new RemoteActorException(this);
			case CANCELLED -> new ContextCancelledException(this);
			case OVERRUN -> new StreamOverrunException(this);
			case TYPE -> new MsgTypeException(this);
			case PROTOCOL -> new ContextProtocolException(this);
			case REFUSED -> new ContextRefusedException(this);
		};
	}

	/**
	 * What sort of end an error is.
	 */
	public enum Kind {

		/** The far task threw. */
		ERROR,

		/** The far task was cancelled. */
		CANCELLED,

		/** A stream's buffer overran. */
		OVERRUN,

		/** A value broke the contract. */
		TYPE,

		/** A side broke the rules of the dialog. */
		PROTOCOL,

		/** The deadline that travelled with the context has passed. */
		DEADLINE,

		/** The context was refused before anything of it ran. */
		REFUSED

	}

}
