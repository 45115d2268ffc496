package io.tractor.runtime;

import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

import io.tractor.ChildContext;
import io.tractor.ContextAction;
import io.tractor.ContextBody;
import io.tractor.ContextHandle;
import io.tractor.ContextSpec;
import io.tractor.CurrentContext;
import io.tractor.MsgTypeException;
import io.tractor.ParentContext;
import io.tractor.RemoteError;
import io.tractor.TypeRef;
import io.tractor.codec.Codec;
import io.tractor.protocol.Msg;
import io.tractor.scope.Blocking;
import io.tractor.scope.CancelScope;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * A context to be opened through a portal.
 *
 * @param portal the portal
 * @param endpoint the endpoint's name
 * @param arguments the arguments so far, by name
 * @param types the payload types, named from the endpoint's side
 * @param codec the name of its codec, or null for the actor's first
 * @param deadline how long it may take, or null
 */
record PortalContextSpec<S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object>(
		ActorPortal portal, String endpoint, Map<String, Value> arguments, Contract.PayloadTypes types,
		@Nullable String codec, @Nullable Duration deadline) implements ContextSpec<S, I, O, R> {

	private static final int VERSION = 1;

	PortalContextSpec {
		if (codec != null && portal.actor().codec(codec) == null) {
			throw new IllegalArgumentException("Endpoint '" + endpoint + "' takes codec '" + codec + "', and actor "
					+ portal.actor().id() + " has none of that name: it has " + portal.actor().codecs());
		}
	}

	@Override
	public ContextSpec<S, I, O, R> argument(String name, @Nullable Object value) {
		Value known = this.arguments.get(name);
		return argument(name, new Value(value, (known != null) ? known.type() : Object.class));
	}

	@Override
	public <T extends @Nullable Object> ContextSpec<S, I, O, R> argument(String name, T value, Class<T> type) {
		return argument(name, new Value(value, type));
	}

	@Override
	public <T extends @Nullable Object> ContextSpec<S, I, O, R> argument(String name, T value, TypeRef<T> type) {
		return argument(name, new Value(value, type.type()));
	}

	private ContextSpec<S, I, O, R> argument(String name, Value value) {
		Map<String, Value> more = new LinkedHashMap<>(this.arguments);
		more.put(name, value);
		return new PortalContextSpec<>(this.portal, this.endpoint, more, this.types, this.codec, this.deadline);
	}

	@Override
	public ContextSpec<S, I, O, R> codec(String name) {
		return new PortalContextSpec<>(this.portal, this.endpoint, this.arguments, this.types, name, this.deadline);
	}

	@Override
	public ContextSpec<S, I, O, R> deadline(Duration time) {
		if (time.isNegative() || time.isZero()) {
			throw new IllegalArgumentException(
					"The deadline of endpoint '" + this.endpoint + "' must be a positive time, not " + time);
		}
		return new PortalContextSpec<>(this.portal, this.endpoint, this.arguments, this.types, this.codec, time);
	}

	@Override
	public <T extends @Nullable Object> ContextSpec<T, I, O, R> started(Class<T> type) {
		return typed(new Contract.PayloadTypes(type, this.types.received(), this.types.sent(), this.types.result()));
	}

	@Override
	public <T extends @Nullable Object> ContextSpec<T, I, O, R> started(TypeRef<T> type) {
		return typed(
				new Contract.PayloadTypes(type.type(), this.types.received(), this.types.sent(), this.types.result()));
	}

	@Override
	public <T extends @Nullable Object> ContextSpec<S, T, O, R> receives(Class<T> type) {
		return typed(new Contract.PayloadTypes(this.types.first(), this.types.received(), type, this.types.result()));
	}

	@Override
	public <T extends @Nullable Object> ContextSpec<S, T, O, R> receives(TypeRef<T> type) {
		return typed(
				new Contract.PayloadTypes(this.types.first(), this.types.received(), type.type(), this.types.result()));
	}

	@Override
	public <T extends @Nullable Object> ContextSpec<S, I, T, R> sends(Class<T> type) {
		return typed(new Contract.PayloadTypes(this.types.first(), type, this.types.sent(), this.types.result()));
	}

	@Override
	public <T extends @Nullable Object> ContextSpec<S, I, T, R> sends(TypeRef<T> type) {
		return typed(
				new Contract.PayloadTypes(this.types.first(), type.type(), this.types.sent(), this.types.result()));
	}

	@Override
	public <T extends @Nullable Object> ContextSpec<S, I, O, T> returns(Class<T> type) {
		return typed(new Contract.PayloadTypes(this.types.first(), this.types.received(), this.types.sent(), type));
	}

	@Override
	public <T extends @Nullable Object> ContextSpec<S, I, O, T> returns(TypeRef<T> type) {
		return typed(
				new Contract.PayloadTypes(this.types.first(), this.types.received(), this.types.sent(), type.type()));
	}

	private <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object, D extends @Nullable Object> ContextSpec<A, B, C, D> typed(
			Contract.PayloadTypes types) {
		return new PortalContextSpec<>(this.portal, this.endpoint, this.arguments, types, this.codec, this.deadline);
	}

	@Override
	public <T extends @Nullable Object, X extends Exception> T open(ContextBody<S, I, O, R, T, X> body) throws X {
		return this.<T, X>run(this.portal.transport()::open, body, true);
	}

	@Override
	public <X extends Exception> void open(ContextAction<S, I, O, R, X> action) throws X {
		this.<@Nullable Object, X>run(this.portal.transport()::open, (context, first) -> {
			action.run(context, first);
			return null;
		}, false);
	}

	/** Opens the context, its channel in the way that {@code opening} does. */
	<T extends @Nullable Object, X extends Exception> T run(BiFunction<String, Link, Channel> opening,
			ContextBody<S, I, O, R, T, X> body, boolean owesValue) throws X {
		checkMayBlock();
		if (this.deadline == null) {
			return side(CancelScope.remaining()).run(opening, body, owesValue);
		}
		return CancelScope.<T, X>failAfter(this.deadline,
				() -> side(CancelScope.remaining()).run(opening, body, owesValue));
	}

	@Override
	public <T> Mono<T> openReactive(
			BiFunction<? super ParentContext<I, O, R>, ? super S, ? extends Mono<? extends T>> body) {
		return new Mono<>() {

			@Override
			public void subscribe(CoreSubscriber<? super T> actual) {
				openReactive(body, actual, true);
			}

		};
	}

	@Override
	public <T> Flux<T> openFlux(
			BiFunction<? super ParentContext<I, O, R>, ? super S, ? extends Publisher<? extends T>> body) {
		return new Flux<>() {

			@Override
			public void subscribe(CoreSubscriber<? super T> actual) {
				openReactive(body, actual, false);
			}

		};
	}

	private <T> void openReactive(
			BiFunction<? super ParentContext<I, O, R>, ? super S, ? extends Publisher<? extends T>> body,
			CoreSubscriber<? super T> actual, boolean single) {
		ReactiveScope around = ReactiveScope.of(actual.currentContext());
		Duration time = least(this.deadline, CancelScope.remaining());
		time = (around != null) ? least(time, around.remaining()) : time;
		ReactiveBody<S, I, O, R, T> opened;
		try {
			opened = new ReactiveBody<>(side(time, around), body, actual, single);
		}
		catch (RuntimeException ex) {
			Operators.error(actual, ex);
			return;
		}
		opened.open(this.portal.transport(), time);
	}

	private static @Nullable Duration least(@Nullable Duration one, @Nullable Duration other) {
		return (one == null || (other != null && other.compareTo(one) < 0)) ? other : one;
	}

	/** A side that belongs to whose scope it is opened in. */
	private ParentSide<S, I, O, R> side(@Nullable Duration time, @Nullable ReactiveScope around) {
		if (around == null || around.task() == null) {
			return side(time);
		}
		ChildContext<?, ?, ?> before = CurrentContext.set(around.task());
		try {
			return side(time);
		}
		finally {
			CurrentContext.set(before);
		}
	}

	@Override
	public ContextHandle<S, I, O, R> open() {
		checkMayBlock();
		Duration time = least(this.deadline, CancelScope.remaining());
		return HeldContext.open(side(time), this.portal.transport(), time);
	}

	private static void checkMayBlock() {
		Blocking.check("open(..)", "openReactive(..)");
	}

	private ParentSide<S, I, O, R> side(@Nullable Duration time) {
		Actor actor = this.portal.actor();
		Codec codec = Objects.requireNonNullElseGet((this.codec != null) ? actor.codec(this.codec) : null,
				actor::codec);
		Map<String, byte[]> encoded = encoded(codec);
		actor.limits().checkArguments(ActorLimits.size(encoded), this.endpoint);
		long number = actor.nextContext();
		Msg.Start start = new Msg.Start(VERSION, actor.contextId(number), actor.id(), codec.name(), encoded, time,
				actor.settings().bufferSize(), Map.of(), depth());
		ParentSide<S, I, O, R> side = new ParentSide<>(actor, this.portal.peer(), number, start, this.endpoint,
				actor.payloads(this.types, codec));
		side.by(this.portal.transport());
		return side;
	}

	private Map<String, byte[]> encoded(Codec codec) {
		if (this.arguments.isEmpty()) {
			return Map.of();
		}
		Map<String, byte[]> encoded = new LinkedHashMap<>();
		this.arguments.forEach((name, value) -> encoded.put(name, encode(name, value, codec)));
		return encoded;
	}

	/** One more than that of the context whose endpoint opens this one. */
	private static int depth() {
		return (CurrentContext.get() instanceof ChildSide<?, ?, ?> around) ? around.depth() + 1 : 1;
	}

	private byte[] encode(String name, Value value, Codec codec) {
		try {
			return Values.encode(codec.writer(value.type()), value.value(), Integer.MAX_VALUE);
		}
		catch (IOException ex) {
			throw RemoteError
				.found(RemoteError.Kind.TYPE, MsgTypeException.class,
						"Argument '" + name + "' of endpoint '" + this.endpoint + "': " + ex.getMessage(),
						this.portal.actor().id())
				.toException();
		}
	}

	/**
	 * An argument and the type it is written as.
	 *
	 * @param value the value
	 * @param type its type
	 */
	record Value(@Nullable Object value, Type type) {

	}

}
