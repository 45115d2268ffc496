package io.tractor.benchmarks.candidate.tractor;

import java.util.List;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.benchmarks.candidate.Blob;
import io.tractor.benchmarks.candidate.Counted;
import io.tractor.benchmarks.candidate.Tick;

/**
 * The endpoints, as both sides know them.
 */
public interface TickEndpoints {

	/** Takes the ticks and returns what has come. */
	@Context("count")
	Counted count(ChildContext<String, Tick, Tick> context) throws Exception;

	/** Takes ticks and sends ticks until it has taken the last; returns what has come. */
	@Context("both")
	Counted both(ChildContext<String, Tick, Tick> context) throws Exception;

	/** Sends each tick back. */
	@Context("echo")
	Counted echo(ChildContext<String, Tick, Tick> context) throws Exception;

	/** Has a first value and a result. */
	@Context("dialog")
	Tick dialog(ChildContext<Tick, Tick, Tick> context) throws Exception;

	/** Waits on its stream. */
	@Context("wait")
	Counted await(ChildContext<String, Tick, Tick> context) throws Exception;

	/** Sends ticks for so many milliseconds and returns what was sent. */
	@Context("feed")
	Counted feed(ChildContext<String, Tick, Tick> context, long milliseconds) throws Exception;

	/** Takes large values and returns how many have come, and how large they are. */
	@Context("blobs")
	Counted blobs(ChildContext<String, Blob, Blob> context) throws Exception;

	/** Takes lists of ticks and returns what has come in them. */
	@Context("batches")
	Counted batches(ChildContext<String, List<Tick>, List<Tick>> context) throws Exception;

}
