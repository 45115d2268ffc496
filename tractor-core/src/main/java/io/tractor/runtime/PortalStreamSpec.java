package io.tractor.runtime;

import java.time.Duration;
import java.util.Iterator;

import io.tractor.ContextSpec;
import io.tractor.MsgStream;
import io.tractor.StreamReceiver;
import io.tractor.StreamReceiverAction;
import io.tractor.StreamReceiverBody;
import io.tractor.StreamSpec;
import io.tractor.TypeRef;
import org.jspecify.annotations.Nullable;

/**
 * A one-way stream to be opened through a portal: a context in which the opener only
 * receives, and which it cancels when it leaves.
 *
 * @param context the context
 */
record PortalStreamSpec<T extends @Nullable Object>(
		PortalContextSpec<Object, T, Object, Object> context) implements StreamSpec<T> {

	@Override
	public StreamSpec<T> argument(String name, @Nullable Object value) {
		return of(this.context.argument(name, value));
	}

	@Override
	public <A extends @Nullable Object> StreamSpec<T> argument(String name, A value, Class<A> type) {
		return of(this.context.argument(name, value, type));
	}

	@Override
	public <A extends @Nullable Object> StreamSpec<T> argument(String name, A value, TypeRef<A> type) {
		return of(this.context.argument(name, value, type));
	}

	@Override
	public StreamSpec<T> deadline(Duration time) {
		return of(this.context.deadline(time));
	}

	@Override
	public <A extends @Nullable Object> StreamSpec<A> receives(Class<A> type) {
		return of(this.context.receives(type));
	}

	@Override
	public <A extends @Nullable Object> StreamSpec<A> receives(TypeRef<A> type) {
		return of(this.context.receives(type));
	}

	private static <A extends @Nullable Object> StreamSpec<A> of(ContextSpec<Object, A, Object, Object> context) {
		return new PortalStreamSpec<>((PortalContextSpec<Object, A, Object, Object>) context);
	}

	@Override
	public <R extends @Nullable Object, X extends Exception> R open(StreamReceiverBody<T, R, X> body) throws X {
		return this.<R, X>run(body, true);
	}

	@Override
	public <X extends Exception> void open(StreamReceiverAction<T, X> action) throws X {
		this.<@Nullable Object, X>run((stream) -> {
			action.run(stream);
			return null;
		}, false);
	}

	private <R extends @Nullable Object, X extends Exception> R run(StreamReceiverBody<T, R, X> body, boolean owesValue)
			throws X {
		Transport transport = this.context.portal().transport();
		int window = this.context.portal().actor().settings().bufferSize();
		return this.context.<R, X>run((endpoint, side) -> transport.openStream(endpoint, side, window),
				(context, first) -> {
					R value = body.run(new Received<>(context.openStream()));
					context.cancel();
					return value;
				}, owesValue);
	}

	/**
	 * The half of a context's stream that the opener of a one-way stream has.
	 *
	 * @param stream the context's stream
	 */
	private record Received<T extends @Nullable Object>(MsgStream<T, ?> stream) implements StreamReceiver<T> {

		@Override
		public T receive() {
			return this.stream.receive();
		}

		@Override
		public Iterator<T> iterator() {
			return this.stream.iterator();
		}

	}

}
