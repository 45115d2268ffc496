package io.tractor.scope;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;

import io.tractor.ScopeCancelledException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the exceptions by which a cancelled task ends from genuine errors.
 */
final class Cancellation {

	private static final Logger LOG = LoggerFactory.getLogger(Cancellation.class);

	/** A chain of causes may be a ring. */
	private static final int LONGEST_CHAIN = 64;

	private Cancellation() {
	}

	static boolean is(@Nullable Throwable error) {
		Throwable link = error;
		for (int i = 0; link != null && i < LONGEST_CHAIN; i++) {
			if (isOne(link)) {
				return true;
			}
			link = link.getCause();
		}
		return false;
	}

	private static boolean isOne(Throwable error) {
		if (error instanceof SocketException) {
			// The whole of what a socket says that a virtual thread was interrupted on.
			return "Closed by interrupt".equals(error.getMessage());
		}
		return error instanceof ScopeCancelledException || error instanceof InterruptedException
				|| error instanceof ClosedByInterruptException || error instanceof FileLockInterruptionException
				// Not its subclasses: they are time-outs.
				|| error.getClass() == InterruptedIOException.class;
	}

	/**
	 * Takes leave of a cancellation that goes no further. A clean-up that failed on its
	 * way hangs on it as suppressed, and must not go with it unseen.
	 * @param cancellation what will not be thrown on
	 */
	static void drop(@Nullable Throwable cancellation) {
		Throwable link = cancellation;
		for (int i = 0; link != null && i < LONGEST_CHAIN; i++) {
			for (Throwable suppressed : link.getSuppressed()) {
				if (!is(suppressed)) {
					LOG.warn("Failed while it was being cancelled", suppressed);
				}
			}
			if (link instanceof ScopeCancelledException) {
				// Its cause is the reason, which comes out elsewhere.
				return;
			}
			link = link.getCause();
		}
	}

}
