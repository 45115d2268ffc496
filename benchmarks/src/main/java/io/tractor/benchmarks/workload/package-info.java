/**
 * What is measured, where, and in which order.
 */
@NullMarked
package io.tractor.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
