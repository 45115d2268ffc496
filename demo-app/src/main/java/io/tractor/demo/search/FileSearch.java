package io.tractor.demo.search;

import java.time.Duration;

import io.tractor.ChildContext;
import io.tractor.Context;

/**
 * A search through the files a worker can read.
 */
public interface FileSearch {

	/**
	 * Searches a tree line by line. The first value is the plan; then what is found comes
	 * up the stream, and refinements may come down it for as long as the search runs.
	 * @param ctx the context
	 * @param pattern a regular expression, to be found anywhere in a line
	 * @param root the folder to search, seen from where the worker runs
	 * @param pause how long to rest before each file, for people to watch; zero for not
	 * at all
	 * @return what was searched and found
	 * @throws BadPatternException if the pattern, or that of a refinement, does not
	 * compile
	 * @throws NoSuchRootException if there is no such folder
	 * @throws Exception if the tree cannot be read
	 */
	@Context("files.search")
	Summary search(ChildContext<Plan, Refine, SearchEvent> ctx, String pattern, String root, Duration pause)
			throws Exception;

}
