/**
 * Contexts.
 */
@NullMarked
package io.tractor.benchmarks.candidate.tractor;

import org.jspecify.annotations.NullMarked;
