package io.tractor.benchmarks.workload;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import io.tractor.benchmarks.candidate.Candidate;

import static io.tractor.benchmarks.candidate.Candidate.GRPC;
import static io.tractor.benchmarks.candidate.Candidate.GRPC_DIRECT;
import static io.tractor.benchmarks.candidate.Candidate.NETTY;
import static io.tractor.benchmarks.candidate.Candidate.RSOCKET;
import static io.tractor.benchmarks.candidate.Candidate.SPRING;
import static io.tractor.benchmarks.candidate.Candidate.TRACTOR;
import static io.tractor.benchmarks.candidate.Candidate.TRACTOR_REACTIVE;
import static io.tractor.benchmarks.candidate.Candidate.TRACTOR_WIDE;

/**
 * What is measured.
 */
public enum Workload {

	/** Ticks one way on one stream. */
	ONE_STREAM("one stream, one way", "values/s", Place.FREE, Measure.oneStream(), EnumSet.allOf(Candidate.class)),

	/** Ticks one way on sixteen streams of one connection. */
	SIXTEEN_STREAMS("16 streams on one connection", "values/s", Place.FREE, Measure.timed("streams", 16),
			EnumSet.allOf(Candidate.class)),

	/** Ticks both ways on one stream. */
	BOTH_WAYS("both ways at once on one stream", "values/s", Place.FREE, Measure.timed("both", 1),
			EnumSet.of(TRACTOR, TRACTOR_WIDE, RSOCKET, GRPC, GRPC_DIRECT)),

	/** Whole dialogs, 64 at any time. */
	DIALOGS_AT_ONCE("whole contexts, 64 at once", "contexts/s", Place.FREE, Measure.timed("dialogs", 64),
			EnumSet.of(TRACTOR, TRACTOR_REACTIVE, RSOCKET, SPRING, GRPC, GRPC_DIRECT, NETTY)),

	/** Each value of a stream to eight threads. */
	BROADCAST("one stream to 8 threads", "deliveries/s", Place.FREE, Measure.timed("broadcast", 8),
			EnumSet.of(TRACTOR, TRACTOR_WIDE)),

	/** Values of a megabyte. */
	BLOBS("values of 1 MB, one way", "bytes/s", Place.FREE, Measure.timed("blobs", 1 << 20),
			EnumSet.of(TRACTOR, RSOCKET)),

	/** One value there and back, and again. */
	PING_PONG("ping-pong, one core", "round trips/s", Place.PINNED, Measure.onOneCore("echo", 0),
			EnumSet.of(TRACTOR, TRACTOR_REACTIVE, RSOCKET, SPRING, GRPC, GRPC_DIRECT, NETTY)),

	/** One value there and back on a stream on which nothing happens otherwise. */
	BURST("a single value on an idle stream, one core", "round trips/s", Place.PINNED,
			Measure.onOneCore("echo", Measure.PAUSE_NANOS),
			EnumSet.of(TRACTOR, TRACTOR_REACTIVE, RSOCKET, GRPC, GRPC_DIRECT, NETTY)),

	/** Whole dialogs, one at a time. */
	DIALOGS_IN_TURN("whole contexts one after another, one core", "contexts/s", Place.PINNED,
			Measure.onOneCore("dialogs", 1),
			EnumSet.of(TRACTOR, TRACTOR_REACTIVE, RSOCKET, SPRING, GRPC, GRPC_DIRECT, NETTY)),

	/** Cancel and acknowledgement. */
	CANCEL("ctx.cancel() round trip, one core", "cancels/s", Place.PINNED, Measure.onOneCore("cancels", 0),
			EnumSet.of(TRACTOR)),

	/** A stream's values per second, beside many that do nothing. */
	BESIDE_IDLE("one stream beside idle contexts", "values/s", Place.ROOMY, Measure.besideIdle(), EnumSet.of(TRACTOR)),

	/** What a waiting context takes. */
	HEAP("heap of an idle context", "B", Place.ROOMY, Measure.heap(), EnumSet.of(TRACTOR)),

	/** Very many waiting contexts. */
	MANY("many contexts opened, idle, cancelled", "s", Place.ROOMY, Measure.many(), EnumSet.of(TRACTOR)),

	/** More and more streams of one connection. */
	SCALE_STREAMS("more streams on one connection, all together", "values/s", Place.FREE,
			Measure.scaled("streams", 1, 10, 100, 1_000), EnumSet.of(TRACTOR)),

	/** More and more contexts at any time. */
	SCALE_CONTEXTS("more contexts at once", "contexts/s", Place.ROOMY,
			Measure.scaled("dialogs", 1, 10, 100, 1_000, 10_000), EnumSet.of(TRACTOR)),

	/** Larger and larger values. */
	SCALE_PAYLOADS("larger values, one way", "bytes/s", Place.FREE,
			Measure.scaled("blobs", 16, 256, 4_096, 65_536, 1 << 20), EnumSet.of(TRACTOR)),

	/** Small values in larger and larger lists. */
	SCALE_BATCHES("ticks in larger lists, one way", "values/s", Place.FREE, Measure.scaled("batches", 1, 8, 64, 512),
			EnumSet.of(TRACTOR)),

	/** More and more subscribers of one stream. */
	SCALE_SUBSCRIBERS("one stream to more threads", "deliveries/s", Place.FREE,
			Measure.scaled("broadcast", 1, 2, 4, 8, 16), EnumSet.of(TRACTOR));

	private final String title;

	private final String unit;

	private final Place place;

	private final Measure measure;

	private final Set<Candidate> candidates;

	Workload(String title, String unit, Place place, Measure measure, Set<Candidate> candidates) {
		this.title = title;
		this.unit = unit;
		this.place = place;
		this.measure = measure;
		this.candidates = candidates;
	}

	/**
	 * What it is, for people.
	 * @return the title
	 */
	public String title() {
		return this.title;
	}

	/**
	 * What its main figure counts.
	 * @return the unit
	 */
	public String unit() {
		return this.unit;
	}

	/**
	 * Where it runs.
	 * @return the place
	 */
	public Place place() {
		return this.place;
	}

	/**
	 * Who takes part.
	 * @return the candidates
	 */
	public Set<Candidate> candidates() {
		return this.candidates;
	}

	/**
	 * Whether it is one thing with a number that grows, rather than a comparison.
	 * @return true if its figures but the main one are named by that number
	 */
	public boolean scales() {
		return name().startsWith("SCALE_");
	}

	Map<String, Double> measure(Pair pair, Form form) {
		return this.measure.of(pair, form);
	}

}
