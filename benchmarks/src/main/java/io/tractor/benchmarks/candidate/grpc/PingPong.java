package io.tractor.benchmarks.candidate.grpc;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.tractor.benchmarks.candidate.Latencies;
import io.tractor.benchmarks.candidate.Source;
import io.tractor.benchmarks.candidate.Tally;

/**
 * One tick at a time, the next sent when the last has come back.
 */
final class PingPong implements ClientResponseObserver<TickMessage, TickMessage> {

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	private final Duration pause;

	private final Latencies latencies;

	private final Source source;

	private final long end;

	private final Tally tally = new Tally();

	private ClientCallStreamObserver<TickMessage> requests;

	private boolean begun;

	private long began;

	PingPong(Duration time, Duration pause, Latencies latencies) {
		this.pause = pause;
		this.latencies = latencies;
		this.source = new Source(time);
		this.end = System.nanoTime() + time.toNanos();
	}

	CompletableFuture<Void> ended() {
		return this.ended;
	}

	@Override
	public void beforeStart(ClientCallStreamObserver<TickMessage> requests) {
		this.requests = requests;
		requests.setOnReadyHandler(() -> {
			if (!this.begun) {
				this.begun = true;
				send();
			}
		});
	}

	private void send() {
		this.began = System.nanoTime();
		this.requests.onNext(TickMethods.tick(this.source.nextSeq()));
	}

	@Override
	public void onNext(TickMessage message) {
		this.tally.add(message.getSymbol(), message.getPrice(), message.getSize(), message.getSeq());
		long now = System.nanoTime();
		this.latencies.add(now - this.began);
		if (now >= this.end) {
			this.requests.onCompleted();
		}
		else if (this.pause.isZero()) {
			send();
		}
		else {
			CompletableFuture.delayedExecutor(this.pause.toNanos(), TimeUnit.NANOSECONDS).execute(this::send);
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.ended.completeExceptionally(failure);
	}

	@Override
	public void onCompleted() {
		try {
			this.source.counted().arrived(this.tally.counted());
			this.ended.complete(null);
		}
		catch (RuntimeException ex) {
			this.ended.completeExceptionally(ex);
		}
	}

}
