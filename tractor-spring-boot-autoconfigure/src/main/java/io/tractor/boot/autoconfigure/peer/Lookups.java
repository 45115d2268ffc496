package io.tractor.boot.autoconfigure.peer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.tractor.rsocket.BalancedTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps the addresses of a transport up to date: looks them up when they are first
 * wanted, from then on at an interval, and when one of them could not be reached, though
 * not more than once in a second.
 */
final class Lookups {

	private static final Logger logger = LoggerFactory.getLogger(Lookups.class);

	private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

	private final String service;

	private final Callable<List<String>> directory;

	private final Duration interval;

	private final Disposable.Swap timer = Disposables.swap();

	private @Nullable BalancedTransport transport;

	/** Guarded by this object's monitor. */
	private boolean running;

	/** When the last one ended, if there was one. Guarded by this object's monitor. */
	private @Nullable Long ended;

	/** What it has told those who wait, and would again. Guarded by the monitor. */
	private Runnable answer = () -> {
	};

	/**
	 * Lookups of a service.
	 * @param service its name, for messages
	 * @param directory where it is; may block
	 * @param interval how often to look it up
	 */
	Lookups(String service, Callable<List<String>> directory, Duration interval) {
		this.service = service;
		this.directory = directory;
		this.interval = interval;
	}

	/** Says whose addresses they are, before they are wanted. */
	void of(BalancedTransport transport) {
		this.transport = transport;
	}

	/** The addresses are wanted, or one of them has failed. */
	void wanted() {
		Runnable answer = null;
		synchronized (this) {
			if (this.running) {
				return;
			}
			if (this.ended != null && System.nanoTime() - this.ended < PAUSE) {
				answer = this.answer;
			}
			else {
				this.running = true;
			}
		}
		if (answer != null) {
			answer.run();
		}
		else {
			lookUp();
		}
	}

	private void refresh() {
		synchronized (this) {
			if (this.running) {
				return;
			}
			this.running = true;
		}
		lookUp();
	}

	private void lookUp() {
		BalancedTransport transport = this.transport;
		if (transport != null && !this.timer.isDisposed()) {
			try {
				Schedulers.boundedElastic().schedule(() -> answer(transport));
			}
			catch (RejectedExecutionException ex) {
				answered(unknown(transport, ex));
			}
		}
	}

	private void answer(BalancedTransport transport) {
		Runnable answer;
		try {
			List<String> addresses = this.directory.call();
			logger.debug("Service '{}' is at {}", this.service, addresses);
			transport.update(addresses);
			answer = () -> {
				if (addresses.isEmpty()) {
					transport.update(addresses);
				}
			};
		}
		catch (Throwable ex) {
			// An error, too: of whatever is wrong with a directory there is another
			// lookup.
			answer = unknown(transport, ex);
		}
		answered(answer);
	}

	private Runnable unknown(BalancedTransport transport, Throwable cause) {
		logger.warn("Where service '{}' is could not be found out, what was known of it stays: {}", this.service,
				cause.toString());
		return () -> transport.unknown(cause);
	}

	private void answered(Runnable answer) {
		synchronized (this) {
			this.running = false;
			this.ended = System.nanoTime();
			this.answer = answer;
		}
		if (!this.timer.isDisposed()) {
			this.timer
				.replace(Schedulers.parallel().schedule(this::refresh, this.interval.toNanos(), TimeUnit.NANOSECONDS));
		}
		// Only now: who comes in between asks, and has the same answer.
		answer.run();
	}

	/** Looks up no more. */
	void close() {
		this.timer.dispose();
	}

}
