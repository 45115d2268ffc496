package io.tractor.boot.test.peer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import io.tractor.EndpointMethod;
import io.tractor.Side;
import io.tractor.runtime.Actor;
import io.tractor.runtime.ContextBeginning;
import io.tractor.runtime.ContextEnd;
import io.tractor.runtime.ContextWatch;
import io.tractor.runtime.Endpoint;
import io.tractor.runtime.LocalTransport;
import org.jspecify.annotations.Nullable;

/**
 * What a fake peer is from one reset to the next: an actor with its scripts, and what has
 * been asked of it.
 */
final class Performance implements AutoCloseable {

	private final Actor actor;

	private final LocalTransport transport;

	/** Of an endpoint, in order; the last is kept. Guarded by this object's monitor. */
	private final Map<String, List<EndpointScript<?, ?, ?, ?>>> scripts = new HashMap<>();

	/** Guarded by this object's monitor. */
	private final List<PeerCall> calls = new ArrayList<>();

	/** Guarded by this object's monitor. */
	private final List<AssertionError> failures = new ArrayList<>();

	/** How contexts end, by id. */
	private final Map<String, CompletableFuture<ContextEnd>> ends = new ConcurrentHashMap<>();

	private volatile boolean reachable = true;

	Performance(String name, Actor application) {
		this.actor = Actor.builder(name).codecsOf(application).listeners(List.of(this::began)).build();
		this.transport = new LocalTransport(this.actor, application);
	}

	private @Nullable ContextWatch began(ContextBeginning context, Map<String, String> headers) {
		if (context.side() != Side.CHILD || !context.served()) {
			return null;
		}
		CompletableFuture<ContextEnd> end = new CompletableFuture<>();
		this.ends.put(context.id(), end);
		return new ContextWatch() {

			@Override
			public void ended(ContextEnd how) {
				end.complete(how);
			}

		};
	}

	Actor actor() {
		return this.actor;
	}

	LocalTransport transport() {
		return this.transport;
	}

	boolean isReachable() {
		return this.reachable;
	}

	void reachable(boolean reachable) {
		this.reachable = reachable;
		if (!reachable) {
			this.transport.lose();
		}
	}

	CompletableFuture<ContextEnd> end(String contextId) {
		return this.ends.computeIfAbsent(contextId, (id) -> new CompletableFuture<>());
	}

	/**
	 * Adds a script to those of an endpoint, which is served from the first of them on.
	 */
	void add(EndpointMethod method, EndpointScript<?, ?, ?, ?> script) {
		Stage stage = new Stage(this);
		Endpoint endpoint = Endpoint.of(method, stage);
		stage.of(endpoint);
		synchronized (this) {
			List<EndpointScript<?, ?, ?, ?>> others = this.scripts.get(endpoint.name());
			if (others == null) {
				this.actor.serve(List.of(endpoint));
				others = new ArrayList<>();
				this.scripts.put(endpoint.name(), others);
			}
			others.add(script);
		}
	}

	/**
	 * The script for the next context to an endpoint.
	 */
	synchronized EndpointScript<?, ?, ?, ?> next(PeerCall call) {
		this.calls.add(call);
		notifyAll();
		List<EndpointScript<?, ?, ?, ?>> scripts = this.scripts.getOrDefault(call.endpoint(), List.of());
		return (scripts.size() > 1) ? scripts.remove(0) : scripts.get(0);
	}

	synchronized List<PeerCall> calls() {
		return List.copyOf(this.calls);
	}

	/**
	 * Waits for one more call than were seen.
	 * @return whether there is one
	 */
	synchronized boolean awaitMoreThan(int seen, long deadline) throws InterruptedException {
		while (this.calls.size() <= seen) {
			long left = (deadline - System.nanoTime()) / 1_000_000;
			if (left <= 0) {
				return false;
			}
			wait(left);
		}
		return true;
	}

	synchronized void failed(AssertionError failure) {
		this.failures.add(failure);
	}

	synchronized List<AssertionError> failures() {
		return List.copyOf(this.failures);
	}

	@Override
	public void close() {
		this.actor.close();
		this.transport.close();
	}

}
