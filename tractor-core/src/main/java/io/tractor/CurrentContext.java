package io.tractor;

import org.jspecify.annotations.Nullable;

/**
 * Which endpoint a thread works for; set by the engine around an endpoint and carried by
 * nurseries to their tasks. Users ask {@link ChildContext#current()}.
 */
public final class CurrentContext {

	private static final ThreadLocal<ChildContext<?, ?, ?>> CURRENT = new ThreadLocal<>();

	private CurrentContext() {
	}

	/**
	 * The context this thread works for.
	 * @return the context, or null
	 */
	public static @Nullable ChildContext<?, ?, ?> get() {
		ChildContext<?, ?, ?> context = CURRENT.get();
		if (context == null) {
			// Or the look alone would leave an entry in each thread that opens a context.
			CURRENT.remove();
		}
		return context;
	}

	/**
	 * Makes this thread work for {@code context}.
	 * @param context the context, or null for none
	 * @return what it worked for before, to be set again afterwards
	 */
	public static @Nullable ChildContext<?, ?, ?> set(@Nullable ChildContext<?, ?, ?> context) {
		ChildContext<?, ?, ?> before = CURRENT.get();
		if (context != null) {
			CURRENT.set(context);
		}
		else {
			CURRENT.remove();
		}
		return before;
	}

}
