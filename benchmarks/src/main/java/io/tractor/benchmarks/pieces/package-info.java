/**
 * The pieces for themselves, by JMH:
 * {@code java -cp target/benchmarks.jar org.openjdk.jmh.Main -prof gc}.
 */
@NullMarked
package io.tractor.benchmarks.pieces;

import org.jspecify.annotations.NullMarked;
