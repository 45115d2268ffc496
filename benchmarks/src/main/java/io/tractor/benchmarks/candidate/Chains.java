package io.tractor.benchmarks.candidate;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Things done one after the other in so many chains at once, by those who tell the end of
 * each by a callback.
 */
public final class Chains {

	private static final int SECONDS_TO_END = 30;

	private final int chains;

	private final Duration time;

	public Chains(int chains, Duration time) {
		this.chains = chains;
		this.time = time;
	}

	/**
	 * Runs them until the time is over and the last has ended.
	 * @param link does one thing
	 * @return how many were done
	 * @throws Exception if one failed
	 */
	public long run(Link link) throws Exception {
		CompletableFuture<Void> ended = new CompletableFuture<>();
		AtomicInteger running = new AtomicInteger(this.chains);
		AtomicLong all = new AtomicLong();
		long end = System.nanoTime() + this.time.toNanos();
		for (int i = 0; i < this.chains; i++) {
			new Chain(link, end, ended, running, all).next();
		}
		ended.get(this.time.toSeconds() + SECONDS_TO_END, TimeUnit.SECONDS);
		return all.get();
	}

	/** One thing. */
	public interface Link {

		/**
		 * Begins it.
		 * @param done to be told of its end
		 */
		void begin(Done done);

	}

	/** Told of the end. */
	public interface Done extends Runnable {

		/**
		 * It has failed.
		 * @param failure how
		 */
		void failed(Throwable failure);

	}

	private record Chain(Link link, long end, CompletableFuture<Void> ended, AtomicInteger running,
			AtomicLong all) implements Done {

		void next() {
			try {
				this.link.begin(this);
			}
			catch (RuntimeException ex) {
				failed(ex);
			}
		}

		@Override
		public void run() {
			this.all.incrementAndGet();
			if (System.nanoTime() < this.end) {
				next();
			}
			else if (this.running.decrementAndGet() == 0) {
				this.ended.complete(null);
			}
		}

		@Override
		public void failed(Throwable failure) {
			this.ended.completeExceptionally(failure);
		}

	}

}
