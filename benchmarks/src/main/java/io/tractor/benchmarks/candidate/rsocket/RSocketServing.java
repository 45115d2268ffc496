package io.tractor.benchmarks.candidate.rsocket;

import java.util.List;

import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.tractor.benchmarks.candidate.Blob;
import io.tractor.benchmarks.candidate.Candidate;
import io.tractor.benchmarks.candidate.Counted;
import io.tractor.benchmarks.candidate.Server;
import io.tractor.benchmarks.candidate.Tally;
import io.tractor.benchmarks.candidate.Tick;
import io.tractor.benchmarks.candidate.TickCodec;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Serves request-channels.
 */
public final class RSocketServing implements Server {

	private final CloseableChannel server;

	public RSocketServing() {
		SocketAcceptor acceptor = (setup, sending) -> {
			Kind kind = Kind.valueOf(setup.getDataUtf8());
			return Mono.just(new RSocket() {

				@Override
				public Flux<Payload> requestChannel(Publisher<Payload> payloads) {
					return serve(kind, Flux.from(payloads));
				}

			});
		};
		this.server = RSocketServer.create(acceptor)
			.payloadDecoder(PayloadDecoder.ZERO_COPY)
			.bindNow(TcpServerTransport.create("127.0.0.1", 0));
	}

	private static Flux<Payload> serve(Kind kind, Flux<Payload> payloads) {
		return switch (kind) {
			case COUNT -> count(payloads);
			case BOTH -> both(payloads);
			case ECHO ->
				payloads.map((payload) -> Payloads.write(TickCodec.TICKS, Payloads.read(TickCodec.TICKS, payload)));
			case DIALOG -> payloads.concatMapIterable((payload) -> {
				Tick tick = Payloads.read(TickCodec.TICKS, payload);
				return List.of(Payloads.write(TickCodec.TICKS, Tick.of(tick.seq())),
						Payloads.write(TickCodec.TICKS, Tick.of(tick.seq() + 1)));
			});
			case BLOBS -> blobs(payloads);
		};
	}

	private static Flux<Payload> count(Flux<Payload> payloads) {
		Tally tally = new Tally();
		return payloads.limitRate(Candidate.WINDOW)
			.map((payload) -> Payloads.read(TickCodec.TICKS, payload))
			.doOnNext(tally::add)
			.thenMany(Mono.fromSupplier(() -> Payloads.write(TickCodec.COUNTED, tally.counted())));
	}

	private static Flux<Payload> both(Flux<Payload> payloads) {
		Tally tally = new Tally();
		Outgoing outgoing = new Outgoing();
		payloads.limitRate(Candidate.WINDOW)
			.map((payload) -> Payloads.read(TickCodec.TICKS, payload))
			.subscribe(tally::add, outgoing::fail, () -> outgoing.end(tally.counted()));
		return outgoing.payloads();
	}

	private static Flux<Payload> blobs(Flux<Payload> payloads) {
		long[] tally = new long[2];
		return payloads.limitRate(Candidate.BLOB_WINDOW)
			.map((payload) -> Payloads.read(TickCodec.BLOBS, payload))
			.doOnNext((blob) -> {
				blob.check(tally[0]++);
				tally[1] += blob.data().length;
			})
			.thenMany(Mono.fromSupplier(() -> Payloads.write(TickCodec.COUNTED, new Counted(tally[0], tally[1]))));
	}

	@Override
	public int port() {
		return this.server.address().getPort();
	}

}
