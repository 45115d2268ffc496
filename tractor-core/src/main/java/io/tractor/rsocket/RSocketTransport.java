package io.tractor.rsocket;

import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.exceptions.SetupException;
import io.rsocket.frame.FrameLengthCodec;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.metadata.WellKnownMimeType;
import io.tractor.TransportClosedException;
import io.tractor.runtime.Channel;
import io.tractor.runtime.Link;
import io.tractor.runtime.Transport;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;

/**
 * The connection to one peer over RSocket. Made by the first channel that is opened,
 * shared by all, and made anew by the first that is opened after it was lost. Channels
 * that are opened while it is being made wait for it; if it cannot be made they are told
 * {@link TransportClosedException}, as are those opened within the back-off after that;
 * the next one then tries again.
 */
public final class RSocketTransport implements Transport {

	/** How long making a connection may take, by default. */
	public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

	/** How often a connection is asked for a sign of life, by default. */
	public static final Duration KEEP_ALIVE_INTERVAL = Duration.ofSeconds(20);

	/** After what time without a sign of life a connection is lost, by default. */
	public static final Duration KEEP_ALIVE_MAX_LIFE_TIME = Duration.ofSeconds(90);

	/**
	 * The largest payload, in bytes, that is put together from fragments: as large as one
	 * may be that arrives in one frame, which is more than a context ever sends at once.
	 */
	public static final int MAX_PAYLOAD = FrameLengthCodec.FRAME_LENGTH_MASK;

	private static final long NANOS_PER_MILLI = 1_000_000;

	private final String peer;

	private final String address;

	private final Mono<? extends RSocket> connector;

	private final Duration connectTimeout;

	private final Backoff backoff;

	private final Requests requests = new Requests(this::connect);

	private final Object lock = new Object();

	/** The connection, which may be lost meanwhile. Written under the lock. */
	private volatile @Nullable RSocket connection;

	/** Guarded by the lock. */
	private @Nullable Attempt attempt;

	/** When the attempt under way began, or 0. Written under the lock. */
	private volatile long attemptSince;

	/** How many attempts have failed in a row. Written under the lock. */
	private volatile int failures;

	/** When the next attempt may be made, if any has failed. Guarded by the lock. */
	private long retryAt;

	/** Why the last attempt has failed. Guarded by the lock. */
	private @Nullable TransportClosedException failure;

	/** Guarded by the lock. */
	private boolean closed;

	/**
	 * A transport with the default {@link #CONNECT_TIMEOUT}.
	 * @param peer the peer's name, for messages
	 * @param address where it is, for messages
	 * @param connector makes a connection each time it is subscribed to
	 */
	public RSocketTransport(String peer, String address, Mono<? extends RSocket> connector) {
		this(peer, address, connector, CONNECT_TIMEOUT);
	}

	/**
	 * A transport with no back-off: the first channel after a failed attempt tries again.
	 * @param peer the peer's name, for messages
	 * @param address where it is, for messages
	 * @param connector makes a connection each time it is subscribed to, for example
	 * {@code RSocketTransport.connector().connect(TcpClientTransport.create(host, port))};
	 * with many contexts at once that client wants a {@link PromptFlush}
	 * @param connectTimeout how long making a connection may take
	 */
	public RSocketTransport(String peer, String address, Mono<? extends RSocket> connector, Duration connectTimeout) {
		this(peer, address, connector, connectTimeout, Backoff.NONE);
	}

	/**
	 * A transport.
	 * @param peer the peer's name, for messages
	 * @param address where it is, for messages
	 * @param connector makes a connection each time it is subscribed to
	 * @param connectTimeout how long making a connection may take
	 * @param backoff for how long after a failed attempt channels fail at once, with the
	 * cause of that
	 */
	public RSocketTransport(String peer, String address, Mono<? extends RSocket> connector, Duration connectTimeout,
			Backoff backoff) {
		this.peer = Objects.requireNonNull(peer, "peer");
		this.address = Objects.requireNonNull(address, "address");
		this.connector = Objects.requireNonNull(connector, "connector");
		this.connectTimeout = Objects.requireNonNull(connectTimeout, "connectTimeout");
		this.backoff = Objects.requireNonNull(backoff, "backoff");
	}

	/**
	 * A transport over a connection that there is, and no other.
	 * @param connection the connection, not closed before its peer or this transport
	 * closes it
	 * @return a transport
	 */
	public static RSocketTransport over(RSocket connection) {
		return new RSocketTransport("opener", "the other end of its connection", Mono.fromCallable(() -> {
			if (connection.isDisposed()) {
				throw new ClosedChannelException();
			}
			return connection;
		}));
	}

	/**
	 * A connector as this transport wants it, with {@link #KEEP_ALIVE_INTERVAL} and
	 * {@link #KEEP_ALIVE_MAX_LIFE_TIME}.
	 * @return a new connector
	 */
	public static RSocketConnector connector() {
		return connector(KEEP_ALIVE_INTERVAL, KEEP_ALIVE_MAX_LIFE_TIME);
	}

	/**
	 * A connector as this transport wants it: composite metadata, payloads that are not
	 * copied, and none that arrives in fragments larger than {@link #MAX_PAYLOAD}. May be
	 * configured further.
	 * @param keepAliveInterval how often the connection is asked for a sign of life
	 * @param keepAliveMaxLifeTime after what time without one it is lost
	 * @return a new connector
	 */
	public static RSocketConnector connector(Duration keepAliveInterval, Duration keepAliveMaxLifeTime) {
		return RSocketConnector.create()
			.metadataMimeType(WellKnownMimeType.MESSAGE_RSOCKET_COMPOSITE_METADATA.getString())
			.dataMimeType(WellKnownMimeType.APPLICATION_CBOR.getString())
			.payloadDecoder(PayloadDecoder.ZERO_COPY)
			.maxInboundPayloadSize(MAX_PAYLOAD)
			.keepAlive(keepAliveInterval, keepAliveMaxLifeTime);
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * The link may be used, and even told that it is broken, before this returns.
	 */
	@Override
	public Channel open(String endpoint, Link link) {
		return this.requests.open(endpoint, link);
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * The link may be used, and even told that it is broken, before this returns.
	 */
	@Override
	public Channel openStream(String endpoint, Link link, int window) {
		return this.requests.openStream(endpoint, link, window);
	}

	/**
	 * Opens a channel on the connection, or on the next one.
	 * @param channel the channel
	 */
	void connect(Requester channel) {
		RSocket connection = connection();
		if (connection != null) {
			channel.open(connection, Claim.NONE);
		}
		else {
			seek(channel);
		}
	}

	/** Makes a connection if there is none and an attempt is due. */
	void probe() {
		seek(null);
	}

	private void seek(@Nullable Requester channel) {
		Attempt begun = null;
		RSocket connection;
		TransportClosedException refusal;
		synchronized (this.lock) {
			connection = this.connection;
			if (connection != null && connection.isDisposed()) {
				connection = null;
				this.connection = null;
			}
			refusal = (connection == null) ? refusal() : null;
			if (refusal == null && connection == null) {
				Attempt attempt = this.attempt;
				if (attempt == null) {
					attempt = new Attempt();
					begun = attempt;
					this.attempt = attempt;
					this.attemptSince = System.nanoTime() | 1;
				}
				if (channel != null) {
					attempt.waiting.add(channel);
				}
			}
		}
		if (channel != null && refusal != null) {
			channel.fail(refusal);
		}
		else if (channel != null && connection != null) {
			channel.open(connection, Claim.NONE);
		}
		if (begun != null) {
			begun.begin();
		}
	}

	/** Why no connection is to be made now, or null. Under the lock. */
	private @Nullable TransportClosedException refusal() {
		if (this.closed) {
			return closedException();
		}
		TransportClosedException failure = this.failure;
		if (failure == null || this.attempt != null) {
			return null;
		}
		long left = this.retryAt - System.nanoTime();
		return (left <= 0) ? null
				: new TransportClosedException("%s (the next attempt is made in %d ms at the earliest)"
					.formatted(failure.getMessage(), left / NANOS_PER_MILLI + 1), failure.getCause());
	}

	/**
	 * The connection.
	 * @return the connection, or null if there is none now
	 */
	@Nullable RSocket connection() {
		RSocket connection = this.connection;
		return (connection != null && !connection.isDisposed()) ? connection : null;
	}

	/**
	 * Whether something speaks against waiting for a connection: the last attempt has
	 * failed, or the one under way takes long.
	 * @param nanos what is long
	 */
	boolean isDoubtful(long nanos) {
		long since = this.attemptSince;
		return this.failures > 0 || (since != 0 && System.nanoTime() - since > nanos);
	}

	/** An attempt has failed. Under the lock. */
	private void failed(int before, TransportClosedException failure) {
		this.failures = before + 1;
		this.failure = failure;
		this.retryAt = System.nanoTime() + this.backoff.nanos(before + 1);
	}

	/**
	 * A peer that does not accept the connection, for its credentials perhaps, closes it
	 * when it has been made.
	 */
	private void watch(RSocket connection, int failuresBefore) {
		connection.onClose().subscribe(null, (cause) -> {
			if (cause instanceof SetupException) {
				synchronized (this.lock) {
					if (this.connection == connection && this.attempt == null) {
						failed(failuresBefore, refusedException(cause));
					}
				}
			}
		});
	}

	@Override
	public void close() {
		RSocket connection;
		Attempt attempt;
		synchronized (this.lock) {
			this.closed = true;
			connection = this.connection;
			attempt = this.attempt;
			this.connection = null;
		}
		if (attempt != null) {
			attempt.fail(closedException());
		}
		if (connection != null) {
			connection.dispose();
		}
	}

	private TransportClosedException closedException() {
		return new TransportClosedException("the connection to %s was closed by this side".formatted(this), null);
	}

	private TransportClosedException refusedException(Throwable cause) {
		String reason = (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
		return new TransportClosedException("no connection to %s: %s".formatted(this, reason), cause);
	}

	/**
	 * The peer's name and address.
	 */
	@Override
	public String toString() {
		return "peer '%s' at %s".formatted(this.peer, this.address);
	}

	/**
	 * One attempt to make a connection, and the channels that wait for it. Ends once.
	 */
	private final class Attempt implements CoreSubscriber<RSocket> {

		/** Guarded by the lock; fixed once this is no longer the transport's attempt. */
		private final List<Requester> waiting = new ArrayList<>();

		private final Disposable.Swap timer = Disposables.swap();

		private final Disposable.Swap source = Disposables.swap();

		void begin() {
			Duration timeout = RSocketTransport.this.connectTimeout;
			this.timer.update(Schedulers.parallel()
				.schedule(() -> fail(refusedException(new TimeoutException("it took longer than " + timeout))),
						timeout.toNanos(), TimeUnit.NANOSECONDS));
			RSocketTransport.this.connector.subscribe(this);
		}

		@Override
		public void onSubscribe(Subscription subscription) {
			this.source.update(subscription::cancel);
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(RSocket connection) {
			if (!end(connection, null)) {
				connection.dispose();
				return;
			}
			for (Requester channel : this.waiting) {
				channel.open(connection, Claim.NONE);
			}
		}

		@Override
		public void onError(Throwable cause) {
			fail(refusedException(Exceptions.unwrap(cause)));
		}

		@Override
		public void onComplete() {
			fail(refusedException(new IllegalStateException("there is none")));
		}

		void fail(TransportClosedException cause) {
			if (end(null, cause)) {
				this.source.dispose();
				for (Requester channel : this.waiting) {
					channel.fail(cause);
				}
			}
		}

		/**
		 * Ends the attempt.
		 * @param connection what it has made
		 * @param failure or why it has made none
		 * @return whether it had not ended before
		 */
		private boolean end(@Nullable RSocket connection, @Nullable TransportClosedException failure) {
			RSocketTransport transport = RSocketTransport.this;
			int failuresBefore;
			synchronized (transport.lock) {
				if (transport.attempt != this || (transport.closed && connection != null)) {
					return false;
				}
				transport.attempt = null;
				transport.attemptSince = 0;
				transport.connection = connection;
				failuresBefore = transport.failures;
				if (failure != null) {
					failed(failuresBefore, failure);
				}
				else {
					transport.failures = 0;
					transport.failure = null;
				}
			}
			this.timer.dispose();
			if (connection != null) {
				watch(connection, failuresBefore);
			}
			return true;
		}

	}

}
