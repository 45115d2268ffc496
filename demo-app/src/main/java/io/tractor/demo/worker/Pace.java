package io.tractor.demo.worker;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How fast a worker goes from file to file.
 */
@FunctionalInterface
public interface Pace {

	/** As fast as it can. */
	Pace FULL = (file) -> {
	};

	/**
	 * Comes back when the file's turn has come.
	 * @param file the file
	 * @throws InterruptedException if the search is cancelled meanwhile
	 */
	void before(Path file) throws InterruptedException;

	/**
	 * Rests before each file, for people to watch.
	 * @param pause how long
	 * @return the pace
	 */
	static Pace withPause(Duration pause) {
		return (pause.isZero() || pause.isNegative()) ? FULL : (file) -> Thread.sleep(pause.toMillis());
	}

}
