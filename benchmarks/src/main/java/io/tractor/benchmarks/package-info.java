/**
 * How fast contexts are, beside what else there is: two processes for each candidate, all
 * candidates side by side.
 */
@NullMarked
package io.tractor.benchmarks;

import org.jspecify.annotations.NullMarked;
