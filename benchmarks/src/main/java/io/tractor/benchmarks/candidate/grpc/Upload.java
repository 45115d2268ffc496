package io.tractor.benchmarks.candidate.grpc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.tractor.benchmarks.candidate.Counted;
import io.tractor.benchmarks.candidate.Source;
import io.tractor.benchmarks.candidate.Tally;

/**
 * Ticks to the server, as fast as it takes them; perhaps ticks from the server; and at
 * last what it says has come.
 */
final class Upload implements ClientResponseObserver<TickMessage, TickMessage> {

	private final CompletableFuture<Long> ended = new CompletableFuture<>();

	private final Source source;

	private final boolean bothWays;

	private final Tally tally = new Tally();

	private final List<Counted> ends = new ArrayList<>();

	private boolean completed;

	Upload(Duration time, boolean bothWays) {
		this.source = new Source(time);
		this.bothWays = bothWays;
	}

	/** How many values have gone through, when all have arrived. */
	CompletableFuture<Long> ended() {
		return this.ended;
	}

	@Override
	public void beforeStart(ClientCallStreamObserver<TickMessage> requests) {
		requests.setOnReadyHandler(() -> send(requests));
	}

	private void send(ClientCallStreamObserver<TickMessage> requests) {
		while (!this.completed && requests.isReady()) {
			if (this.source.isOver()) {
				this.completed = true;
				requests.onCompleted();
			}
			else {
				requests.onNext(TickMethods.tick(this.source.nextSeq()));
			}
		}
	}

	@Override
	public void onNext(TickMessage message) {
		if (message.getSize() < 0) {
			this.ends.add(TickMethods.tick(message).received());
		}
		else {
			this.tally.add(message.getSymbol(), message.getPrice(), message.getSize(), message.getSeq());
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.ended.completeExceptionally(failure);
	}

	@Override
	public void onCompleted() {
		try {
			long all = this.bothWays ? this.ends.remove(0).arrived(this.tally.counted()) : 0;
			this.ended.complete(all + this.source.counted().arrived(this.ends.get(0)));
		}
		catch (RuntimeException ex) {
			this.ended.completeExceptionally(ex);
		}
	}

}
