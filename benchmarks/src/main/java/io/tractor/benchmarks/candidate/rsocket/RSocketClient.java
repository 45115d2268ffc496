package io.tractor.benchmarks.candidate.rsocket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.util.DefaultPayload;
import io.tractor.benchmarks.candidate.Blob;
import io.tractor.benchmarks.candidate.Candidate;
import io.tractor.benchmarks.candidate.Chains;
import io.tractor.benchmarks.candidate.Client;
import io.tractor.benchmarks.candidate.Counted;
import io.tractor.benchmarks.candidate.Latencies;
import io.tractor.benchmarks.candidate.Source;
import io.tractor.benchmarks.candidate.Tally;
import io.tractor.benchmarks.candidate.Tick;
import io.tractor.benchmarks.candidate.TickCodec;
import io.tractor.benchmarks.candidate.WrongDataException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Opens request-channels.
 */
public final class RSocketClient implements Client {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final int port;

	private final Map<Kind, RSocket> connections = new EnumMap<>(Kind.class);

	public RSocketClient(int port) {
		this.port = port;
	}

	private RSocket connection(Kind kind) {
		return this.connections.computeIfAbsent(kind,
				(absent) -> RSocketConnector.create()
					.setupPayload(DefaultPayload.create(kind.name()))
					.payloadDecoder(PayloadDecoder.ZERO_COPY)
					.connect(TcpClientTransport.create("127.0.0.1", this.port))
					.block(PATIENCE));
	}

	@Override
	public long[] streams(int streams, Duration time) {
		RSocket connection = connection(Kind.COUNT);
		List<Source> sources = new ArrayList<>();
		for (int i = 0; i < streams; i++) {
			sources.add(new Source(time));
		}
		List<Counted> received = Flux.fromIterable(sources)
			.flatMapSequential((source) -> connection.requestChannel(ticks(source)), streams)
			.map((payload) -> Payloads.read(TickCodec.COUNTED, payload))
			.collectList()
			.block(time.plus(PATIENCE));
		long[] counts = new long[streams];
		for (int i = 0; i < streams; i++) {
			counts[i] = sources.get(i).counted().arrived(received.get(i));
		}
		return counts;
	}

	private static Flux<Payload> ticks(Source source) {
		return Flux.generate((sink) -> {
			if (source.isOver()) {
				sink.complete();
			}
			else {
				sink.next(Payloads.write(TickCodec.TICKS, source.next()));
			}
		});
	}

	@Override
	public long both(Duration time) {
		Source source = new Source(time);
		Tally tally = new Tally();
		List<Tick> ends = connection(Kind.BOTH).requestChannel(ticks(source))
			.limitRate(Candidate.WINDOW)
			.map((payload) -> Payloads.read(TickCodec.TICKS, payload))
			.filter((tick) -> {
				if (!tick.ends()) {
					tally.add(tick);
				}
				return tick.ends();
			})
			.collectList()
			.block(time.plus(PATIENCE));
		return ends.get(0).received().arrived(tally.counted()) + source.counted().arrived(ends.get(1).received());
	}

	@Override
	public void echo(Duration time, Duration pause, Latencies latencies) {
		new PingPong(time, pause, latencies).run(connection(Kind.ECHO), time.plus(PATIENCE));
	}

	@Override
	public long dialogs(int atOnce, Duration time) throws Exception {
		RSocket connection = connection(Kind.DIALOG);
		return new Chains(atOnce, time).run((done) -> {
			Tally tally = new Tally();
			connection.requestChannel(Mono.fromSupplier(() -> Payloads.write(TickCodec.TICKS, Tick.of(0))))
				.subscribe((payload) -> tally.add(Payloads.read(TickCodec.TICKS, payload)), done::failed, () -> {
					if (tally.counted().count() != 2) {
						done.failed(new WrongDataException("A dialog has ended after " + tally.counted()));
					}
					done.run();
				});
		});
	}

	@Override
	public long blobs(int size, Duration time) {
		byte[] data = Blob.data(size);
		long end = System.nanoTime() + time.toNanos();
		long[] sent = new long[1];
		Flux<Payload> payloads = Flux.generate((sink) -> {
			if (sent[0] == 0 || System.nanoTime() < end) {
				sink.next(Payloads.write(TickCodec.BLOBS, new Blob(sent[0]++, data)));
			}
			else {
				sink.complete();
			}
		});
		Counted received = Payloads.read(TickCodec.COUNTED,
				connection(Kind.BLOBS).requestChannel(payloads).blockLast(time.plus(PATIENCE)));
		return new Counted(sent[0], sent[0] * size).arrived(received);
	}

}
