package io.tractor.runtime;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.tractor.TractorException;
import org.jspecify.annotations.Nullable;

/**
 * The contexts that an endpoint's task has opened as handles and not closed. They belong
 * to the task and end with it.
 */
final class Handles {

	private @Nullable Set<HeldContext<?, ?, ?, ?>> open;

	synchronized void add(HeldContext<?, ?, ?, ?> handle) {
		if (this.open == null) {
			this.open = new LinkedHashSet<>();
		}
		this.open.add(handle);
	}

	synchronized void remove(HeldContext<?, ?, ?, ?> handle) {
		if (this.open != null) {
			this.open.remove(handle);
		}
	}

	/**
	 * Closes what is open.
	 * @param thrown what the task threw, or null; what closing throws is suppressed on it
	 * @throws TractorException the first that closing throws, if the task threw nothing
	 */
	void close(@Nullable Throwable thrown) {
		TractorException first = null;
		for (HeldContext<?, ?, ?, ?> handle : open()) {
			try {
				handle.close();
			}
			catch (TractorException ex) {
				Throwable primary = (thrown != null) ? thrown : first;
				if (primary == null) {
					first = ex;
				}
				else if (primary != ex) {
					primary.addSuppressed(ex);
				}
			}
		}
		if (first != null) {
			throw first;
		}
	}

	private synchronized List<HeldContext<?, ?, ?, ?>> open() {
		return (this.open != null) ? List.copyOf(this.open) : List.of();
	}

}
