package io.tractor.stream;

import org.jspecify.annotations.Nullable;

/**
 * The threads that wait for something of a dialog, the first one first. Not thread-safe.
 * <p>
 * Who changes the dialog asks for each of them whether its wait is over. So none is woken
 * for what does not concern it: a thread costs more to wake than most changes do to make.
 */
final class Waiters {

	private @Nullable Waiter first;

	void add(Waiter waiter) {
		Waiter last = this.first;
		if (last == null) {
			this.first = waiter;
			return;
		}
		while (last.next != null) {
			last = last.next;
		}
		last.next = waiter;
	}

	/**
	 * Takes one out.
	 * @param waiter the one
	 * @return false if it was taken out to be woken
	 */
	boolean remove(Waiter waiter) {
		Waiter previous = null;
		for (Waiter other = this.first; other != null; other = other.next) {
			if (other == waiter) {
				unlink(previous, other);
				return true;
			}
			previous = other;
		}
		return false;
	}

	/**
	 * Takes those out whose wait is over.
	 * @return the first of them, chained to the others, for {@link #wake}; or null
	 */
	@Nullable Waiter over() {
		Waiter over = null;
		Waiter last = null;
		Waiter previous = null;
		for (Waiter waiter = this.first; waiter != null;) {
			Waiter next = waiter.next;
			if (waiter.isToWake()) {
				unlink(previous, waiter);
				if (last == null) {
					over = waiter;
				}
				else {
					last.next = waiter;
				}
				last = waiter;
			}
			else {
				previous = waiter;
			}
			waiter = next;
		}
		return over;
	}

	private void unlink(@Nullable Waiter previous, Waiter waiter) {
		if (previous == null) {
			this.first = waiter.next;
		}
		else {
			previous.next = waiter.next;
		}
		waiter.next = null;
	}

	/**
	 * Wakes a chain of those whose wait is over. Not under the lock, which they may want.
	 * @param first the first of them, or null
	 */
	static void wake(@Nullable Waiter first) {
		for (Waiter waiter = first; waiter != null;) {
			Waiter next = waiter.next;
			waiter.wake();
			waiter = next;
		}
	}

}
