package io.tractor.benchmarks.process;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.stream.LongStream;

import io.tractor.benchmarks.candidate.Candidate;
import io.tractor.benchmarks.candidate.Client;
import io.tractor.benchmarks.candidate.CodecCost;
import io.tractor.benchmarks.candidate.Latencies;
import org.jspecify.annotations.Nullable;

/**
 * What the client process can be told: {@code COMMAND MILLISECONDS NUMBER}. What it
 * measures it measures here, in the process, around calls to the candidate.
 */
final class Driving implements MeasuredProcess.Commands {

	private static final double NANOS = 1e9;

	private static final double MICROS = 1e3;

	private final Candidate candidate;

	private final int port;

	private @Nullable Client client;

	private @Nullable AutoCloseable held;

	Driving(Candidate candidate, int port) {
		this.candidate = candidate;
		this.port = port;
	}

	@Override
	public Map<String, Double> run(List<String> command) throws Exception {
		Duration time = Duration.ofMillis(Long.parseLong(command.get(1)));
		int number = Integer.parseInt(command.get(2));
		Client client = client();
		long began = System.nanoTime();
		return switch (command.get(0)) {
			case "streams" -> streams(client.streams(number, time), began);
			case "both" -> rate(client.both(time), began);
			case "echo" -> latencies((latencies) -> client.echo(time, Duration.ofNanos(number), latencies));
			case "dialogs" -> rate(client.dialogs(number, time), began);
			case "blobs" -> rate((double) client.blobs(number, time) * number, began);
			case "batches" -> rate(client.batches(number, time), began);
			case "broadcast" -> rate(client.broadcast(number, time), began);
			case "cancels" -> latencies((latencies) -> client.cancels(time, latencies));
			case "hold" -> hold(client, number);
			case "release" -> release();
			case "codec" -> Map.of("bytes", CodecCost.allocatedPerValue(Taken::allocated));
			default -> throw new IllegalArgumentException("No command " + command);
		};
	}

	private Client client() throws Exception {
		Client client = this.client;
		if (client == null) {
			client = this.candidate.connect(this.port);
			this.client = client;
		}
		return client;
	}

	private static Map<String, Double> streams(long[] counts, long began) {
		LongSummaryStatistics each = LongStream.of(counts).summaryStatistics();
		Map<String, Double> values = new HashMap<>(rate(each.getSum(), began));
		values.put("slowest", each.getMin() / each.getAverage());
		return values;
	}

	private static Map<String, Double> rate(double count, long began) {
		return Map.of("rate", count * NANOS / (System.nanoTime() - began), "count", count);
	}

	private static Map<String, Double> latencies(Run run) throws Exception {
		Latencies latencies = new Latencies();
		long began = System.nanoTime();
		run.run(latencies);
		Map<String, Double> values = new HashMap<>(rate(latencies.count(), began));
		values.put("p50", latencies.percentile(0.5) / MICROS);
		values.put("p99", latencies.percentile(0.99) / MICROS);
		return values;
	}

	private Map<String, Double> hold(Client client, int number) throws Exception {
		long began = System.nanoTime();
		this.held = client.hold(number);
		return Map.of("seconds", (System.nanoTime() - began) / NANOS);
	}

	private Map<String, Double> release() throws Exception {
		long began = System.nanoTime();
		if (this.held != null) {
			this.held.close();
			this.held = null;
		}
		return Map.of("seconds", (System.nanoTime() - began) / NANOS);
	}

	/** Something that records latencies. */
	private interface Run {

		void run(Latencies latencies) throws Exception;

	}

}
