package io.tractor.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import io.tractor.ActorId;
import io.tractor.DeadlineExceededException;
import io.tractor.RemoteActorException;
import io.tractor.RemoteError;

/**
 * What an endpoint threw, as it travels.
 */
final class RemoteErrors {

	private static final int MAX_FRAMES = 64;

	private static final int MAX_CAUSES = 8;

	private RemoteErrors() {
	}

	/**
	 * Describes {@code thrown} for the other side. What came from another actor keeps its
	 * type, its source and its frames, and this actor is added to its path.
	 */
	static RemoteError of(Throwable thrown, ActorId self) {
		if (thrown instanceof RemoteActorException relayed) {
			return relayed(relayed.remoteError(), self);
		}
		try {
			return described(thrown, self);
		}
		catch (Throwable ex) {
			// An exception whose own methods throw must not cost the far side its end.
			return new RemoteError(RemoteError.Kind.ERROR, thrown.getClass().getName(), null, self, List.of(),
					List.of(), List.of(), null);
		}
	}

	private static RemoteError described(Throwable thrown, ActorId self) {
		List<String> frames = Arrays.stream(thrown.getStackTrace())
			.limit(MAX_FRAMES)
			.map(StackTraceElement::toString)
			.toList();
		return new RemoteError(RemoteError.Kind.ERROR, thrown.getClass().getName(), thrown.getMessage(), self,
				List.of(), frames, causes(thrown), null);
	}

	private static RemoteError relayed(RemoteError error, ActorId self) {
		if (error.kind() == RemoteError.Kind.ERROR || error.kind() == RemoteError.Kind.CANCELLED) {
			return error.relayedBy(self);
		}
		RemoteError plain = new RemoteError(RemoteError.Kind.ERROR, error.type(), error.message(), error.source(),
				error.relayPath(), error.frames(), error.causes(), null);
		return plain.relayedBy(self);
	}

	/**
	 * The deadline of a context has passed.
	 * @param endpoint its endpoint
	 * @param self the actor whose clock says so
	 */
	static RemoteError deadline(String endpoint, ActorId self) {
		return new RemoteError(RemoteError.Kind.DEADLINE, DeadlineExceededException.class.getName(),
				"The deadline of endpoint '" + endpoint + "' has passed", self, List.of(), List.of(), List.of(), null);
	}

	private static List<String> causes(Throwable thrown) {
		Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		List<String> causes = new ArrayList<>();
		for (Throwable cause = thrown.getCause(); cause != null && seen.add(cause)
				&& causes.size() < MAX_CAUSES; cause = cause.getCause()) {
			causes.add(cause.toString());
		}
		return causes;
	}

}
