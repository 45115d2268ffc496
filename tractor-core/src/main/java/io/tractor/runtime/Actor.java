package io.tractor.runtime;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.tractor.ActorId;
import io.tractor.ChildContext;
import io.tractor.Portal;
import io.tractor.Side;
import io.tractor.codec.Codec;
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

	private final LiveContexts live = new LiveContexts();

	private final List<ContextListener> listeners;

	private final Principals principals;

	private final String contextIds;

	private final AtomicLong contextCount = new AtomicLong();

	Actor(ActorBuilder builder) {
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
	public static ActorBuilder builder(String name) {
		return new ActorBuilder(ActorId.create(name));
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
		return this.live.snapshots();
	}

	/**
	 * How many contexts are live in this actor on one side; cheaper than to ask for all
	 * of them.
	 * @param side the side
	 * @return their number now
	 */
	public int live(Side side) {
		return switch (side) {
			case PARENT -> this.live.opened().size();
			case CHILD -> this.live.served().size();
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
		for (ChildLink<?, ?, ?> context : this.live.served()) {
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
		return this.live.statistics();
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
		for (ChildLink<?, ?, ?> context : this.live.served()) {
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
		List<ChildLink<?, ?, ?>> others = this.live.served().stream().filter((context) -> context != asking).toList();
		others.forEach((context) -> context.cancel(asking.remoteActor()));
		AtomicBoolean ended = new AtomicBoolean();
		Interrupts.asCheckpoint(() -> ended.set(this.live.awaitEndOf(others, this.settings.abandonAfter())));
		return ended.get();
	}

	/**
	 * Shuts down gracefully: refuses new contexts at once, lets those it serves finish,
	 * which may open further ones meanwhile, and then does as {@link #close()} does.
	 * Interrupting the wait shortens it.
	 * @param grace how long they may take to finish
	 */
	public void close(Duration grace) {
		this.live.drain();
		try {
			this.live.awaitNoneServed(grace);
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
		this.live.close();
		this.live.served().forEach((context) -> context.cancel(this.id));
		this.live.opened().forEach(ParentLink::shutDown);
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
		List<ParentLink<?, ?, ?>> going = this.live.opened().stream().filter((context) -> context.goesBy(way)).toList();
		going.forEach((context) -> context.shutDown(why));
		try {
			this.live.awaitEndOf(going, this.settings.abandonAfter());
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
		this.live.reopen();
	}

	/**
	 * Waits until no context is live in this actor.
	 * @param timeout how long at most
	 * @return whether none is
	 * @throws InterruptedException if the thread is interrupted
	 */
	public boolean awaitIdle(Duration timeout) throws InterruptedException {
		return this.live.awaitNone(timeout);
	}

	// For the two sides

	Codec codec() {
		return this.codec;
	}

	/** The number of a context that is about to be opened. */
	long nextContext() {
		return this.contextCount.incrementAndGet();
	}

	/** Unique as far as the first 64 bits of an actor's id are. */
	String contextId(long number) {
		return this.contextIds + "-" + number;
	}

	Payloads payloads(Contract.PayloadTypes types, Codec codec) {
		return this.payloads.of(types, codec);
	}

	/** All codecs that it understands, that of {@link #codec()} first. */
	List<Codec> allCodecs() {
		return List.copyOf(this.codecs.values());
	}

	@Nullable Codec codec(String name) {
		return this.codecs.get(name);
	}

	@Nullable Endpoint endpoint(String name) {
		return this.endpoints.get(name);
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

	void opened(ParentLink<?, ?, ?> context) {
		if (!this.live.add(context)) {
			throw new IllegalStateException("Actor " + this.id + " is shutting down and opens no contexts");
		}
	}

	/**
	 * Takes note of a context that has arrived.
	 * @return why it is to be refused, for people, or null
	 */
	@Nullable String arrived(ChildLink<?, ?, ?> context) {
		return this.live.add(context) ? this.admission.admit(context, this.id)
				: "Actor " + this.id + " is shutting down";
	}

	void ended(ParentLink<?, ?, ?> context) {
		this.live.ended(context);
	}

	void ended(ChildLink<?, ?, ?> context) {
		this.live.ended(context);
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

	@Override
	public String toString() {
		return "Actor " + this.id;
	}

}
