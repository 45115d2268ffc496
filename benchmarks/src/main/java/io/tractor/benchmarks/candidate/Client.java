package io.tractor.benchmarks.candidate;

import java.time.Duration;

/**
 * A candidate's client: does one kind of work after the other, for the time it is told,
 * on one connection, and checks all that it gets. What a candidate cannot do it refuses
 * by {@link UnsupportedOperationException}.
 * <p>
 * All methods block, whatever happens beneath, and are called by one thread.
 */
public interface Client {

	/**
	 * Sends ticks one way until the time is over, and then waits until the server has
	 * said that all have arrived.
	 * @param streams on how many streams at once
	 * @param time for how long
	 * @return how many values went through each
	 * @throws Exception if anything is wrong
	 */
	long[] streams(int streams, Duration time) throws Exception;

	/**
	 * Sends on one stream until the time is over, while the server sends on it until
	 * then, too.
	 * @param time for how long
	 * @return how many values went through both ways together
	 * @throws Exception if anything is wrong
	 */
	default long both(Duration time) throws Exception {
		throw new UnsupportedOperationException();
	}

	/**
	 * Sends a tick, waits for it to come back, and so on.
	 * @param time for how long
	 * @param pause between one and the next
	 * @param latencies of each round trip
	 * @throws Exception if anything is wrong
	 */
	void echo(Duration time, Duration pause, Latencies latencies) throws Exception;

	/**
	 * Opens a dialog, gets its first value and its result, and so on.
	 * @param atOnce how many at once
	 * @param time for how long
	 * @return how many
	 * @throws Exception if anything is wrong
	 */
	long dialogs(int atOnce, Duration time) throws Exception;

	/**
	 * Sends large values one way.
	 * @param size how large, in bytes
	 * @param time for how long
	 * @return how many have arrived
	 * @throws Exception if anything is wrong
	 */
	default long blobs(int size, Duration time) throws Exception {
		throw new UnsupportedOperationException();
	}

	/**
	 * Sends ticks one way, in lists.
	 * @param size how many in each
	 * @param time for how long
	 * @return how many ticks have arrived
	 * @throws Exception if anything is wrong
	 */
	default long batches(int size, Duration time) throws Exception {
		throw new UnsupportedOperationException();
	}

	/**
	 * Has ticks sent by the server for the time, each received by many threads.
	 * @param threads how many
	 * @param time for how long
	 * @return how many values all threads together have received
	 * @throws Exception if anything is wrong
	 */
	default long broadcast(int threads, Duration time) throws Exception {
		throw new UnsupportedOperationException();
	}

	/**
	 * Opens a context whose far task waits on its stream, and cancels it; and so on.
	 * @param time for how long
	 * @param latencies of each cancel, from the call to the acknowledgement
	 * @throws Exception if anything is wrong
	 */
	default void cancels(Duration time, Latencies latencies) throws Exception {
		throw new UnsupportedOperationException();
	}

	/**
	 * Opens contexts that do nothing but wait on their streams, on both sides. Returns
	 * when all have begun.
	 * @param count how many
	 * @return cancels them, and returns when all have ended
	 * @throws Exception if anything is wrong
	 */
	default AutoCloseable hold(int count) throws Exception {
		throw new UnsupportedOperationException();
	}

}
