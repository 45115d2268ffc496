package io.tractor.scope;

import reactor.core.scheduler.Schedulers;

/**
 * For the engine: keeps what waits away from Reactor's non-blocking threads. The
 * connection's event loop above all: it would wait there for what it has to bring itself.
 */
public final class Blocking {

	private Blocking() {
	}

	/**
	 * To be called by what may wait.
	 * @param what what it is
	 * @param instead what does the same and does not wait
	 * @throws IllegalStateException on a thread that must not block
	 */
	public static void check(String what, String instead) {
		if (Schedulers.isInNonBlockingThread()) {
			throw new IllegalStateException(what + " blocks, and thread " + Thread.currentThread().getName()
					+ " must not: use " + instead + ", or go to Schedulers.boundedElastic() for it");
		}
	}

}
