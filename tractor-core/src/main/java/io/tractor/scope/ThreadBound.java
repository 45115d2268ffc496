package io.tractor.scope;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.jspecify.annotations.Nullable;

/**
 * For the engine: what is bound to a thread and is to go along to the tasks it starts,
 * the current observation above all; or what a request came with and is to be bound to
 * the thread that serves it. It is what Micrometer's context propagation knows, if it is
 * there.
 */
public final class ThreadBound {

	private static final boolean AVAILABLE = available();

	private final ContextSnapshot snapshot;

	private ThreadBound(ContextSnapshot snapshot) {
		this.snapshot = snapshot;
	}

	/**
	 * What is bound to the calling thread.
	 * @return what can go along, or null if nothing can
	 */
	public static @Nullable ThreadBound capture() {
		return AVAILABLE ? new ThreadBound(Factory.INSTANCE.captureAll()) : null;
	}

	/**
	 * What is to be bound to the thread that works for someone.
	 * @param context what they are known by: anything there is a {@code ContextAccessor}
	 * for, such as a Reactor context
	 * @return what can be bound, or null if nothing can
	 */
	public static @Nullable ThreadBound of(Object context) {
		return AVAILABLE ? new ThreadBound(Factory.INSTANCE.captureFrom(context)) : null;
	}

	/**
	 * Adds this to what someone else is known by.
	 * @param context anything there is a {@code ContextAccessor} for
	 * @param <C> its type
	 * @return the same with this added
	 */
	public <C> C addedTo(C context) {
		return this.snapshot.updateContext(context);
	}

	/**
	 * Binds this to the calling thread.
	 * @return to be run by the same thread: makes the thread what it was before
	 */
	public Runnable bind() {
		return this.snapshot.setThreadLocals()::close;
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
