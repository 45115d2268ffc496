package io.tractor;

import org.jspecify.annotations.Nullable;

/**
 * The opener's side of a context whose life is not that of a block: a bean that holds a
 * dialog for as long as it lives, a test that opens in one method and closes in another.
 * Where the life is lexical, {@link ContextSpec#open(ContextBody)} is the exact form.
 * <p>
 * No thread belongs to it. Where a block would be cut off, the next operation throws: the
 * far side's failure, {@link DeadlineExceededException} or
 * {@link TransportClosedException} comes out of {@code receive}, {@code send},
 * {@link #waitForResult()}, and at last of {@link #close()}. Opened in an endpoint's task
 * it belongs to that task, and is closed at the task's end at the latest; anywhere else
 * it belongs to the actor, whose shutdown cancels it.
 *
 * @param <S> the first value's type
 * @param <I> what this side receives on the stream
 * @param <O> what this side sends on the stream
 * @param <R> the result's type
 */
public interface ContextHandle<S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object>
		extends ParentContext<I, O, R>, AutoCloseable {

	/**
	 * The endpoint's first value.
	 * @return the value
	 */
	S first();

	/**
	 * Leaves the context. If its result was not awaited the far task is cancelled, as by
	 * {@link #cancel()}, which is absorbed. Returns after the far task has ended, or was
	 * abandoned; interrupts are held back meanwhile. A second call does nothing.
	 * @throws RemoteActorException if the far task failed, and no operation has thrown
	 * that yet
	 * @throws ContextCancelledException if it was cancelled by others, and no operation
	 * has thrown that yet
	 * @throws DeadlineExceededException if the deadline passed, and no operation has
	 * thrown that yet
	 * @throws TransportClosedException if the connection was lost, and no operation has
	 * thrown that yet
	 */
	@Override
	void close();

}
