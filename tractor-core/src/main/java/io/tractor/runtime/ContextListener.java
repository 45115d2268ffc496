package io.tractor.runtime;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Told of every context that begins in an actor, on either side: for meters, traces and
 * the like. No lock is held while it is called. It must not block: on the endpoint's side
 * it is called by the thread that reads the connection. What it throws is logged, and
 * changes nothing for the context.
 */
@FunctionalInterface
public interface ContextListener {

	/**
	 * A context begins: on the opener's side before anything is sent, by the thread that
	 * opens it; on the endpoint's when it has arrived, also if it will be refused.
	 * @param context what is known of it
	 * @param headers texts that travel with the context. On the opener's side those of
	 * the listeners before this one, to be added to: at most 32, of 16 KiB together, else
	 * none of them travels. On the endpoint's side those that came, not to be changed
	 * @return what is told of the context's further life, or null if nothing is to be
	 */
	@Nullable ContextWatch began(ContextBeginning context, Map<String, String> headers);

}
