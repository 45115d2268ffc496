package io.tractor.demo.desk;

import io.tractor.demo.search.Plan;
import io.tractor.demo.search.Refine;
import io.tractor.demo.search.SearchEvent.Match;

/**
 * Those whom a desk tells what comes of a query, as it comes. Each worker's part is told
 * by a thread of its own. One that waits holds that worker back, by the credit of its
 * stream; an interrupt means that the query is cancelled.
 */
public interface Audience {

	/**
	 * The query goes out to the workers. Called first.
	 * @param findings what will come of it, to be watched and cancelled by part
	 */
	default void asked(Findings findings) {
	}

	/**
	 * A worker begins.
	 * @param part its part
	 * @param plan what it is about to search
	 * @throws InterruptedException if the query is cancelled
	 */
	void began(Finding part, Plan plan) throws InterruptedException;

	/**
	 * A worker has found a line.
	 * @param part its part
	 * @param match the line
	 * @throws InterruptedException if the query is cancelled
	 */
	void matched(Finding part, Match match) throws InterruptedException;

	/**
	 * Something has come from a worker.
	 * @param findings what has come so far
	 * @param part the worker's part
	 * @throws InterruptedException if the query is cancelled
	 */
	void progressed(Findings findings, Finding part) throws InterruptedException;

	/**
	 * A refinement is in force.
	 * @param part the part of the worker that says so
	 * @param refine the refinement
	 * @throws InterruptedException if the query is cancelled
	 */
	void refined(Finding part, Refine refine) throws InterruptedException;

	/**
	 * A worker was lost, or has stopped.
	 * @param part its part
	 * @param problem what went wrong with it, in a line
	 * @throws InterruptedException if the query is cancelled
	 */
	void failed(Finding part, String problem) throws InterruptedException;

	/**
	 * A worker's part has ended, in whatever way.
	 * @param part its part
	 * @throws InterruptedException if the query is cancelled
	 */
	default void ended(Finding part) throws InterruptedException {
	}

}
