package io.tractor.benchmarks.candidate.grpc;

import io.grpc.stub.CallStreamObserver;
import io.tractor.benchmarks.candidate.Counted;
import io.tractor.benchmarks.candidate.Tick;
import org.jspecify.annotations.Nullable;

/**
 * Ticks of the server for as long as ticks come, and then two ends: what was sent, and
 * what has come. Never called by two threads at once, as its calls come from the call.
 */
final class Feed implements Runnable {

	private final CallStreamObserver<TickMessage> answers;

	private long next;

	private long sum;

	private @Nullable Counted received;

	private boolean ended;

	Feed(CallStreamObserver<TickMessage> answers) {
		this.answers = answers;
	}

	void end(Counted received) {
		this.received = received;
		run();
	}

	/** Sends for as long as the call takes more. */
	@Override
	public void run() {
		while (this.received == null && this.answers.isReady()) {
			this.sum += Tick.size(this.next);
			this.answers.onNext(TickMethods.tick(this.next++));
		}
		if (this.received != null && !this.ended) {
			this.ended = true;
			this.answers.onNext(TickMethods.end(new Counted(this.next, this.sum)));
			this.answers.onNext(TickMethods.end(this.received));
			this.answers.onCompleted();
		}
	}

}
