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

	/** What stands below an endpoint's method, or a task in its nursery. */
	private static final List<String> CALLERS = List.of("java.lang.Thread", "java.lang.VirtualThread",
			"java.util.concurrent.", "java.lang.reflect.", "java.lang.invoke.", "jdk.internal.", "io.tractor.runtime.",
			"io.tractor.scope.");

	private RemoteErrors() {
	}

	/**
	 * Describes {@code thrown} for the other side. What came from another actor keeps its
	 * type, its source and its frames, and this actor is added to its path. What broke a
	 * rule or a contract there is a plain error here: it was none of this context's.
	 */
	static RemoteError of(Throwable thrown, ActorId self) {
		if (thrown instanceof RemoteActorException relayed) {
			return relayed(withFrames(relayed, self), self);
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
		return new RemoteError(RemoteError.Kind.ERROR, thrown.getClass().getName(), thrown.getMessage(), self,
				List.of(), frames(thrown), causes(thrown), null);
	}

	/** The frames down to the endpoint's or task's own: what called that tells nobody. */
	private static List<String> frames(Throwable thrown) {
		StackTraceElement[] frames = thrown.getStackTrace();
		int count = frames.length;
		while (count > 0 && CALLERS.stream().anyMatch(frames[count - 1].getClassName()::startsWith)) {
			count--;
		}
		return Arrays.stream(frames)
			.limit(Math.min((count > 0) ? count : frames.length, MAX_FRAMES))
			.map(StackTraceElement::toString)
			.toList();
	}

	/** What this actor itself has found in a context it opened was thrown here. */
	private static RemoteError withFrames(RemoteActorException thrown, ActorId self) {
		RemoteError error = thrown.remoteError();
		if (!foundBy(self, error) || !error.frames().isEmpty()) {
			return error;
		}
		return new RemoteError(error.kind(), error.type(), error.message(), self, List.of(), frames(thrown),
				error.causes(), error.canceller());
	}

	private static boolean foundBy(ActorId self, RemoteError error) {
		return error.source().equals(self) && error.relayPath().isEmpty();
	}

	private static RemoteError relayed(RemoteError error, ActorId self) {
		if (error.kind() == RemoteError.Kind.ERROR || error.kind() == RemoteError.Kind.CANCELLED) {
			return relayedBy(self, error);
		}
		RemoteError plain = new RemoteError(RemoteError.Kind.ERROR, error.type(), error.message(), error.source(),
				error.relayPath(), error.frames(), error.causes(), null);
		return relayedBy(self, plain);
	}

	private static RemoteError relayedBy(ActorId self, RemoteError error) {
		return foundBy(self, error) ? error : error.relayedBy(self);
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
