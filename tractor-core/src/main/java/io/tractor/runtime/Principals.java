package io.tractor.runtime;

import java.security.Principal;

import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Tells who has opened a context, as the security around it has found out: what an
 * endpoint's parameter of type {@link Principal} is given.
 */
@FunctionalInterface
public interface Principals {

	/**
	 * Who it is. Called on the thread of the endpoint's task, which may block, and only
	 * for endpoints that have such a parameter.
	 * @param request what the request came with that has opened the context
	 * @return the principal, or null if nobody is known
	 */
	@Nullable Principal of(ContextView request);

	/**
	 * Binds to the thread of the endpoint's task whatever else its code may look for
	 * there. By default nothing is bound.
	 * @param request what the request came with that has opened the context; not called
	 * if that is nothing
	 * @return run by the same thread when the task has ended: makes the thread what it
	 * was before; or null
	 */
	default @Nullable Runnable bind(ContextView request) {
		return null;
	}

}
