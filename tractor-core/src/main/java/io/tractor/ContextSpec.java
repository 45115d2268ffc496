package io.tractor;

import java.time.Duration;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A context to be opened: which endpoint, with which arguments, under which contract.
 * Immutable; each method gives a new one, and one may be opened any number of times.
 *
 * @param <S> the first value's type
 * @param <I> what the opener receives on the stream
 * @param <O> what the opener sends on the stream
 * @param <R> the result's type
 */
public interface ContextSpec<S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object> {

	/**
	 * Adds an argument of the endpoint. It is written as what its class is; one that is
	 * declared as a sealed or generic type needs that type, see
	 * {@link #argument(String, Object, TypeRef)}.
	 * @param name the parameter's name
	 * @param value its value
	 * @return a new spec
	 */
	ContextSpec<S, I, O, R> argument(String name, @Nullable Object value);

	/**
	 * Adds an argument of the endpoint, written as a given type.
	 * @param name the parameter's name
	 * @param value its value
	 * @param type the parameter's type
	 * @param <T> the type
	 * @return a new spec
	 */
	<T extends @Nullable Object> ContextSpec<S, I, O, R> argument(String name, T value, Class<T> type);

	/**
	 * Adds an argument of the endpoint, written as a given type.
	 * @param name the parameter's name
	 * @param value its value
	 * @param type the parameter's type
	 * @param <T> the type
	 * @return a new spec
	 */
	<T extends @Nullable Object> ContextSpec<S, I, O, R> argument(String name, T value, TypeRef<T> type);

	/**
	 * Sets the codec that all values of the context are written with. By default it is
	 * what the endpoint's {@link Context#codec} says, if this refers to a method, or else
	 * the first of the actor's codecs.
	 * @param name the name of one of the actor's codecs; the peer must have it too
	 * @return a new spec
	 * @throws IllegalArgumentException if the actor has none of that name
	 */
	ContextSpec<S, I, O, R> codec(String name);

	/**
	 * Sets how long the context may take, from {@code open} on. The time that remains
	 * travels with the call and the far side keeps it by its own clock, so that a far
	 * task that is cut off ends too; contexts opened in it inherit what is left. There is
	 * none by default; one around the opener counts in any case, if it is earlier.
	 * @param time how long
	 * @return a new spec
	 */
	ContextSpec<S, I, O, R> deadline(Duration time);

	/**
	 * Sets the type of the first value.
	 * @param type the type
	 * @param <T> the type
	 * @return a new spec
	 */
	<T extends @Nullable Object> ContextSpec<T, I, O, R> started(Class<T> type);

	/**
	 * Sets the type of the first value.
	 * @param type the type
	 * @param <T> the type
	 * @return a new spec
	 */
	<T extends @Nullable Object> ContextSpec<T, I, O, R> started(TypeRef<T> type);

	/**
	 * Sets the type of what the opener receives on the stream.
	 * @param type the type
	 * @param <T> the type
	 * @return a new spec
	 */
	<T extends @Nullable Object> ContextSpec<S, T, O, R> receives(Class<T> type);

	/**
	 * Sets the type of what the opener receives on the stream.
	 * @param type the type
	 * @param <T> the type
	 * @return a new spec
	 */
	<T extends @Nullable Object> ContextSpec<S, T, O, R> receives(TypeRef<T> type);

	/**
	 * Sets the type of what the opener sends on the stream.
	 * @param type the type
	 * @param <T> the type
	 * @return a new spec
	 */
	<T extends @Nullable Object> ContextSpec<S, I, T, R> sends(Class<T> type);

	/**
	 * Sets the type of what the opener sends on the stream.
	 * @param type the type
	 * @param <T> the type
	 * @return a new spec
	 */
	<T extends @Nullable Object> ContextSpec<S, I, T, R> sends(TypeRef<T> type);

	/**
	 * Sets the type of the result.
	 * @param type the type
	 * @param <T> the type
	 * @return a new spec
	 */
	<T extends @Nullable Object> ContextSpec<S, I, O, T> returns(Class<T> type);

	/**
	 * Sets the type of the result.
	 * @param type the type
	 * @param <T> the type
	 * @return a new spec
	 */
	<T extends @Nullable Object> ContextSpec<S, I, O, T> returns(TypeRef<T> type);

	/**
	 * Opens the context and runs {@code body} once the endpoint has called
	 * {@link ChildContext#started}. Returns after the far task has ended, whatever way
	 * the body left; the exceptions to this are a lost connection, and a cancelled far
	 * task that has not ended within {@code abandon-after} (10 s by default). If the
	 * connection is lost or the far task fails, the body is cancelled: its thread is
	 * interrupted, and its nurseries with it.
	 * <p>
	 * Must be given a block, {@code (ctx, first) -> { return .. }}: of an expression the
	 * compiler cannot tell whether its value is meant.
	 * @param body this side of the dialog
	 * @param <T> what the body returns
	 * @param <X> what the body throws
	 * @return what the body returned
	 * @throws X what the body threw; the far task was cancelled for it
	 * @throws RemoteActorException if the far task failed, also if the body caught that
	 * @throws ContextCancelledException if the far task was cancelled by anyone but this
	 * side, or by this side and the body was cut off by it before it had a value to
	 * return
	 * @throws ContextRefusedException if the peer refused to begin
	 * @throws DeadlineExceededException if the {@link #deadline} passed first
	 * @throws TransportClosedException if there is no connection, or it was lost
	 * @throws ScopeCancelledException if the calling thread's own scope was cancelled or
	 * the thread was interrupted while waiting; the far task was cancelled for it
	 * @throws IllegalStateException on a thread that must not block (Reactor's event
	 * loops)
	 */
	<T extends @Nullable Object, X extends Exception> T open(ContextBody<S, I, O, R, T, X> body) throws X;

	/**
	 * As {@link #open(ContextBody)}, for a body that returns nothing; a cancel that this
	 * side asked for is absorbed wherever it cut the body off.
	 * @param action this side of the dialog
	 * @param <X> what the action throws
	 * @throws X what the action threw; the far task was cancelled for it
	 */
	<X extends Exception> void open(ContextAction<S, I, O, R, X> action) throws X;

	/**
	 * Opens the context for a lifetime that is no block's. Returns once the endpoint has
	 * called {@link ChildContext#started}.
	 * @return the opener's side, to be closed
	 * @throws RemoteActorException if the far task failed before
	 * @throws ContextRefusedException if the peer refused to begin
	 * @throws DeadlineExceededException if the {@link #deadline} passed before
	 * @throws TransportClosedException if there is no connection, or it was lost
	 * @throws ScopeCancelledException if the calling thread's own scope was cancelled or
	 * the thread was interrupted before; the far task was cancelled for it
	 * @throws IllegalStateException on a thread that must not block (Reactor's event
	 * loops)
	 */
	ContextHandle<S, I, O, R> open();

	/**
	 * As {@link #open(ContextBody)}, for a body that is a {@link Mono}: opens the context
	 * each time it is subscribed to, and no thread waits for it. Completes, with what the
	 * body gave, after the far task has ended. Cancelling the subscription cancels the
	 * body and the far task; if the far task fails, or the connection is lost, the
	 * subscription to the body is cancelled. An endpoint or body that this is subscribed
	 * to in, as a part of its publisher, ends after it.
	 * <p>
	 * The body is subscribed to, and what it does with the stream happens, on the
	 * connection's event loop unless it says otherwise: it must not block there.
	 * @param body this side of the dialog
	 * @param <T> what the body gives
	 * @return what the body gave. Its errors are what {@link #open(ContextBody)} throws;
	 * a cancel that this side asked for is absorbed wherever it cut the body off
	 */
	<T> Mono<T> openReactive(BiFunction<? super ParentContext<I, O, R>, ? super S, ? extends Mono<? extends T>> body);

	/**
	 * As {@link #openReactive}, for a body that gives any number of values: they are
	 * given on as they come, and the end after the far task has ended. Not to be read
	 * with {@link Flux#next()} and the like, which cancel after the first value.
	 * @param body this side of the dialog
	 * @param <T> what the body gives
	 * @return what the body gives
	 */
	<T> Flux<T> openFlux(BiFunction<? super ParentContext<I, O, R>, ? super S, ? extends Publisher<? extends T>> body);

	/**
	 * As {@link #call()}, without a thread that waits.
	 * @return the result; empty if it is null
	 */
	default Mono<R> callReactive() {
		return openReactive(
				(context, first) -> context.resultReactive().flatMap((outcome) -> Mono.justOrEmpty(outcome.get())));
	}

	/**
	 * Opens the context, waits for its result and returns it: a plain remote call.
	 * @return the result
	 * @throws TractorException as {@link #open(ContextBody)} does
	 */
	default R call() {
		return this.<R, RuntimeException>open((context, first) -> {
			return context.waitForResult().get();
		});
	}

}
