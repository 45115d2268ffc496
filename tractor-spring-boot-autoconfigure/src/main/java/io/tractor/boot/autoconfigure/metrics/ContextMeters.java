package io.tractor.boot.autoconfigure.metrics;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tractor.Side;
import io.tractor.StreamStatistics;
import io.tractor.boot.autoconfigure.peer.PeerStatus;
import io.tractor.boot.autoconfigure.peer.Portals;
import io.tractor.runtime.Actor;

/**
 * The meters of an actor's contexts, streams and connections. How long contexts take and
 * how they end is told by their observations.
 */
final class ContextMeters implements MeterBinder {

	private final Actor actor;

	private final ContextTally tally;

	private final Portals portals;

	/** Meters hold what they ask only weakly. */
	private final Total sent;

	private final Total received;

	ContextMeters(Actor actor, ContextTally tally, Portals portals) {
		this.actor = actor;
		this.tally = tally;
		this.portals = portals;
		this.sent = new Total(tally::sent, StreamStatistics::sent);
		this.received = new Total(tally::received, StreamStatistics::received);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		for (Side side : Side.values()) {
			Gauge.builder("tractor.contexts.live", this.actor, (actor) -> actor.live(side))
				.tag("side", side.name().toLowerCase(Locale.ROOT))
				.description("Contexts that are live now")
				.register(registry);
			FunctionCounter.builder("tractor.contexts.begun", this.tally, (tally) -> tally.begun(side))
				.tag("side", side.name().toLowerCase(Locale.ROOT))
				.description("Contexts that have begun, live ones included")
				.register(registry);
		}
		values(registry, "sent", this.sent);
		values(registry, "received", this.received);
		FunctionCounter.builder("tractor.stream.overruns", this.tally, ContextTally::overruns)
			.description("Contexts that failed because a side did not receive")
			.register(registry);
		for (PeerStatus peer : this.portals.status()) {
			FunctionCounter
				.builder("tractor.reconnects", this.portals, (portals) -> portals.status(peer.name()).reconnects())
				.tag("peer", peer.name())
				.description("Connections made to a peer after the first one to the same address")
				.register(registry);
		}
	}

	private static void values(MeterRegistry registry, String direction, Total total) {
		FunctionCounter.builder("tractor.stream.values", total, Total::count)
			.tag("direction", direction)
			.description("Values of streams")
			.register(registry);
	}

	/**
	 * Counts the values of contexts that have ended and of those that are live. A context
	 * that is ending is missed for a moment, and a counter must not fall: so it stays.
	 */
	private final class Total {

		private final LongSupplier ofEnded;

		private final ToLongFunction<StreamStatistics> ofLive;

		private final AtomicLong highest = new AtomicLong();

		Total(LongSupplier ofEnded, ToLongFunction<StreamStatistics> ofLive) {
			this.ofEnded = ofEnded;
			this.ofLive = ofLive;
		}

		double count() {
			// The ended ones first: what ends meanwhile is counted never, not twice.
			long count = this.ofEnded.getAsLong() + ContextMeters.this.actor.contexts()
				.stream()
				.mapToLong((context) -> this.ofLive.applyAsLong(context.stream()))
				.sum();
			return this.highest.accumulateAndGet(count, Math::max);
		}

	}

}
