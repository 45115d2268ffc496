package io.tractor.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One direction of a stream: the values are the numbers from 1 on, so that each receiver
 * can tell what it should have got.
 */
final class Flow {

	private final AtomicLong sent = new AtomicLong();

	private final AtomicLong received = new AtomicLong();

	private final List<String> wrong = new ArrayList<>();

	private volatile long receivedAtEnd = -1;

	/** Whether some of the last values may not have been sent after all. */
	private volatile boolean brokenOff;

	/** The next value to be sent, by one thread at a time. */
	long next() {
		return this.sent.get() + 1;
	}

	/** Notes that the next value was sent. */
	void sent() {
		this.sent.incrementAndGet();
	}

	/**
	 * Takes it that sending was cancelled or has failed, and what was made for it and
	 * waited has not left.
	 */
	void brokenOff() {
		this.brokenOff = true;
	}

	/** Takes a value that the stream gave to its only reader. */
	void received(long value) {
		long expected = this.received.incrementAndGet();
		if (value != expected) {
			wrong("received " + value + " instead of " + expected);
		}
	}

	/** Takes it that the reader was told of values it will not get. */
	void lost(long count) {
		this.received.addAndGet(count);
	}

	/** Takes it that the reader saw the graceful end. */
	void ended() {
		this.receivedAtEnd = this.received.get();
	}

	synchronized void wrong(String what) {
		this.wrong.add(what);
	}

	/** What was not as it must be, to be asked when both sides are over. */
	synchronized List<String> wrong() {
		List<String> all = new ArrayList<>(this.wrong);
		long lacking = this.sent.get() - this.receivedAtEnd;
		if (this.receivedAtEnd >= 0 && lacking != 0 && !(lacking > 0 && this.brokenOff)) {
			all.add("ended after " + this.receivedAtEnd + " of " + this.sent + " values");
		}
		return all;
	}

}
