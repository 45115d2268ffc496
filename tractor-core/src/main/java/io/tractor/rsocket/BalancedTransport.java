package io.tractor.rsocket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.rsocket.RSocket;
import io.rsocket.loadbalance.LoadbalanceStrategy;
import io.rsocket.loadbalance.RoundRobinLoadbalanceStrategy;
import io.rsocket.loadbalance.WeightedLoadbalanceStrategy;
import io.tractor.TransportClosedException;
import io.tractor.runtime.Channel;
import io.tractor.runtime.Link;
import io.tractor.runtime.Transport;
import org.jspecify.annotations.Nullable;

/**
 * The connections to a peer that has several addresses, one to each. A channel is opened
 * on one of them, which one of RSocket's strategies selects, and stays there.
 * <p>
 * Selected from are the addresses that are connected, or of which nothing is known that
 * speaks against them. One whose last attempt has failed is tried again when its back-off
 * is over, while channels are opened on the others; only if there is no other they wait
 * for it. A channel that waits for an address which cannot be reached takes the next; if
 * the one it waits for takes long, it takes the first that is connected.
 */
public final class BalancedTransport implements Transport {

	private final String peer;

	private final AddressConnector connector;

	private final LoadbalanceStrategy strategy;

	private final Duration connectTimeout;

	private final Backoff backoff;

	private final Runnable lookUp;

	private final Requests requests = new Requests(this::connect);

	private final Object lock = new Object();

	/** By address; replaced as a whole, under the lock. Null before they are known. */
	private volatile @Nullable Map<String, Member> members;

	/** The same, for strategies. */
	private volatile List<RSocket> sockets = List.of();

	/** Those that wait for the addresses to become known. Guarded by the lock. */
	private final Collection<Choice> waiting = new LinkedHashSet<>();

	private volatile boolean closed;

	/**
	 * A transport whose addresses are not known yet.
	 * @param peer the peer's name, for messages
	 * @param connector makes the connections
	 * @param strategy selects one of several, {@link #roundRobin()} for example. To be
	 * used by this transport only
	 * @param connectTimeout how long making a connection may take
	 * @param backoff for how long an address is left alone after a failed attempt
	 * @param lookUp told that the addresses are wanted: while there are none, and when
	 * one of them could not be reached. Is to {@link #update} them soon or to
	 * {@link #unknown fail}, and must not block; called on any thread, and often
	 */
	public BalancedTransport(String peer, AddressConnector connector, LoadbalanceStrategy strategy,
			Duration connectTimeout, Backoff backoff, Runnable lookUp) {
		this.peer = Objects.requireNonNull(peer, "peer");
		this.connector = Objects.requireNonNull(connector, "connector");
		this.strategy = Objects.requireNonNull(strategy, "strategy");
		this.connectTimeout = Objects.requireNonNull(connectTimeout, "connectTimeout");
		this.backoff = Objects.requireNonNull(backoff, "backoff");
		this.lookUp = Objects.requireNonNull(lookUp, "lookUp");
	}

	/**
	 * RSocket's strategy that takes one after the other.
	 * @return a new one
	 */
	public static LoadbalanceStrategy roundRobin() {
		return new RoundRobinLoadbalanceStrategy();
	}

	/**
	 * RSocket's strategy that looks at two at random and takes the better one: the one
	 * with fewer live contexts, as a context's length says nothing about a connection's
	 * latency.
	 * @return a new one
	 */
	public static LoadbalanceStrategy weighted() {
		return WeightedLoadbalanceStrategy.builder().weightedStatsResolver(Member::stats).build();
	}

	/**
	 * Says which addresses there are now. Those that are gone get no channels any more,
	 * and their connections are closed when nothing is live on them.
	 * @param addresses the addresses; none is a failure of those who wait
	 */
	public void update(Collection<String> addresses) {
		List<Member> gone = new ArrayList<>();
		List<Choice> waiting;
		synchronized (this.lock) {
			if (this.closed) {
				return;
			}
			Map<String, Member> before = (this.members != null) ? this.members : Map.of();
			Map<String, Member> members = new LinkedHashMap<>();
			for (String address : addresses) {
				Member known = before.get(address);
				members.computeIfAbsent(address, (added) -> (known != null) ? known
						: new Member(this.peer, added, this.connector, this.connectTimeout, this.backoff));
			}
			before.forEach((address, member) -> {
				if (!members.containsKey(address)) {
					gone.add(member);
				}
			});
			this.members = members;
			this.sockets = List.copyOf(members.values());
			waiting = takeWaiting();
		}
		waiting.forEach(Choice::choose);
		gone.forEach(Member::retire);
	}

	/**
	 * Says that the addresses could not be found out. Those there are stay; if there are
	 * none, those who wait for them are told.
	 * @param cause why
	 */
	public void unknown(Throwable cause) {
		List<Choice> waiting;
		synchronized (this.lock) {
			waiting = takeWaiting();
		}
		String reason = (cause.getMessage() != null) ? cause.getMessage() : cause.toString();
		waiting.forEach((choice) -> choice.fail(new TransportClosedException(
				"the addresses of %s could not be found out: %s".formatted(this, reason), cause)));
	}

	/** Under the lock. */
	private List<Choice> takeWaiting() {
		List<Choice> waiting = List.copyOf(this.waiting);
		this.waiting.clear();
		return waiting;
	}

	@Override
	public Channel open(String endpoint, Link link) {
		return this.requests.open(endpoint, link);
	}

	@Override
	public Channel openStream(String endpoint, Link link, int window) {
		return this.requests.openStream(endpoint, link, window);
	}

	private void connect(Requester channel) {
		Member selected = select();
		if (selected == null || !selected.give(channel)) {
			new Choice(this, channel, this.connectTimeout).begin(selected);
		}
	}

	/**
	 * One to open a channel on, connected or worth waiting for; null if there is none.
	 */
	private @Nullable Member select() {
		List<RSocket> sockets = this.sockets;
		List<RSocket> good = sockets;
		for (RSocket socket : sockets) {
			if (((Member) socket).transport().connection() == null) {
				good = good(sockets);
				break;
			}
		}
		return good.isEmpty() ? null : (Member) this.strategy.select(good);
	}

	/**
	 * Those that are connected or will soon be. A connection to one that is not connected
	 * is made, whether the strategy will take it or not: some take none that is not.
	 */
	private List<RSocket> good(List<RSocket> sockets) {
		List<RSocket> good = new ArrayList<>(sockets.size());
		for (RSocket socket : sockets) {
			RSocketTransport transport = ((Member) socket).transport();
			if (transport.connection() == null) {
				transport.probe();
			}
			if (!transport.isDoubtful(Choice.ALONE.toNanos())) {
				good.add(socket);
			}
		}
		this.lookUp.run();
		return good;
	}

	// For those who choose

	/** Has a choice wait for the addresses, unless they are known. */
	boolean await(Choice choice) {
		synchronized (this.lock) {
			if (this.closed || !this.sockets.isEmpty()) {
				return false;
			}
			this.waiting.add(choice);
		}
		this.lookUp.run();
		return true;
	}

	void leave(Choice choice) {
		synchronized (this.lock) {
			this.waiting.remove(choice);
		}
	}

	/** All addresses of now. */
	Collection<Member> members() {
		Map<String, Member> members = this.members;
		return (members != null) ? members.values() : List.of();
	}

	/** Why a choice finds no address at all. */
	TransportClosedException nowhere() {
		return new TransportClosedException(
				this.closed ? "the connections to %s were closed by this side".formatted(this)
						: "%s has no address at the moment".formatted(this),
				null);
	}

	static TransportClosedException unreachable(List<TransportClosedException> failures) {
		TransportClosedException first = failures.get(0);
		if (failures.size() == 1) {
			return first;
		}
		List<String> reasons = failures.stream().map((failure) -> String.valueOf(failure.getMessage())).toList();
		return new TransportClosedException(String.join("; ", reasons), first.getCause());
	}

	@Override
	public List<Transport> ways() {
		List<Transport> connected = new ArrayList<>();
		for (Member member : members()) {
			if (member.transport().connection() != null) {
				connected.add(member.transport());
			}
		}
		return connected.isEmpty() ? List.of(this) : connected;
	}

	@Override
	public void close() {
		Collection<Member> members;
		List<Choice> waiting;
		synchronized (this.lock) {
			this.closed = true;
			members = members();
			waiting = takeWaiting();
		}
		waiting.forEach((choice) -> choice.fail(nowhere()));
		members.forEach((member) -> member.transport().close());
	}

	/**
	 * The peer's name.
	 */
	@Override
	public String toString() {
		return "peer '%s'".formatted(this.peer);
	}

}
