package io.tractor.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.tractor.protocol.Msg;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who watch one context, none of whom can do it any harm.
 */
final class Watches implements ContextWatch {

	private static final Logger logger = LoggerFactory.getLogger(Watches.class);

	private final List<ContextWatch> watches;

	private Watches(List<ContextWatch> watches) {
		this.watches = watches;
	}

	/**
	 * Tells that a context begins.
	 * @return those who want to know more
	 */
	static Watches begin(List<ContextListener> listeners, ContextBeginning context, Map<String, String> headers) {
		List<ContextWatch> watches = new ArrayList<>(listeners.size());
		for (ContextListener listener : listeners) {
			ContextWatch watch = Watches.<@Nullable ContextWatch>guarded(listener,
					() -> listener.began(context, headers));
			if (watch != null) {
				watches.add(watch);
			}
		}
		return new Watches(watches);
	}

	/**
	 * What is to be sent: with the headers, unless they are too much.
	 */
	static Msg.Start withHeaders(Msg.Start start, Map<String, String> headers) {
		if (headers.isEmpty()) {
			return start;
		}
		Msg.Start with = Watches.<Msg.@Nullable Start>guarded("headers", () -> start.withHeaders(headers));
		return (with != null) ? with : start;
	}

	@Override
	public @Nullable Runnable entered() {
		List<Runnable> exits = new ArrayList<>(this.watches.size());
		for (ContextWatch watch : this.watches) {
			Runnable exit = Watches.<@Nullable Runnable>guarded(watch, watch::entered);
			if (exit != null) {
				exits.add(exit);
			}
		}
		// The last one that entered leaves first.
		Collections.reverse(exits);
		return () -> exits.forEach((exit) -> Watches.<@Nullable Void>guarded(exit, () -> {
			exit.run();
			return null;
		}));
	}

	@Override
	public void ended(ContextEnd end) {
		this.watches.forEach((watch) -> Watches.<@Nullable Void>guarded(watch, () -> {
			watch.ended(end);
			return null;
		}));
	}

	private static <T extends @Nullable Object> @Nullable T guarded(Object who, Supplier<T> call) {
		try {
			return call.get();
		}
		catch (Throwable ex) {
			logger.warn("A listener to contexts failed: {}", who, ex);
			return null;
		}
	}

}
