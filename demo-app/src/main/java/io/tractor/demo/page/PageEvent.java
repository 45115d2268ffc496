package io.tractor.demo.page;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * What the page is told of a search.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
sealed interface PageEvent {

	/**
	 * It goes out to the workers.
	 *
	 * @param id what to call the search by
	 * @param root the folder that is searched
	 * @param workers the workers' names
	 */
	record Asked(String id, String root, List<String> workers) implements PageEvent {
	}

	/**
	 * A worker begins.
	 *
	 * @param worker its name
	 * @param files how many files it is to search
	 */
	record Began(String worker, int files) implements PageEvent {
	}

	/**
	 * A line was found.
	 *
	 * @param worker who found it
	 * @param file the file's path below the root
	 * @param line the line's number
	 * @param text the line
	 */
	record Matched(String worker, String file, int line, String text) implements PageEvent {
	}

	/**
	 * How far a worker is.
	 *
	 * @param worker its name
	 * @param files how many files are done
	 */
	record Progressed(String worker, int files) implements PageEvent {
	}

	/**
	 * A worker reports less from now on.
	 *
	 * @param worker its name
	 * @param to what, in words
	 */
	record Narrowed(String worker, String to) implements PageEvent {
	}

	/**
	 * A worker's part has ended.
	 *
	 * @param worker its name
	 * @param ending how: {@code returned}, {@code cancelled}, {@code stopped},
	 * {@code lost} or {@code unreachable}
	 * @param words the same for people
	 * @param files how many files are done
	 * @param matches how many lines it has found
	 * @param millis how long it took
	 * @param problem what went wrong, or null
	 */
	record PartEnded(String worker, String ending, String words, int files, int matches, long millis,
			@Nullable String problem) implements PageEvent {
	}

	/**
	 * The search has ended. The last event.
	 *
	 * @param matches how many lines were found
	 * @param problem why it was refused, or null
	 */
	record Ended(int matches, @Nullable String problem) implements PageEvent {
	}

}
