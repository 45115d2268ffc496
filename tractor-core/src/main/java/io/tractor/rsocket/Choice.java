package io.tractor.rsocket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.rsocket.RSocket;
import io.tractor.TransportClosedException;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Schedulers;

/**
 * One channel's search for a connection among several addresses of which none is
 * connected, or not the one that was selected. Nothing of the channel was sent. It has an
 * answer within the time that making a connection may take.
 */
final class Choice {

	/**
	 * How long to wait for the selected address alone: longer than it takes where all is
	 * well.
	 */
	static final Duration ALONE = Duration.ofMillis(500);

	private final BalancedTransport transport;

	private final Requester channel;

	private final Duration patience;

	private final Disposable.Composite timers = Disposables.composite();

	/** Guarded by this object's monitor. */
	private final Set<Member> asked = new HashSet<>();

	/** Guarded by this object's monitor. */
	private final List<TransportClosedException> failures = new ArrayList<>();

	/** From how many there is no answer yet. Guarded by this object's monitor. */
	private int pending;

	/** Guarded by this object's monitor. */
	private boolean done;

	Choice(BalancedTransport transport, Requester channel, Duration patience) {
		this.transport = transport;
		this.channel = channel;
		this.patience = patience;
	}

	/**
	 * Begins.
	 * @param selected the address to begin with, or null for all
	 */
	void begin(@Nullable Member selected) {
		after(this.patience, this::tooLate);
		if (selected != null && this.patience.compareTo(ALONE) > 0) {
			after(ALONE, this::choose);
		}
		// An address may be gone since it was selected: then it is not waited for.
		if ((selected != null) ? !ask(selected) : !this.transport.await(this)) {
			choose();
		}
	}

	private void after(Duration time, Runnable action) {
		this.timers.add(Schedulers.parallel().schedule(action, time.toNanos(), TimeUnit.NANOSECONDS));
	}

	/** Asks all that were not asked, and takes what comes first. */
	void choose() {
		this.transport.leave(this);
		List<Member> members = new ArrayList<>(this.transport.members());
		members.sort((one, other) -> Double.compare(other.availability(), one.availability()));
		members.forEach(this::ask);
		List<TransportClosedException> failures;
		synchronized (this) {
			if (this.done || this.pending > 0) {
				return;
			}
			failures = List.copyOf(this.failures);
		}
		fail(failures.isEmpty() ? this.transport.nowhere() : BalancedTransport.unreachable(failures));
	}

	/**
	 * Asks for a connection to an address, unless that was done.
	 * @return false if the address is gone, so that there will be no answer
	 */
	private boolean ask(Member member) {
		Claim claim = member.claim();
		if (claim == null) {
			return false;
		}
		synchronized (this) {
			if (this.done || !this.asked.add(member)) {
				claim.release();
				return true;
			}
			this.pending++;
		}
		member.transport().connect(new Bid(this, claim));
		return true;
	}

	private void open(RSocket connection, Claim claim) {
		if (end()) {
			this.channel.open(connection, claim);
		}
		else {
			claim.release();
		}
	}

	private void refused(TransportClosedException cause) {
		boolean last;
		synchronized (this) {
			this.failures.add(cause);
			this.pending--;
			last = this.pending == 0 && !this.done;
		}
		if (last) {
			choose();
		}
	}

	private void tooLate() {
		fail(new TransportClosedException(
				"no connection to %s: it took longer than %s".formatted(this.transport, this.patience), null));
	}

	void fail(TransportClosedException cause) {
		if (end()) {
			this.transport.leave(this);
			this.channel.fail(cause);
		}
	}

	/** Ends it, unless it has ended. */
	private boolean end() {
		synchronized (this) {
			if (this.done) {
				return false;
			}
			this.done = true;
		}
		this.timers.dispose();
		return true;
	}

	/**
	 * The wish for a connection to one of the addresses.
	 *
	 * @param choice whose wish
	 * @param claim keeps the address' connections
	 */
	record Bid(Choice choice, Claim claim) implements Requester {

		@Override
		public void open(RSocket connection, Claim none) {
			this.choice.open(connection, this.claim);
		}

		@Override
		public void fail(Throwable cause) {
			this.claim.release();
			this.choice.refused((cause instanceof TransportClosedException closed) ? closed
					: new TransportClosedException(String.valueOf(cause.getMessage()), cause));
		}

	}

}
