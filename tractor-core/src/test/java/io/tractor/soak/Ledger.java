package io.tractor.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * All contexts of a round by their tickets, and what may happen to them.
 */
final class Ledger {

	private final Map<Long, Entry> entries = new ConcurrentHashMap<>();

	private final Map<String, Long> kinds = new TreeMap<>();

	private final Queue<Runnable> mayHappen = new ConcurrentLinkedQueue<>();

	private final AtomicLong next;

	private long count;

	Ledger(long seed) {
		// Positive, and far from those of a neighbouring seed.
		this.next = new AtomicLong(new SplittableRandom(seed).nextLong() >>> 16);
	}

	Entry enter() {
		Entry entry = new Entry(this.next.getAndIncrement());
		this.entries.put(entry.ticket, entry);
		return entry;
	}

	Entry entry(long ticket) {
		Entry entry = this.entries.get(ticket);
		if (entry == null) {
			throw new AssertionError("Nobody has opened a context of ticket " + ticket);
		}
		return entry;
	}

	/** Offers something that may be done to a program at any moment, by somebody else. */
	void mayHappen(Runnable event) {
		this.mayHappen.add(event);
	}

	@Nullable Runnable mayHappen() {
		return this.mayHappen.poll();
	}

	/** Closes the round, in which everything has ended; gives what was wrong. */
	List<String> close() {
		List<String> wrong = new ArrayList<>();
		for (Entry entry : this.entries.values()) {
			entry.wrong().forEach((what) -> wrong.add(entry + ": " + what));
			this.kinds.merge(entry.kind(), 1L, Long::sum);
		}
		this.count += this.entries.size();
		this.entries.clear();
		this.mayHappen.clear();
		return wrong;
	}

	/** How many contexts there were. */
	long count() {
		return this.count;
	}

	/** How often each kind of end has come. */
	Map<String, Long> kinds() {
		return this.kinds;
	}

}
