package io.tractor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * A one-way stream to be opened: from which {@link Stream} method, with which arguments.
 * Immutable; each method gives a new one, and one may be opened any number of times.
 * <p>
 * <b>Legacy</b>, as {@link Stream} is: new code uses {@link Context} and
 * {@link ContextSpec}.
 *
 * @param <T> what is received
 */
public interface StreamSpec<T extends @Nullable Object> {

	/**
	 * Adds an argument of the method. It is written as what its class is; one that is
	 * declared as a sealed or generic type needs that type, see
	 * {@link #argument(String, Object, TypeRef)}.
	 * @param name the parameter's name
	 * @param value its value
	 * @return a new spec
	 */
	StreamSpec<T> argument(String name, @Nullable Object value);

	/**
	 * Adds an argument of the method, written as a given type.
	 * @param name the parameter's name
	 * @param value its value
	 * @param type the parameter's type
	 * @param <A> the type
	 * @return a new spec
	 */
	<A extends @Nullable Object> StreamSpec<T> argument(String name, A value, Class<A> type);

	/**
	 * Adds an argument of the method, written as a given type.
	 * @param name the parameter's name
	 * @param value its value
	 * @param type the parameter's type
	 * @param <A> the type
	 * @return a new spec
	 */
	<A extends @Nullable Object> StreamSpec<T> argument(String name, A value, TypeRef<A> type);

	/**
	 * Sets how long the stream may take, from {@code open} on, on both sides. There is no
	 * limit by default; one around the opener counts in any case, if it is earlier.
	 * @param time how long
	 * @return a new spec
	 */
	StreamSpec<T> deadline(Duration time);

	/**
	 * Sets the type of what is received.
	 * @param type the type
	 * @param <A> the type
	 * @return a new spec
	 */
	<A extends @Nullable Object> StreamSpec<A> receives(Class<A> type);

	/**
	 * Sets the type of what is received.
	 * @param type the type
	 * @param <A> the type
	 * @return a new spec
	 */
	<A extends @Nullable Object> StreamSpec<A> receives(TypeRef<A> type);

	/**
	 * Opens the stream and runs {@code body} once the far method has begun. The stream
	 * lives as long as the body: leaving it, by return or exception, cancels the far task
	 * if it has not ended. Returns without waiting for that task's end, of which
	 * RSocket's request-stream cannot tell; {@link ContextSpec#open(ContextBody)} waits.
	 * If the far method fails or the connection is lost, the body is cancelled: its
	 * thread is interrupted, and its nurseries with it.
	 * <p>
	 * Must be given a block, {@code (stream) -> { return .. }}: of an expression the
	 * compiler cannot tell whether its value is meant.
	 * @param body receives from the stream
	 * @param <R> what the body returns
	 * @param <X> what the body throws
	 * @return what the body returned
	 * @throws X what the body threw; the far task was cancelled for it
	 * @throws RemoteActorException if the far method failed, also if the body caught that
	 * @throws ContextCancelledException if the far task was cancelled by anyone but this
	 * side
	 * @throws ContextRefusedException if the peer refused to begin
	 * @throws DeadlineExceededException if the {@link #deadline} passed first
	 * @throws TransportClosedException if there is no connection, or it was lost
	 * @throws ScopeCancelledException if the calling thread's own scope was cancelled or
	 * the thread was interrupted while waiting; the far task was cancelled for it
	 * @throws IllegalStateException on a thread that must not block (Reactor's event
	 * loops)
	 */
	<R extends @Nullable Object, X extends Exception> R open(StreamReceiverBody<T, R, X> body) throws X;

	/**
	 * As {@link #open(StreamReceiverBody)}, for a body that returns nothing.
	 * @param action receives from the stream
	 * @param <X> what the action throws
	 * @throws X what the action threw; the far task was cancelled for it
	 */
	<X extends Exception> void open(StreamReceiverAction<T, X> action) throws X;

}
