/**
 * Netty alone.
 */
@NullMarked
package io.tractor.benchmarks.candidate.netty;

import org.jspecify.annotations.NullMarked;
