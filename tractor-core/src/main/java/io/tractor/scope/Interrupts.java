package io.tractor.scope;

/**
 * How a wait of the engine deals with interrupts. For the other packages of this library;
 * users have {@link CancelScope#shielded(TaskBody)}.
 */
public final class Interrupts {

	private Interrupts() {
	}

	/**
	 * Waits as a checkpoint does: not at all in a cancelled scope, and until it is
	 * cancelled at most.
	 * @param wait the wait
	 * @throws io.tractor.ScopeCancelledException if the thread's scope is cancelled, or
	 * the thread was interrupted; the interrupt flag is set
	 */
	public static void asCheckpoint(Wait wait) {
		CancelScope.checkpoint();
		try {
			wait.run();
		}
		catch (InterruptedException ex) {
			caught();
			CancelScope.checkpoint();
		}
	}

	/**
	 * Waits to the end: interrupts, by scopes or by others, are held back and set again
	 * afterwards. The wait runs in a shielded scope.
	 * @param wait the wait; run again when an interrupt cut it off, so it has to look
	 * first whether there is anything left to wait for
	 */
	public static void heldBack(Wait wait) {
		CancelScope shield = CancelScope.shield();
		shield.enter();
		boolean interrupted = Thread.interrupted();
		try {
			while (!ended(wait)) {
				interrupted = true;
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
			shield.exit(null);
		}
	}

	private static boolean ended(Wait wait) {
		try {
			wait.run();
			return true;
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

	/**
	 * Sets the interrupt flag again, to be called first when a wait of this library has
	 * caught an {@link InterruptedException}; {@link CancelScope#checkpoint()} then
	 * throws what fits. An interrupt from outside that came together with a scope's is
	 * told apart here, and survives.
	 */
	public static void caught() {
		ScopedThread here = ScopedThread.current();
		if (here != null) {
			here.caught();
		}
		else {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Something that waits.
	 */
	@FunctionalInterface
	public interface Wait {

		/**
		 * Waits.
		 * @throws InterruptedException if the thread is interrupted
		 */
		void run() throws InterruptedException;

	}

}
