package io.tractor.boot.autoconfigure;

import io.tractor.ChildContext;
import io.tractor.Context;

/**
 * A contract that two applications share.
 */
interface FileSearch {

	@Context("files.search")
	Summary search(ChildContext<Plan, Refine, Match> ctx, String pattern, int files) throws Exception;

	record Plan(int files) {

	}

	record Refine(String pattern) {

	}

	record Match(String path) {

	}

	record Summary(int matches, String pattern) {

	}

}
