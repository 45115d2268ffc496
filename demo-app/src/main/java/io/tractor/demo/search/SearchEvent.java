package io.tractor.demo.search;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What a worker tells while it searches.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface SearchEvent {

	/**
	 * A line was found.
	 *
	 * @param file the file's path below the root, with slashes
	 * @param line the line's number, from 1 on
	 * @param text the line, shortened if it is very long
	 */
	record Match(String file, int line, String text) implements SearchEvent {
	}

	/**
	 * How far the search has come.
	 *
	 * @param files the files that are done
	 */
	record Progress(int files) implements SearchEvent {
	}

	/**
	 * A refinement is in force.
	 *
	 * @param refine the refinement
	 */
	record Refined(Refine refine) implements SearchEvent {
	}

}
