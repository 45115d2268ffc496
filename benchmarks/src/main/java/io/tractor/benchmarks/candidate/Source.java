package io.tractor.benchmarks.candidate;

import java.time.Duration;

/**
 * The ticks of one stream, until the time is over. Not thread-safe.
 */
public final class Source {

	/** How often the clock is looked at: every so many ticks. */
	private static final int LOOK = 64;

	private final long end;

	private long next;

	private long sum;

	private boolean over;

	public Source(Duration time) {
		this.end = System.nanoTime() + time.toNanos();
	}

	/**
	 * Whether there are no more ticks. There are some in any case.
	 * @return true once the time is over
	 */
	public boolean isOver() {
		if (!this.over && this.next > 0 && this.next % LOOK == 0) {
			this.over = System.nanoTime() - this.end >= 0;
		}
		return this.over;
	}

	/**
	 * Counts a tick as sent, for whoever makes it himself.
	 * @return its number
	 */
	public long nextSeq() {
		long seq = this.next++;
		this.sum += Tick.size(seq);
		return seq;
	}

	/**
	 * The next tick, which counts as sent.
	 * @return the tick
	 */
	public Tick next() {
		return Tick.of(nextSeq());
	}

	/**
	 * What was sent so far.
	 * @return the count and the sum
	 */
	public Counted counted() {
		return new Counted(this.next, this.sum);
	}

}
