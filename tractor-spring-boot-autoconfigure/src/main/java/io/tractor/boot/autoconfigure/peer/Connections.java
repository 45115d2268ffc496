package io.tractor.boot.autoconfigure.peer;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import io.rsocket.RSocket;
import io.rsocket.exceptions.SetupException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Looks on while connections to one address are made and lost. Makes none itself.
 */
final class Connections {

	private final String address;

	private final Watcher watcher;

	private final AtomicLong made = new AtomicLong();

	/** The last connection, or why there is none; null before the first attempt. */
	private volatile @Nullable Object last;

	/** Whether an attempt is under way, of which there is one at a time. */
	private volatile boolean attempting;

	/** Whether connections are being closed on purpose. */
	private volatile boolean closed;

	/**
	 * The connections to an address.
	 * @param address the address
	 * @param watcher told when one was made and when it has ended
	 */
	Connections(String address, Watcher watcher) {
		this.address = address;
		this.watcher = watcher;
	}

	/**
	 * Looks on at each attempt.
	 * @param connector makes a connection each time it is subscribed to
	 * @return the same
	 */
	Mono<RSocket> watched(Mono<RSocket> connector) {
		return connector.doOnSubscribe((subscription) -> this.attempting = true)
			.doOnNext(this::made)
			.doOnError(this::failed)
			.doOnCancel(this::givenUp);
	}

	private void failed(Throwable cause) {
		this.attempting = false;
		this.last = cause;
	}

	/** Comes after a failure, too. */
	private void givenUp() {
		if (this.attempting) {
			failed(new TimeoutException("The attempt took too long"));
		}
	}

	private void made(RSocket connection) {
		this.attempting = false;
		this.made.incrementAndGet();
		this.last = connection;
		this.watcher.connected(this.address);
		connection.onClose().subscribe(null, (cause) -> lost(connection, cause), () -> lost(connection, null));
	}

	private void lost(RSocket connection, @Nullable Throwable cause) {
		if (cause instanceof SetupException && this.last == connection) {
			// It was made, and the peer has not accepted it.
			this.last = cause;
		}
		if (!this.closed) {
			this.watcher.lost(this.address, cause);
		}
	}

	/** All is closed on purpose. */
	void closed() {
		this.closed = true;
		this.last = null;
	}

	long made() {
		return this.made.get();
	}

	long madeAgain() {
		return Math.max(0, this.made.get() - 1);
	}

	PeerStatus.State state() {
		Object last = this.last;
		if (last instanceof Throwable) {
			return PeerStatus.State.FAILED;
		}
		boolean connected = last instanceof RSocket connection && !connection.isDisposed();
		return connected ? PeerStatus.State.CONNECTED : PeerStatus.State.IDLE;
	}

	/** Why the last attempt failed, or null if it has not. */
	@Nullable Throwable failure() {
		return (this.last instanceof Throwable failure) ? failure : null;
	}

	/**
	 * Is told of connections, on event loops.
	 */
	interface Watcher {

		void connected(String address);

		void lost(String address, @Nullable Throwable cause);

	}

}
