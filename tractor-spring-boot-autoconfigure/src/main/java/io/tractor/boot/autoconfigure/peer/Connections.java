package io.tractor.boot.autoconfigure.peer;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import io.rsocket.RSocket;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Looks on while connections to a peer are made. Makes none itself.
 */
final class Connections {

	private final AtomicLong made = new AtomicLong();

	/** The last connection, or why there is none; null before the first attempt. */
	private volatile @Nullable Object last;

	/** Whether an attempt is under way, of which there is one at a time. */
	private volatile boolean attempting;

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
	}

	/** All is closed on purpose. */
	void closed() {
		this.last = null;
	}

	PeerStatus status(String peer) {
		Object last = this.last;
		if (last instanceof Throwable failure) {
			return new PeerStatus(peer, PeerStatus.State.FAILED, this.made.get(), failure);
		}
		boolean connected = last instanceof RSocket connection && !connection.isDisposed();
		return new PeerStatus(peer, connected ? PeerStatus.State.CONNECTED : PeerStatus.State.IDLE, this.made.get(),
				null);
	}

}
