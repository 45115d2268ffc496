package io.tractor.benchmarks.candidate.tractor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.rsocket.transport.netty.client.TcpClientTransport;
import io.tractor.MsgStream;
import io.tractor.Portal;
import io.tractor.benchmarks.candidate.Blob;
import io.tractor.benchmarks.candidate.Client;
import io.tractor.benchmarks.candidate.Counted;
import io.tractor.benchmarks.candidate.Latencies;
import io.tractor.benchmarks.candidate.Source;
import io.tractor.benchmarks.candidate.Tally;
import io.tractor.benchmarks.candidate.Tick;
import io.tractor.benchmarks.candidate.WrongDataException;
import io.tractor.rsocket.PromptFlush;
import io.tractor.rsocket.RSocketTransport;
import io.tractor.runtime.Actor;
import io.tractor.runtime.Transport;
import io.tractor.scope.Nursery;
import io.tractor.scope.Task;
import reactor.netty.tcp.TcpClient;

/**
 * Opens contexts, each from a task of its own.
 */
public final class TractorClient implements Client {

	/** Far more than the time-out of a cancel: the machine may be doing anything else. */
	static final Duration PATIENCE = Duration.ofSeconds(30);

	private final Portal portal;

	public TractorClient(int port, int buffer) {
		Actor actor = Actor.builder("client").settings(TractorServer.settings(buffer)).build();
		this.portal = actor.portal("server", transport(port));
	}

	/** A connection as a Boot application makes it. */
	static Transport transport(int port) {
		TcpClient client = TcpClient.create().host("127.0.0.1").port(port).doOnChannelInit(new PromptFlush());
		return new RSocketTransport("server", "127.0.0.1:" + port,
				RSocketTransport.connector().connect(TcpClientTransport.create(client)));
	}

	@Override
	public long[] streams(int streams, Duration time) {
		long[] counts = new long[streams];
		Nursery.run((nursery) -> {
			for (int i = 0; i < streams; i++) {
				int stream = i;
				nursery.start(() -> {
					counts[stream] = stream(new Source(time));
				});
			}
		});
		return counts;
	}

	private long stream(Source source) {
		Counted received = this.portal.context(TickEndpoints::count).open((context, first) -> {
			context.stream((stream) -> {
				while (!source.isOver()) {
					stream.send(source.next());
				}
			});
			return context.waitForResult().get();
		});
		return source.counted().arrived(received);
	}

	@Override
	public long both(Duration time) {
		return Nursery.run((nursery) -> {
			return nursery.start(() -> {
				return bothWays(new Source(time));
			}).get();
		});
	}

	private long bothWays(Source source) {
		Tally tally = new Tally();
		Counted received = this.portal.context(TickEndpoints::both).open((context, first) -> {
			context.stream((stream) -> {
				Nursery.run((nursery) -> {
					Task<Counted> receiver = nursery.start(() -> {
						return receive(stream, tally);
					});
					while (!source.isOver()) {
						stream.send(source.next());
					}
					stream.send(Tick.end(source.counted()));
					receiver.get().arrived(tally.counted());
				});
			});
			return context.waitForResult().get();
		});
		return source.counted().arrived(received) + tally.counted().count();
	}

	private static Counted receive(MsgStream<Tick, Tick> stream, Tally tally) {
		Tick tick = stream.receive();
		while (!tick.ends()) {
			tally.add(tick);
			tick = stream.receive();
		}
		return tick.received();
	}

	@Override
	public void echo(Duration time, Duration pause, Latencies latencies) {
		Nursery.run((nursery) -> {
			nursery.start(() -> {
				echo(new Source(time), time, pause, latencies);
			});
		});
	}

	private void echo(Source source, Duration time, Duration pause, Latencies latencies) throws InterruptedException {
		long end = System.nanoTime() + time.toNanos();
		Tally tally = new Tally();
		Counted received = this.portal.context(TickEndpoints::echo).open((context, first) -> {
			context.stream((stream) -> {
				long began = System.nanoTime();
				do {
					stream.send(source.next());
					tally.add(stream.receive());
					latencies.add(System.nanoTime() - began);
					if (!pause.isZero()) {
						Thread.sleep(pause.toMillis());
					}
					began = System.nanoTime();
				}
				while (began < end);
			});
			return context.waitForResult().get();
		});
		source.counted().arrived(received);
		source.counted().arrived(tally.counted());
	}

	@Override
	public long dialogs(int atOnce, Duration time) {
		long end = System.nanoTime() + time.toNanos();
		AtomicLong all = new AtomicLong();
		Nursery.run((nursery) -> {
			for (int i = 0; i < atOnce; i++) {
				nursery.start(() -> {
					long count = 0;
					do {
						dialog();
						count++;
					}
					while (System.nanoTime() < end);
					all.addAndGet(count);
				});
			}
		});
		return all.get();
	}

	private void dialog() {
		Tick result = this.portal.context(TickEndpoints::dialog).open((context, first) -> {
			if (!first.equals(Tick.of(0))) {
				throw new WrongDataException("The first value was " + first);
			}
			return context.waitForResult().get();
		});
		if (!result.equals(Tick.of(1))) {
			throw new WrongDataException("The result was " + result);
		}
	}

	@Override
	public long blobs(int size, Duration time) {
		byte[] data = Blob.data(size);
		return Nursery.run((nursery) -> {
			return nursery.start(() -> {
				return blobs(data, System.nanoTime() + time.toNanos());
			}).get();
		});
	}

	private long blobs(byte[] data, long end) {
		long[] sent = new long[1];
		Counted received = this.portal.context(TickEndpoints::blobs).open((context, first) -> {
			context.stream((stream) -> {
				do {
					stream.send(new Blob(sent[0]++, data));
				}
				while (System.nanoTime() < end);
			});
			return context.waitForResult().get();
		});
		return new Counted(sent[0], sent[0] * data.length).arrived(received);
	}

	@Override
	public long batches(int size, Duration time) {
		Source source = new Source(time);
		Nursery.run((nursery) -> {
			nursery.start(() -> {
				batches(size, source);
			});
		});
		return source.counted().count();
	}

	private void batches(int size, Source source) {
		Counted received = this.portal.context(TickEndpoints::batches).open((context, first) -> {
			context.stream((stream) -> {
				while (!source.isOver()) {
					List<Tick> ticks = new ArrayList<>(size);
					for (int i = 0; i < size; i++) {
						ticks.add(source.next());
					}
					stream.send(ticks);
				}
			});
			return context.waitForResult().get();
		});
		source.counted().arrived(received);
	}

	@Override
	public void cancels(Duration time, Latencies latencies) {
		long end = System.nanoTime() + time.toNanos();
		Nursery.run((nursery) -> {
			nursery.start(() -> {
				do {
					this.portal.context(TickEndpoints::await).open((context, first) -> {
						long began = System.nanoTime();
						if (!context.cancel(PATIENCE)) {
							throw new WrongDataException("A cancel was not acknowledged");
						}
						latencies.add(System.nanoTime() - began);
					});
				}
				while (System.nanoTime() < end);
			});
		});
	}

	@Override
	public long broadcast(int threads, Duration time) {
		return Nursery.run((nursery) -> {
			return nursery.start(() -> {
				return new Audience(threads).listen(this.portal, time);
			}).get();
		});
	}

	@Override
	public AutoCloseable hold(int count) {
		return new IdleContexts(this.portal, count);
	}

}
