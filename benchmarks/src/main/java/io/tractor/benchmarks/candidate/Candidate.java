package io.tractor.benchmarks.candidate;

import io.tractor.benchmarks.candidate.grpc.GrpcClient;
import io.tractor.benchmarks.candidate.grpc.GrpcServer;
import io.tractor.benchmarks.candidate.netty.NettyClient;
import io.tractor.benchmarks.candidate.netty.NettyServer;
import io.tractor.benchmarks.candidate.rsocket.RSocketClient;
import io.tractor.benchmarks.candidate.rsocket.RSocketServing;
import io.tractor.benchmarks.candidate.spring.SpringClient;
import io.tractor.benchmarks.candidate.spring.SpringServer;
import io.tractor.benchmarks.candidate.tractor.ReactiveClient;
import io.tractor.benchmarks.candidate.tractor.ReactiveTicks;
import io.tractor.benchmarks.candidate.tractor.ServedTicks;
import io.tractor.benchmarks.candidate.tractor.TractorClient;
import io.tractor.benchmarks.candidate.tractor.TractorServer;

/**
 * What is compared, in the order in which it takes its turn in each round. All but gRPC
 * write the same record with the same CBOR codec; gRPC writes it as protobuf.
 */
public enum Candidate {

	/**
	 * Contexts with the blocking form on virtual threads, all settings at their defaults.
	 */
	TRACTOR("tractor") {

		@Override
		public Server serve() {
			return new TractorServer(BUFFER, new ServedTicks());
		}

		@Override
		public Client connect(int port) {
			return new TractorClient(port, BUFFER);
		}

	},

	/** The same with room for as many values as the window of the RSocket candidates. */
	TRACTOR_WIDE("tractor, buffer of 1024") {

		@Override
		public Server serve() {
			return new TractorServer(WINDOW, new ServedTicks());
		}

		@Override
		public Client connect(int port) {
			return new TractorClient(port, WINDOW);
		}

	},

	/** Contexts with the reactive form on both sides, as many values buffered. */
	TRACTOR_REACTIVE("tractor, reactive form") {

		@Override
		public Server serve() {
			return new TractorServer(BUFFER, new ReactiveTicks());
		}

		@Override
		public Client connect(int port) {
			return new ReactiveClient(port, BUFFER);
		}

	},

	/** rsocket-java with a frame for each value. */
	RSOCKET("rsocket-java + CBOR") {

		@Override
		public Server serve() {
			return new RSocketServing();
		}

		@Override
		public Client connect(int port) {
			return new RSocketClient(port);
		}

	},

	/** A request-channel of Spring's {@code @MessageMapping}. */
	SPRING("@MessageMapping + CBOR") {

		@Override
		public Server serve() {
			return new SpringServer();
		}

		@Override
		public Client connect(int port) {
			return new SpringClient(port);
		}

	},

	/** gRPC's bidirectional streams with the executors one gets. */
	GRPC("gRPC, default executors") {

		@Override
		public Server serve() {
			return new GrpcServer(false);
		}

		@Override
		public Client connect(int port) {
			return new GrpcClient(port, false);
		}

	},

	/** gRPC with everything on the event loop. */
	GRPC_DIRECT("gRPC, directExecutor") {

		@Override
		public Server serve() {
			return new GrpcServer(true);
		}

		@Override
		public Client connect(int port) {
			return new GrpcClient(port, true);
		}

	},

	/** Netty with the codec and as little else as goes: the limit. */
	NETTY("raw Netty + CBOR") {

		@Override
		public Server serve() {
			return new NettyServer();
		}

		@Override
		public Client connect(int port) {
			return new NettyClient(port);
		}

	};

	/** How many values the RSocket candidates ask for at once: more gains little. */
	public static final int WINDOW = 1024;

	/** And how many large ones: as many as take 64 MB. */
	public static final int BLOB_WINDOW = 64;

	/** The default of contexts; another to see what it does. */
	private static final int BUFFER = Integer.getInteger("benchmarks.buffer", 64);

	private final String label;

	Candidate(String label) {
		this.label = label;
	}

	/**
	 * What it is called in tables.
	 * @return the name
	 */
	public String label() {
		return this.label;
	}

	/**
	 * Whether these are contexts.
	 * @return true if so
	 */
	public boolean isOurs() {
		return this == TRACTOR || this == TRACTOR_WIDE || this == TRACTOR_REACTIVE;
	}

	/**
	 * Starts its server, on a port of its own choice.
	 * @return the server
	 * @throws Exception if it cannot be started
	 */
	public abstract Server serve() throws Exception;

	/**
	 * Connects its client.
	 * @param port where its server is
	 * @return the client
	 * @throws Exception if it cannot be connected
	 */
	public abstract Client connect(int port) throws Exception;

}
