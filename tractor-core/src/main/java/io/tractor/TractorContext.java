package io.tractor;

import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * One side of a context: a task here and a task in another actor, linked as one
 * structured-concurrency scope. Whatever ends one of them ends the other in the
 * equivalent way. All methods may be called from any thread.
 *
 * @param <I> what this side receives on the stream
 * @param <O> what this side sends on the stream
 */
public sealed interface TractorContext<I extends @Nullable Object, O extends @Nullable Object>
		permits ParentContext, ChildContext {

	/**
	 * The id of the context, the same on both sides.
	 * @return the id
	 */
	String id();

	/**
	 * The name of the endpoint.
	 * @return the name
	 */
	String endpoint();

	/**
	 * Which side this is.
	 * @return the side
	 */
	Side side();

	/**
	 * The actor this side runs in.
	 * @return this actor's id
	 */
	ActorId localActor();

	/**
	 * The actor the other side runs in.
	 * @return the other actor's id
	 */
	ActorId remoteActor();

	/**
	 * Runs {@code body} with this side's end of the stream, and closes the stream after
	 * it: gracefully if the body returned, so that the far side's iteration ends; without
	 * a word if it threw, so that the far side is not told "finished" where the truth is
	 * "failed".
	 * @param body what to do with the stream
	 * @param <T> what the body returns
	 * @param <X> what the body throws
	 * @return what the body returned
	 * @throws X what the body threw
	 * @throws IllegalStateException if this side has opened its stream before, or, on the
	 * child side, before {@link ChildContext#started}
	 */
	default <T extends @Nullable Object, X extends Exception> T stream(StreamBody<I, O, T, X> body) throws X {
		return stream(StreamOptions.DEFAULT, body);
	}

	/**
	 * As {@link #stream(StreamBody)}, with options.
	 * @param options how this side treats its end of the stream
	 * @param body what to do with the stream
	 * @param <T> what the body returns
	 * @param <X> what the body throws
	 * @return what the body returned
	 * @throws X what the body threw
	 */
	default <T extends @Nullable Object, X extends Exception> T stream(StreamOptions options,
			StreamBody<I, O, T, X> body) throws X {
		MsgStream<I, O> stream = openStream(options);
		T result;
		try {
			result = body.run(stream);
		}
		catch (Throwable ex) {
			stream.abort();
			throw ex;
		}
		stream.close();
		return result;
	}

	/**
	 * As {@link #stream(StreamBody)}, for a body that returns nothing.
	 * @param action what to do with the stream
	 * @param <X> what the action throws
	 * @throws X what the action threw
	 */
	default <X extends Exception> void stream(StreamAction<I, O, X> action) throws X {
		stream(StreamOptions.DEFAULT, action);
	}

	/**
	 * As {@link #stream(StreamOptions, StreamBody)}, for a body that returns nothing.
	 * @param options how this side treats its end of the stream
	 * @param action what to do with the stream
	 * @param <X> what the action throws
	 * @throws X what the action threw
	 */
	default <X extends Exception> void stream(StreamOptions options, StreamAction<I, O, X> action) throws X {
		this.<@Nullable Object, X>stream(options, (stream) -> {
			action.run(stream);
			return null;
		});
	}

	/**
	 * As {@link #stream(StreamBody)}, for a body that is a publisher: when it is
	 * subscribed to, the stream is opened and {@code body} with it. The stream is closed
	 * gracefully when the body completes, and without a word when it fails or is
	 * cancelled.
	 * @param body what to do with the stream, by {@link MsgStream#asFlux()} and
	 * {@link MsgStream#sendAll}
	 * @param <T> what the body gives
	 * @return what the body gives; fails as {@link #openStream()} does
	 */
	default <T> Flux<T> streamReactive(Function<? super MsgStream<I, O>, ? extends Publisher<? extends T>> body) {
		return streamReactive(StreamOptions.DEFAULT, body);
	}

	/**
	 * As {@link #streamReactive(Function)}, with options.
	 * @param options how this side treats its end of the stream
	 * @param body what to do with the stream
	 * @param <T> what the body gives
	 * @return what the body gives
	 */
	default <T> Flux<T> streamReactive(StreamOptions options,
			Function<? super MsgStream<I, O>, ? extends Publisher<? extends T>> body) {
		return Flux.defer(() -> {
			MsgStream<I, O> stream = openStream(options);
			return Flux.<T>from(body.apply(stream)).doOnComplete(stream::close).doFinally((end) -> stream.abort());
		});
	}

	/**
	 * Opens this side's end of the stream as a handle, for lifetimes that are not
	 * lexical. There is one stream in a context, to be opened once on each side.
	 * @return the stream; {@link MsgStream#close()} tells the far side "finished"
	 * @throws IllegalStateException if this side has opened its stream before, or, on the
	 * child side, before {@link ChildContext#started}
	 */
	default MsgStream<I, O> openStream() {
		return openStream(StreamOptions.DEFAULT);
	}

	/**
	 * As {@link #openStream()}, with options.
	 * @param options how this side treats its end of the stream
	 * @return the stream
	 * @throws IllegalStateException as {@link #openStream()} does
	 */
	MsgStream<I, O> openStream(StreamOptions options);

	/**
	 * On the parent side, asks the far task to cancel and waits for its acknowledgement,
	 * at most for the cancel time-out (616 ms by default): see
	 * {@link ParentContext#cancel()}. On the child side, cancels this task itself: see
	 * {@link ChildContext#cancel()}.
	 */
	void cancel();

	/**
	 * Throws if this side's scope is cancelled, else does nothing.
	 * @throws ScopeCancelledException if it is cancelled
	 */
	void checkpoint();

	/**
	 * Whether this side asked for a cancel: by {@link #cancel()}, or because its body
	 * failed or was itself cancelled.
	 * @return true once it did
	 */
	boolean cancelCalled();

	/**
	 * Whether the far task has ended after this side asked it to cancel.
	 * @return true once it has
	 */
	boolean cancelAcked();

	/**
	 * Whether this side's own task was cut off by a cancel that came from the other side
	 * or a third one, and ended by it.
	 * @return true once it was
	 */
	boolean cancelledCaught();

	/**
	 * The actor whose request cancelled this context.
	 * @return the canceller, empty if the context was not cancelled
	 */
	Optional<ActorId> canceller();

	/**
	 * The error this context ended with.
	 * @return the error, empty if it has not ended or ended well
	 */
	Optional<Throwable> maybeError();

}
