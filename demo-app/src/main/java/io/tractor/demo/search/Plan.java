package io.tractor.demo.search;

/**
 * What a worker is about to search, told before it begins.
 *
 * @param root the folder, absolute
 * @param files how many files of it are this worker's
 */
public record Plan(String root, int files) {
}
