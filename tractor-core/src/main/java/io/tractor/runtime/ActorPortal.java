package io.tractor.runtime;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.tractor.ContextSpec;
import io.tractor.EndpointMethod;
import io.tractor.Portal;
import io.tractor.StreamMethod;
import io.tractor.StreamSpec;
import io.tractor.scope.Nursery;
import io.tractor.scope.Task;
import org.jspecify.annotations.Nullable;

/**
 * Opens contexts of one actor to one peer.
 */
final class ActorPortal implements Portal {

	private final Actor actor;

	private final String peer;

	private final Transport transport;

	ActorPortal(Actor actor, String peer, Transport transport) {
		this.actor = actor;
		this.peer = peer;
		this.transport = transport;
	}

	@Override
	public String peer() {
		return this.peer;
	}

	@Override
	public ContextSpec<Object, Object, Object, Object> context(String endpoint) {
		return new PortalContextSpec<>(this, endpoint, Map.of(), Contract.PayloadTypes.UNTYPED, null, null);
	}

	@Override
	public <S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object> ContextSpec<S, I, O, R> contextOf(
			EndpointMethod method, @Nullable Object... arguments) {
		Contract contract = MethodReference.contract(method);
		return new PortalContextSpec<>(this, contract.endpoint(), values(contract, arguments), contract.types(),
				contract.codec(), null);
	}

	@Override
	public StreamSpec<Object> openStreamFrom(String endpoint) {
		return new PortalStreamSpec<>(
				new PortalContextSpec<>(this, endpoint, Map.of(), Contract.PayloadTypes.UNTYPED, null, null));
	}

	@Override
	public <T extends @Nullable Object> StreamSpec<T> streamOf(StreamMethod method, @Nullable Object... arguments) {
		Contract contract = MethodReference.contract(method);
		return new PortalStreamSpec<>(new PortalContextSpec<>(this, contract.endpoint(), values(contract, arguments),
				contract.types(), contract.codec(), null));
	}

	private static Map<String, PortalContextSpec.Value> values(Contract contract, @Nullable Object[] arguments) {
		int parameters = contract.arguments().size() + contract.principals().size();
		if (arguments.length != parameters) {
			throw new IllegalArgumentException("Endpoint '" + contract.endpoint() + "' takes the arguments "
					+ contract.arguments() + ", and was given " + arguments.length);
		}
		Map<String, PortalContextSpec.Value> values = new LinkedHashMap<>();
		int next = 0;
		for (int i = 0; i < parameters; i++) {
			if (!contract.principals().contains(i)) {
				Contract.Argument argument = contract.arguments().get(next++);
				values.put(argument.name(), new PortalContextSpec.Value(arguments[i], argument.type()));
			}
		}
		return values;
	}

	@Override
	public boolean cancelActor() {
		List<Transport> ways = this.transport.ways();
		if (ways.size() == 1) {
			return cancel(ways.get(0));
		}
		return Nursery.run((nursery) -> {
			List<Task<Boolean>> all = ways.stream().map((way) -> nursery.start(() -> cancel(way))).toList();
			boolean ended = true;
			for (Task<Boolean> one : all) {
				ended &= one.get();
			}
			return ended;
		});
	}

	private boolean cancel(Transport way) {
		return new ActorPortal(this.actor, this.peer, way).context(CancelActor.NAME)
			.started(Void.class)
			.returns(Boolean.class)
			.call();
	}

	Actor actor() {
		return this.actor;
	}

	Transport transport() {
		return this.transport;
	}

	@Override
	public String toString() {
		return "Portal of " + this.actor.id() + " to peer '" + this.peer + "'";
	}

}
