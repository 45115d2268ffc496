/**
 * The measured processes: how they are started, told what to do, and answer.
 */
@NullMarked
package io.tractor.benchmarks.process;

import org.jspecify.annotations.NullMarked;
