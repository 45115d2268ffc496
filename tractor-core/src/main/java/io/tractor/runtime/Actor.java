package io.tractor.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import io.tractor.ActorId;
import io.tractor.ChildContext;
import io.tractor.Portal;
import io.tractor.Side;
import io.tractor.codec.Codec;
import io.tractor.codec.JacksonCodec;
import io.tractor.scope.Interrupts;
import org.jspecify.annotations.Nullable;

/**
 * One running application among its peers: the endpoints it serves, the portals it opens
 * contexts through, and all contexts that are live in it. Thread-safe.
 */
public final class Actor implements Acceptor, AutoCloseable {

	private static final int CONTEXT_ID_DIGITS = 16;

	private final ActorId id;

	private final ActorSettings settings;

	private final ActorLimits limits;

	private final ErrorDetail errors;

	private final Admission admission;

	private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();

	private final Map<String, Codec> codecs;

	private final Codec codec;

	private final KnownPayloads payloads = new KnownPayloads();

	private final Set<ParentLink<?, ?, ?>> opened = ConcurrentHashMap.newKeySet();

	private final Set<ChildLink<?, ?, ?>> served = ConcurrentHashMap.newKeySet();

	private final Tally ofOpened = new Tally();

	private final Tally ofServed = new Tally();

	private final List<ContextListener> listeners;

	private final Principals principals;

	private final String contextIds;

	private final AtomicLong contextCount = new AtomicLong();

	private final ReentrantLock lock = new ReentrantLock();

	/** Signalled when a context has ended, while somebody waits. */
	private final Condition fewer = this.lock.newCondition();

	/** How many wait. Written under the lock. */
	private volatile int waiting;

	/** Whether new contexts are refused while those there are may finish. */
	private volatile boolean draining;

	private volatile boolean closed;

	private Actor(Builder builder) {
		this.id = builder.id;
		this.contextIds = builder.id.uuid().replace("-", "").substring(0, CONTEXT_ID_DIGITS);
		this.settings = builder.settings;
		this.limits = builder.limits;
		this.errors = builder.errors;
		this.admission = new Admission(builder.limits);
		this.limits.checkRoom(this.settings.bufferSize());
		this.listeners = List.copyOf(builder.listeners);
		this.principals = builder.principals;
		this.codec = builder.codecs.get(0);
		this.codecs = new LinkedHashMap<>();
		builder.codecs.forEach((codec) -> this.codecs.putIfAbsent(codec.name(), codec));
		if (builder.settings.allowCancelActor()) {
			serve(Endpoint.allOf(new CancelActor(this)));
		}
		serve(builder.endpoints);
	}

	/**
	 * Begins to build an actor.
	 * @param name its name
	 * @return a builder with the default settings, no endpoints, and codecs for CBOR and
	 * JSON
	 */
	public static Builder builder(String name) {
		return new Builder(ActorId.create(name));
	}

	/**
	 * Who this actor is.
	 * @return its id
	 */
	public ActorId id() {
		return this.id;
	}

	/**
	 * How patient this actor is, and how much it buffers.
	 * @return its settings
	 */
	public ActorSettings settings() {
		return this.settings;
	}

	/**
	 * How much this actor takes from its peers, and gives to them.
	 * @return its limits
	 */
	public ActorLimits limits() {
		return this.limits;
	}

	/** What openers are told of errors. */
	ErrorDetail errors() {
		return this.errors;
	}

	/**
	 * A portal to one peer.
	 * @param peer the peer's name here
	 * @param transport the way to it
	 * @return the portal, which does not own the transport
	 */
	public Portal portal(String peer, Transport transport) {
		return new ActorPortal(this, peer, transport);
	}

	/**
	 * A portal to this actor itself, for contexts in which it has both sides.
	 * @return the portal, whose peer has this actor's name
	 */
	public Portal self() {
		return portal(this.id.name(), new LocalTransport(this, this));
	}

	@Override
	public Link accept(String endpoint, Channel channel, Transport peer) {
		Endpoint served = this.endpoints.get(endpoint);
		// The name as it arrived would be one more string for each context.
		return new ChildSide<>(this, (served != null) ? served.name() : endpoint, channel, peer);
	}

	/**
	 * Serves more endpoints, from now on.
	 * @param endpoints the endpoints
	 * @throws IllegalArgumentException if one has the name of another that is served, or
	 * a codec that this actor does not have; those before it are served then
	 */
	public void serve(Collection<Endpoint> endpoints) {
		for (Endpoint endpoint : endpoints) {
			String codec = endpoint.codec();
			if (codec != null && !this.codecs.containsKey(codec)) {
				throw new IllegalArgumentException("Endpoint '" + endpoint.name() + "' is to have codec '" + codec
						+ "', and actor " + this.id + " has none of that name: it has " + codecs());
			}
			Endpoint other = this.endpoints.putIfAbsent(endpoint.name(), endpoint);
			if (other != null) {
				throw new IllegalArgumentException(
						"Two endpoints are named '" + endpoint.name() + "': " + other + " and " + endpoint);
			}
		}
	}

	/**
	 * The names of the endpoints this actor serves.
	 * @return the names
	 */
	public Collection<String> endpoints() {
		return List.copyOf(this.endpoints.keySet());
	}

	/**
	 * The names of the codecs this actor understands.
	 * @return the names, that of the codec it opens contexts with first
	 */
	public Collection<String> codecs() {
		return Collections.unmodifiableCollection(this.codecs.keySet());
	}

	/**
	 * The contexts that are live in this actor, on either side.
	 * @return what they are now
	 */
	public List<ContextSnapshot> contexts() {
		List<ContextSnapshot> snapshots = new ArrayList<>(openedContexts());
		snapshots.addAll(servedContexts());
		return snapshots;
	}

	private List<ContextSnapshot> openedContexts() {
		return this.opened.stream().map(ParentLink::snapshot).toList();
	}

	/**
	 * One that has told its opener how it ended is gone, also if it is being removed yet.
	 */
	private List<ContextSnapshot> servedContexts() {
		return this.served.stream().filter((context) -> !context.finished()).map(ChildLink::snapshot).toList();
	}

	/**
	 * How many contexts are live in this actor on one side; cheaper than to ask for all
	 * of them.
	 * @param side the side
	 * @return their number now
	 */
	public int live(Side side) {
		return switch (side) {
			case PARENT -> this.opened.size();
			case CHILD -> this.served.size();
		};
	}

	/**
	 * Where the threads are that run the endpoint's task of a context that this actor
	 * serves, and the tasks of its nurseries.
	 * @param contextId the context's id
	 * @return the stacks by the threads' names, topmost frame first; empty if there is no
	 * such context
	 */
	public Map<String, List<StackTraceElement>> stacks(String contextId) {
		Map<String, List<StackTraceElement>> stacks = new LinkedHashMap<>();
		for (ChildLink<?, ?, ?> context : this.served) {
			if (context.id().equals(contextId)) {
				stacks.putAll(context.stacks());
			}
		}
		return stacks;
	}

	/**
	 * What this actor has done so far.
	 * @return the numbers of now
	 */
	public ActorStatistics statistics() {
		return new ActorStatistics(this.ofOpened.statistics(openedContexts()),
				this.ofServed.statistics(servedContexts()));
	}

	/**
	 * Cancels a context that this actor serves, at the wish of its operator: the opener
	 * sees a {@link io.tractor.ContextCancelledException} with this actor as canceller.
	 * Returns at once.
	 * @param contextId the context's id
	 * @return whether there is such a context, and nothing had cut it off before
	 */
	public boolean cancel(String contextId) {
		return cancel(contextId, this.id);
	}

	/**
	 * As {@link #cancel(String)}, at the wish of another actor.
	 * @param contextId the context's id
	 * @param canceller who wishes it
	 * @return whether there is such a context, and nothing had cut it off before
	 */
	public boolean cancel(String contextId, ActorId canceller) {
		boolean cancelled = false;
		for (ChildLink<?, ?, ?> context : this.served) {
			if (context.id().equals(contextId)) {
				cancelled |= context.cancel(canceller);
			}
		}
		return cancelled;
	}

	/**
	 * Cancels what this actor serves, but for the context that asks for it, and waits
	 * until it has ended, as a checkpoint and at most for {@code abandon-after}.
	 * @param asking the context that asks
	 * @return whether all has ended
	 */
	boolean cancelServed(ChildContext<?, ?, ?> asking) {
		List<ChildLink<?, ?, ?>> others = this.served.stream().filter((context) -> context != asking).toList();
		others.forEach((context) -> context.cancel(asking.remoteActor()));
		AtomicBoolean ended = new AtomicBoolean();
		Interrupts.asCheckpoint(() -> ended
			.set(await(() -> others.stream().noneMatch(this.served::contains), this.settings.abandonAfter())));
		return ended.get();
	}

	/**
	 * Shuts down gracefully: refuses new contexts at once, lets those it serves finish,
	 * which may open further ones meanwhile, and then does as {@link #close()} does.
	 * Interrupting the wait shortens it.
	 * @param grace how long they may take to finish
	 */
	public void close(Duration grace) {
		this.draining = true;
		try {
			await(this.served::isEmpty, grace);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		close();
	}

	/**
	 * Shuts down: refuses new contexts, cancels those it serves with this actor as
	 * canceller, cuts off the bodies of those it opened, and waits until all have ended,
	 * at most for {@code abandon-after}. Interrupting the wait ends it. Does nothing more
	 * the second time.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.served.forEach((context) -> context.cancel(this.id));
		this.opened.forEach(ParentLink::shutDown);
		try {
			awaitIdle(this.settings.abandonAfter());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Ends the contexts that were opened through portals with that transport, which is
	 * about to be closed: cuts off their bodies, as the cancel of a scope around them
	 * would, has the far sides cancelled by this actor, and waits until all have ended,
	 * at most for {@code abandon-after}. Interrupting the wait ends it: so it does not
	 * wait if it is called by one of these bodies.
	 * @param way the transport
	 * @param why for people, in the exceptions that come out of the bodies
	 */
	public void cancelOpened(Transport way, String why) {
		List<ParentLink<?, ?, ?>> going = this.opened.stream().filter((context) -> context.goesBy(way)).toList();
		going.forEach((context) -> context.shutDown(why));
		try {
			await(() -> going.stream().noneMatch(this.opened::contains), this.settings.abandonAfter());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Takes and opens contexts again after {@link #close()}, which is to have returned:
	 * an application may be stopped and started again. Does nothing if it was not closed.
	 */
	public void reopen() {
		this.closed = false;
		this.draining = false;
	}

	/**
	 * Waits until no context is live in this actor.
	 * @param timeout how long at most
	 * @return whether none is
	 * @throws InterruptedException if the thread is interrupted
	 */
	public boolean awaitIdle(Duration timeout) throws InterruptedException {
		return await(() -> this.opened.isEmpty() && this.served.isEmpty(), timeout);
	}

	/** Waits for what comes true by contexts that end. */
	private boolean await(BooleanSupplier condition, Duration timeout) throws InterruptedException {
		long nanos = timeout.toNanos();
		this.lock.lock();
		try {
			this.waiting++;
			while (!condition.getAsBoolean()) {
				if (nanos <= 0) {
					return false;
				}
				nanos = this.fewer.awaitNanos(nanos);
			}
			return true;
		}
		finally {
			this.waiting--;
			this.lock.unlock();
		}
	}

	// For the two sides

	Codec codec() {
		return this.codec;
	}

	/** Unique as far as the first 64 bits of an actor's id are. */
	String nextContextId() {
		return this.contextIds + "-" + this.contextCount.incrementAndGet();
	}

	Payloads payloads(Contract.PayloadTypes types, Codec codec) {
		return this.payloads.of(types, codec);
	}

	@Nullable Codec codec(String name) {
		return this.codecs.get(name);
	}

	@Nullable Endpoint endpoint(String name) {
		return this.endpoints.get(name);
	}

	void opened(ParentLink<?, ?, ?> context) {
		this.opened.add(context);
		if (this.closed) {
			this.opened.remove(context);
			throw new IllegalStateException("Actor " + this.id + " is shutting down and opens no contexts");
		}
		this.ofOpened.begun();
	}

	/**
	 * Takes note of a context that has arrived.
	 * @return why it is to be refused, for people, or null
	 */
	@Nullable String arrived(ChildLink<?, ?, ?> context) {
		this.served.add(context);
		this.ofServed.begun();
		if (this.closed || this.draining) {
			return "Actor " + this.id + " is shutting down";
		}
		return this.admission.admit(context, this.id);
	}

	/** Takes note that nothing more of a context will ever be done or sent. */
	void finished(ChildLink<?, ?, ?> context) {
		this.admission.left(context);
	}

	/** Who knows who has opened a context. */
	Principals principals() {
		return this.principals;
	}

	/** Whether anybody listens. */
	boolean listened() {
		return !this.listeners.isEmpty();
	}

	/** Tells those who listen that a context begins. */
	Watches watch(ContextBeginning context, Map<String, String> headers) {
		return Watches.begin(this.listeners, context, headers);
	}

	/**
	 * Why an endpoint that this actor does not serve is refused.
	 * @param name its name
	 * @param annotation what would make it one
	 * @return for people: what is wrong and what would be right
	 */
	String missing(String name, String annotation) {
		if (name.equals(CancelActor.NAME)) {
			return "Actor " + this.id + " does not let its peers cancel what it serves: it would with"
					+ " tractor.allow-cancel-actor=true";
		}
		return "Actor " + this.id + " has no endpoint '" + name + "': is there a bean with a method " + annotation
				+ "(\"" + name + "\") in it?";
	}

	void ended(ParentLink<?, ?, ?> context) {
		if (this.opened.remove(context)) {
			this.ofOpened.ended(context.end());
			context.tellEnd();
			signalIfAwaited();
		}
	}

	void ended(ChildLink<?, ?, ?> context) {
		if (this.served.remove(context)) {
			this.ofServed.ended(context.end());
			context.tellEnd();
			signalIfAwaited();
		}
	}

	private void signalIfAwaited() {
		if (this.waiting > 0) {
			this.lock.lock();
			try {
				this.fewer.signalAll();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	@Override
	public String toString() {
		return "Actor " + this.id;
	}

	/**
	 * Builds an actor.
	 */
	public static final class Builder {

		private final ActorId id;

		private ActorSettings settings = ActorSettings.DEFAULT;

		private ActorLimits limits = ActorLimits.DEFAULT;

		private ErrorDetail errors = ErrorDetail.ALL;

		private final List<Endpoint> endpoints = new ArrayList<>();

		private final List<ContextListener> listeners = new ArrayList<>();

		private Principals principals = (request) -> null;

		private List<Codec> codecs = List.of(JacksonCodec.cbor(), JacksonCodec.json());

		private Builder(ActorId id) {
			this.id = id;
		}

		/**
		 * Sets how patient the actor is and how much it buffers.
		 * @param settings the settings
		 * @return this builder
		 */
		public Builder settings(ActorSettings settings) {
			this.settings = settings;
			return this;
		}

		/**
		 * Sets how much the actor takes from its peers, and gives to them.
		 * @param limits the limits
		 * @return this builder
		 */
		public Builder limits(ActorLimits limits) {
			this.limits = limits;
			return this;
		}

		/**
		 * Sets how much openers are told of what endpoints throw.
		 * @param errors what they are told
		 * @return this builder
		 */
		public Builder errors(ErrorDetail errors) {
			this.errors = errors;
			return this;
		}

		/**
		 * Adds endpoints.
		 * @param endpoints the endpoints
		 * @return this builder
		 */
		public Builder endpoints(Collection<Endpoint> endpoints) {
			this.endpoints.addAll(endpoints);
			return this;
		}

		/**
		 * Adds all endpoints of a bean.
		 * @param bean an object with {@code @Context} and {@code @Stream} methods
		 * @return this builder
		 */
		public Builder endpoints(Object bean) {
			return endpoints(Endpoint.allOf(bean));
		}

		/**
		 * Sets the codecs: the first is the one contexts are opened with, all are
		 * understood.
		 * @param codecs at least one
		 * @return this builder
		 */
		public Builder codecs(Codec... codecs) {
			if (codecs.length == 0) {
				throw new IllegalArgumentException("An actor needs a codec");
			}
			this.codecs = List.of(codecs);
			return this;
		}

		/**
		 * Sets the codecs to those of another actor.
		 * @param other the other actor
		 * @return this builder
		 */
		public Builder codecsOf(Actor other) {
			this.codecs = List.copyOf(other.codecs.values());
			return this;
		}

		/**
		 * Adds listeners, who are told of every context on either side, in their order.
		 * @param listeners the listeners
		 * @return this builder
		 */
		public Builder listeners(Collection<? extends ContextListener> listeners) {
			this.listeners.addAll(listeners);
			return this;
		}

		/**
		 * Sets who knows who has opened a context. By default nobody does.
		 * @param principals tells it from what the request came with
		 * @return this builder
		 */
		public Builder principals(Principals principals) {
			this.principals = principals;
			return this;
		}

		/**
		 * Builds the actor.
		 * @return the actor
		 * @throws IllegalArgumentException if two endpoints have the same name, or one
		 * has a codec that is not among those of the actor, or the settings have a buffer
		 * that is beyond the limits
		 */
		public Actor build() {
			return new Actor(this);
		}

	}

}
