package io.tractor.runtime;

import java.time.Duration;

import io.tractor.scope.Deadline;
import io.tractor.stream.Reaction;
import org.jspecify.annotations.Nullable;

/**
 * How long something is waited for without a thread. Used while its reaction acts, but
 * for what the timer does.
 */
final class Patience {

	private final Reaction waiting;

	private @Nullable Deadline timer;

	private volatile boolean over;

	Patience(Reaction waiting) {
		this.waiting = waiting;
	}

	/**
	 * Begins to wait, unless it has begun before.
	 * @param time how long
	 * @param then done when the time is over, before the reaction is told
	 */
	void begin(Duration time, Runnable then) {
		if (this.timer == null) {
			Deadline timer = new Deadline();
			this.timer = timer;
			timer.set(time, () -> {
				then.run();
				this.over = true;
				this.waiting.changed();
			});
		}
	}

	boolean isOver() {
		return this.over;
	}

	void end() {
		if (this.timer != null) {
			this.timer.stop();
		}
	}

}
