package io.tractor.rsocket;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps a connection open that a channel was given and has not begun on yet: from then on
 * the channel itself does.
 */
final class Claim {

	/** For connections that nobody closes while they may be given. */
	static final Claim NONE = new Claim(() -> {
	});

	private final Runnable release;

	private final AtomicBoolean released = new AtomicBoolean();

	Claim(Runnable release) {
		this.release = release;
	}

	/** The channel has begun, or never will. May be called more than once. */
	void release() {
		if (!this.released.get() && this.released.compareAndSet(false, true)) {
			this.release.run();
		}
	}

}
