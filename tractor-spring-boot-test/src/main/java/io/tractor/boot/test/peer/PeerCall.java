package io.tractor.boot.test.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.tractor.runtime.ContextEnd;
import org.jspecify.annotations.Nullable;

/**
 * A context that the application under test has opened to a fake peer. Thread-safe.
 */
public final class PeerCall {

	private final String endpoint;

	private final Map<String, @Nullable Object> arguments;

	private final CompletableFuture<ContextEnd> end;

	/** Guarded by its monitor. */
	private final List<@Nullable Object> received = new ArrayList<>();

	PeerCall(String endpoint, Map<String, @Nullable Object> arguments, CompletableFuture<ContextEnd> end) {
		this.endpoint = endpoint;
		this.arguments = Collections.unmodifiableMap(arguments);
		this.end = end;
	}

	/**
	 * The endpoint it was opened to.
	 * @return the endpoint's name
	 */
	public String endpoint() {
		return this.endpoint;
	}

	/**
	 * The arguments it came with.
	 * @return the arguments by name
	 */
	public Map<String, @Nullable Object> arguments() {
		return this.arguments;
	}

	/**
	 * What the script has received on its stream so far.
	 * @return the values in their order
	 */
	public List<@Nullable Object> received() {
		synchronized (this.received) {
			return Collections.unmodifiableList(new ArrayList<>(this.received));
		}
	}

	void received(@Nullable Object value) {
		synchronized (this.received) {
			this.received.add(value);
		}
	}

	/**
	 * Whether it has ended.
	 * @return true once it has
	 */
	public boolean hasEnded() {
		return this.end.isDone();
	}

	/**
	 * Waits until it has ended, at most ten seconds.
	 * @return how it ended, as the peer sees it
	 * @throws AssertionError if it has not ended by then, or the thread is interrupted
	 */
	public ContextEnd awaitEnd() {
		return awaitEnd(ScriptedPeer.PATIENCE);
	}

	/**
	 * Waits until it has ended.
	 * @param timeout how long at most
	 * @return how it ended, as the peer sees it
	 * @throws AssertionError if it has not ended by then, or the thread is interrupted
	 */
	public ContextEnd awaitEnd(Duration timeout) {
		try {
			return this.end.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw new AssertionError("The context to " + this + " has not ended within " + timeout);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError("Interrupted before the context to " + this + " has ended", ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return this.endpoint + this.arguments;
	}

}
