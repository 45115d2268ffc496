package io.tractor.scope;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.jspecify.annotations.Nullable;

/**
 * What is bound to a thread and is to go along to the tasks it starts, the current
 * observation above all: what Micrometer's context propagation knows, if it is there.
 */
final class ThreadBound {

	private static final boolean AVAILABLE = available();

	private final ContextSnapshot snapshot;

	private ThreadBound(ContextSnapshot snapshot) {
		this.snapshot = snapshot;
	}

	/**
	 * What is bound to the calling thread.
	 * @return what can go along, or null if nothing can
	 */
	static @Nullable ThreadBound capture() {
		return AVAILABLE ? new ThreadBound(Factory.INSTANCE.captureAll()) : null;
	}

	/**
	 * The same body with this bound to its thread while it runs.
	 */
	<T extends @Nullable Object> TaskBody<T, ?> around(TaskBody<T, ?> body) {
		return () -> {
			try (ContextSnapshot.Scope scope = this.snapshot.setThreadLocals()) {
				return body.run();
			}
		};
	}

	private static boolean available() {
		try {
			Class.forName("io.micrometer.context.ContextSnapshotFactory", false, ThreadBound.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return false;
		}
	}

	/** Loaded only if it is available. */
	private static final class Factory {

		static final ContextSnapshotFactory INSTANCE = ContextSnapshotFactory.builder().build();

	}

}
