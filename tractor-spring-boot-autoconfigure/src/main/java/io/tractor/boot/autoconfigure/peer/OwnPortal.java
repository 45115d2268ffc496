package io.tractor.boot.autoconfigure.peer;

import io.tractor.ContextSpec;
import io.tractor.EndpointMethod;
import io.tractor.Portal;
import io.tractor.StreamMethod;
import io.tractor.StreamSpec;
import org.jspecify.annotations.Nullable;

/**
 * A portal and what closes its connections.
 */
final class OwnPortal implements ClosablePortal {

	private final Portal portal;

	private final Runnable closing;

	OwnPortal(Portal portal, Runnable closing) {
		this.portal = portal;
		this.closing = closing;
	}

	@Override
	public String peer() {
		return this.portal.peer();
	}

	@Override
	public boolean cancelActor() {
		return this.portal.cancelActor();
	}

	@Override
	public ContextSpec<Object, Object, Object, Object> context(String endpoint) {
		return this.portal.context(endpoint);
	}

	@Override
	public <S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object> ContextSpec<S, I, O, R> contextOf(
			EndpointMethod method, @Nullable Object... arguments) {
		return this.portal.contextOf(method, arguments);
	}

	@Override
	public StreamSpec<Object> openStreamFrom(String endpoint) {
		return this.portal.openStreamFrom(endpoint);
	}

	@Override
	public <T extends @Nullable Object> StreamSpec<T> streamOf(StreamMethod method, @Nullable Object... arguments) {
		return this.portal.streamOf(method, arguments);
	}

	@Override
	public void close() {
		this.closing.run();
	}

	@Override
	public String toString() {
		return this.portal.toString();
	}

}
