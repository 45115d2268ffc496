package io.tractor.demo.search;

import java.time.Duration;

/**
 * What a worker has searched and found.
 *
 * @param files how many files it has read
 * @param skipped how many it has not: binary, huge, unreadable, vanished, or ruled out by
 * a refinement
 * @param lines how many lines were in those it has read
 * @param matches how many of them it has reported
 * @param time how long it took
 */
public record Summary(int files, int skipped, long lines, int matches, Duration time) {
}
