/**
 * What was measured, for people and programs, and the goals beside it.
 */
@NullMarked
package io.tractor.benchmarks.report;

import org.jspecify.annotations.NullMarked;
