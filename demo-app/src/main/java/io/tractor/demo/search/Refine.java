package io.tractor.demo.search;

import org.jspecify.annotations.Nullable;

/**
 * Narrows a search that is running: from now on only what fits this as well is reported.
 *
 * @param pattern a regular expression that has to be found in the line too, or null
 * @param path a text that the file's path has to contain, or null
 */
public record Refine(@Nullable String pattern, @Nullable String path) {

	@Override
	public String toString() {
		if (this.pattern == null || this.path == null) {
			return (this.pattern != null) ? "lines with " + this.pattern
					: "files with '" + this.path + "' in their path";
		}
		return "lines with " + this.pattern + " in files with '" + this.path + "' in their path";
	}

}
