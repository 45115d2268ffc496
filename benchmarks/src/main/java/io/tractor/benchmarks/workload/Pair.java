package io.tractor.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.tractor.benchmarks.candidate.Candidate;
import io.tractor.benchmarks.process.Jvm;
import io.tractor.benchmarks.process.Peer;

/**
 * A candidate's server and client, each a process.
 */
final class Pair implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private final Candidate candidate;

	private final Peer server;

	private final Peer client;

	private Pair(Candidate candidate, Peer server, Peer client) {
		this.candidate = candidate;
		this.server = server;
		this.client = client;
	}

	static Pair start(Candidate candidate, Jvm jvm, Path logs) throws IOException {
		Peer server = Peer.start(jvm, logs.resolve(candidate + "-server.log"), "serve", candidate.name());
		try {
			int port = server.answer(PATIENCE, "serve").get("port").intValue();
			return new Pair(candidate, server, Peer.start(jvm, logs.resolve(candidate + "-client.log"), "drive",
					candidate.name(), String.valueOf(port)));
		}
		catch (RuntimeException | IOException ex) {
			server.close();
			throw ex;
		}
	}

	Candidate candidate() {
		return this.candidate;
	}

	Map<String, Double> drive(String command, Duration time, int number) {
		return this.client.ask(PATIENCE, command, String.valueOf(time.toMillis()), String.valueOf(number));
	}

	/** What the server has taken so far. */
	Map<String, Double> takenByServer() {
		return this.server.ask(PATIENCE, "taken");
	}

	/** Has both run on one core from now on, the same one. */
	void pin() {
		this.server.pin();
		this.client.pin();
	}

	Memory memory() {
		return new Memory(this.server.ask(PATIENCE, "memory"), this.client.ask(PATIENCE, "memory"));
	}

	@Override
	public void close() {
		this.client.close();
		this.server.close();
	}

	/** What both processes have taken. */
	record Memory(Map<String, Double> server, Map<String, Double> client) {

		Map<String, Double> since(Memory before, int contexts) {
			double server = (this.server.get("heap") - before.server.get("heap")) / contexts;
			double client = (this.client.get("heap") - before.client.get("heap")) / contexts;
			return Map.of(Measure.RATE, Math.max(server, client), "server", server, "client", client, "server direct",
					(this.server.get("direct") - before.server.get("direct")) / contexts, "client direct",
					(this.client.get("direct") - before.client.get("direct")) / contexts);
		}

	}

}
