package io.tractor.demo.desk;

import java.time.Duration;

import io.tractor.demo.search.Refine;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of all workers.
 *
 * @param pattern a regular expression, to be found anywhere in a line
 * @param root the folder to search, seen from where the workers run
 * @param pause how long the workers rest before each file
 * @param limit how many matches are enough, or 0 for all
 * @param refine what each worker is told after its first match, or null
 */
public record Query(String pattern, String root, Duration pause, int limit, @Nullable Refine refine) {
}
