package com.example.jobs;

import io.tractor.ChildContext;
import io.tractor.Context;

/**
 * What the application serves.
 */
public interface Jobs {

	@Context("jobs.run")
	Summary run(ChildContext<Plan, Refine, Step> ctx, String what, int steps) throws Exception;

	@Context("jobs.who")
	String who(ChildContext<Void, Void, Void> ctx);

	@Context("jobs.call-back")
	String callBack(ChildContext<Void, Void, Void> ctx);

	record Plan(int steps) {
	}

	record Refine(String word) {
	}

	record Step(int number) {
	}

	record Summary(int done, String word) {
	}

}
