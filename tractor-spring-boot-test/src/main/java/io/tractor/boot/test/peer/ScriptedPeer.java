package io.tractor.boot.test.peer;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import io.tractor.ActorId;
import io.tractor.EndpointMethod;
import io.tractor.Portal;
import io.tractor.runtime.Actor;
import io.tractor.runtime.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * A peer of the application under test that does what the test tells it, see
 * {@link FakePeer}. It has scripts for its endpoints, one for each context, in the order
 * they were written; the last one is played for all further contexts. An endpoint without
 * a script is refused, as one that a peer does not have.
 * <p>
 * It is an actor as any other, with the application's own codecs: what travels is written
 * and read, and held against the contract. Thread-safe.
 */
public final class ScriptedPeer implements AutoCloseable {

	/** How long a script or a test waits for the application. */
	static final Duration PATIENCE = Duration.ofSeconds(10);

	private final String name;

	private final Supplier<Actor> application;

	private volatile Duration patience = PATIENCE;

	/** Guarded by this object's monitor. */
	private @Nullable Performance performance;

	ScriptedPeer(String name, Supplier<Actor> application) {
		this.name = name;
		this.application = application;
	}

	/**
	 * The peer's name.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Who the peer is for the application, until the next {@link #reset()}.
	 * @return the id of its actor
	 */
	public ActorId id() {
		return performance().actor().id();
	}

	/** The application's portal to it. */
	Portal portal() {
		return this.application.get().portal(this.name, new FakeTransport(this));
	}

	synchronized Performance performance() {
		Performance performance = this.performance;
		if (performance == null) {
			performance = new Performance(this.name, this.application.get());
			this.performance = performance;
		}
		return performance;
	}

	/**
	 * Sets how long scripts that are written from now on wait for the application, in
	 * place of ten seconds, and {@link #awaitCall()} too.
	 * @param patience how long
	 * @return this peer
	 */
	public ScriptedPeer patience(Duration patience) {
		this.patience = patience;
		return this;
	}

	/**
	 * Serves the endpoints of a bean, for what no script can tell.
	 * @param bean an object with {@code @Context} or {@code @Stream} methods
	 * @return this peer
	 * @throws IllegalArgumentException if it has none that can be served, or one that is
	 * served already
	 */
	public ScriptedPeer serve(Object bean) {
		List<Endpoint> endpoints = Endpoint.allOf(bean);
		if (endpoints.isEmpty()) {
			throw new IllegalArgumentException(
					bean.getClass().getName() + " has no public method with a @Context or @Stream annotation");
		}
		performance().actor().serve(endpoints);
		return this;
	}

	private <S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object> EndpointScript<S, I, O, R> script(
			EndpointMethod method) {
		EndpointScript<S, I, O, R> script = new EndpointScript<>(this.patience);
		performance().add(method, script);
		return script;
	}

	/**
	 * Begins a script for an endpoint with no arguments and a result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @return the script, to be continued
	 */
	public <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object> EndpointScript<S, I, O, R> on(
			EndpointMethod.Of0<B, S, I, O, R> method) {
		return script(method);
	}

	/**
	 * Begins a script for an endpoint with no arguments and no result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @return the script, to be continued
	 */
	public <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object> EndpointScript<S, I, O, @Nullable Void> on(
			EndpointMethod.Void0<B, S, I, O> method) {
		return script(method);
	}

	/**
	 * Begins a script for an endpoint with one argument and a result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @return the script, to be continued
	 */
	public <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, R extends @Nullable Object> EndpointScript<S, I, O, R> on(
			EndpointMethod.Of1<B, S, I, O, A1, R> method) {
		return script(method);
	}

	/**
	 * Begins a script for an endpoint with one argument and no result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @return the script, to be continued
	 */
	public <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object> EndpointScript<S, I, O, @Nullable Void> on(
			EndpointMethod.Void1<B, S, I, O, A1> method) {
		return script(method);
	}

	/**
	 * Begins a script for an endpoint with two arguments and a result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @return the script, to be continued
	 */
	public <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, R extends @Nullable Object> EndpointScript<S, I, O, R> on(
			EndpointMethod.Of2<B, S, I, O, A1, A2, R> method) {
		return script(method);
	}

	/**
	 * Begins a script for an endpoint with two arguments and no result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @return the script, to be continued
	 */
	public <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object> EndpointScript<S, I, O, @Nullable Void> on(
			EndpointMethod.Void2<B, S, I, O, A1, A2> method) {
		return script(method);
	}

	/**
	 * Begins a script for an endpoint with three arguments and a result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @return the script, to be continued
	 */
	public <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, R extends @Nullable Object> EndpointScript<S, I, O, R> on(
			EndpointMethod.Of3<B, S, I, O, A1, A2, A3, R> method) {
		return script(method);
	}

	/**
	 * Begins a script for an endpoint with three arguments and no result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @return the script, to be continued
	 */
	public <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object> EndpointScript<S, I, O, @Nullable Void> on(
			EndpointMethod.Void3<B, S, I, O, A1, A2, A3> method) {
		return script(method);
	}

	/**
	 * Begins a script for an endpoint with four arguments and a result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @return the script, to be continued
	 */
	public <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, R extends @Nullable Object> EndpointScript<S, I, O, R> on(
			EndpointMethod.Of4<B, S, I, O, A1, A2, A3, A4, R> method) {
		return script(method);
	}

	/**
	 * Begins a script for an endpoint with four arguments and no result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @return the script, to be continued
	 */
	public <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object> EndpointScript<S, I, O, @Nullable Void> on(
			EndpointMethod.Void4<B, S, I, O, A1, A2, A3, A4> method) {
		return script(method);
	}

	/**
	 * Begins a script for an endpoint with five arguments and a result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @return the script, to be continued
	 */
	public <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object, R extends @Nullable Object> EndpointScript<S, I, O, R> on(
			EndpointMethod.Of5<B, S, I, O, A1, A2, A3, A4, A5, R> method) {
		return script(method);
	}

	/**
	 * Begins a script for an endpoint with five arguments and no result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @return the script, to be continued
	 */
	public <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object> EndpointScript<S, I, O, @Nullable Void> on(
			EndpointMethod.Void5<B, S, I, O, A1, A2, A3, A4, A5> method) {
		return script(method);
	}

	/**
	 * Begins a script for an endpoint with six arguments and a result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @return the script, to be continued
	 */
	public <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object, A6 extends @Nullable Object, R extends @Nullable Object> EndpointScript<S, I, O, R> on(
			EndpointMethod.Of6<B, S, I, O, A1, A2, A3, A4, A5, A6, R> method) {
		return script(method);
	}

	/**
	 * Begins a script for an endpoint with six arguments and no result.
	 * @param method a method reference such as {@code FileSearch::search}
	 * @return the script, to be continued
	 */
	public <B, S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, A1 extends @Nullable Object, A2 extends @Nullable Object, A3 extends @Nullable Object, A4 extends @Nullable Object, A5 extends @Nullable Object, A6 extends @Nullable Object> EndpointScript<S, I, O, @Nullable Void> on(
			EndpointMethod.Void6<B, S, I, O, A1, A2, A3, A4, A5, A6> method) {
		return script(method);
	}

	/**
	 * The contexts that the application has opened to scripts of this peer, those that
	 * have ended among them.
	 * @return the calls in their order
	 */
	public List<PeerCall> calls() {
		return performance().calls();
	}

	/**
	 * Waits until there is a call, at most as long as this peer is patient.
	 * @return the first call
	 * @throws AssertionError if there is none by then, or the thread is interrupted
	 */
	public PeerCall awaitCall() {
		return awaitCalls(1).get(0);
	}

	/**
	 * Waits until there are so many calls, at most as long as this peer is patient.
	 * @param count how many
	 * @return the calls in their order, at least as many
	 * @throws AssertionError if there are less by then, or the thread is interrupted
	 */
	public List<PeerCall> awaitCalls(int count) {
		Duration patience = this.patience;
		try {
			if (!performance().awaitMoreThan(count - 1, System.nanoTime() + patience.toNanos())) {
				throw new AssertionError("Expected %d contexts to be opened to %s within %s, and there were %s"
					.formatted(count, this, patience, calls()));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted before a context was opened to " + this, ex);
		}
		return calls();
	}

	/**
	 * Loses the connection, as if the peer's process had died and was started again: all
	 * contexts with it are lost, new ones make a new connection.
	 */
	public void die() {
		performance().transport().lose();
	}

	/**
	 * Loses the connection, and lets no new one be made until {@link #reachable()}: all
	 * contexts fail with a {@link io.tractor.TransportClosedException}.
	 */
	public void unreachable() {
		performance().reachable(false);
	}

	/**
	 * Lets connections be made again.
	 */
	public void reachable() {
		performance().reachable(true);
	}

	/**
	 * Holds the peer to its scripts. Done after each test method, too.
	 * @throws AssertionError if the application has not sent what a script expected
	 */
	public void verify() {
		List<AssertionError> failures = performance().failures();
		if (!failures.isEmpty()) {
			AssertionError failure = new AssertionError(
					"A script of " + this + " was not kept to: " + failures.get(0).getMessage(), failures.get(0));
			failures.stream().skip(1).forEach(failure::addSuppressed);
			throw failure;
		}
	}

	/**
	 * Forgets scripts and calls, and cancels the contexts that are live: what the
	 * application sees is a peer that was stopped and started again. Done after each test
	 * method, too.
	 */
	public void reset() {
		Performance performance;
		synchronized (this) {
			performance = this.performance;
			this.performance = null;
			this.patience = PATIENCE;
		}
		if (performance != null) {
			performance.close();
		}
	}

	@Override
	public void close() {
		reset();
	}

	@Override
	public String toString() {
		return "fake peer '" + this.name + "'";
	}

}
