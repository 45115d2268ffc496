package io.tractor.boot.test.peer;

import io.tractor.ChildContext;
import org.jspecify.annotations.Nullable;

/**
 * A step of a script that is code of the test.
 *
 * @param <S> the first value's type
 * @param <I> what the endpoint receives
 * @param <O> what the endpoint sends
 */
@FunctionalInterface
public interface ScriptAction<S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object> {

	/**
	 * Takes the step, on the thread of the context's task.
	 * @param context the peer's side of the context
	 * @throws Exception whatever; it fails the context
	 */
	void perform(ChildContext<S, I, O> context) throws Exception;

}
