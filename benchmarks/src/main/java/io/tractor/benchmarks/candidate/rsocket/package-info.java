/**
 * rsocket-java with a frame for each value. What a connection is for is said in its
 * setup.
 */
@NullMarked
package io.tractor.benchmarks.candidate.rsocket;

import org.jspecify.annotations.NullMarked;
