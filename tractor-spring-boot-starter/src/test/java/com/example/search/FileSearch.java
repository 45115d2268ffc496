package com.example.search;

import io.tractor.ChildContext;
import io.tractor.Context;

public interface FileSearch {

	@Context("files.search")
	Summary search(ChildContext<Plan, Refine, Match> ctx, String pattern) throws Exception;

	record Plan(int files) {

	}

	record Refine(String pattern) {

	}

	record Match(String path) {

	}

	record Summary(int matches) {

	}

}
