/**
 * What is compared: each candidate serves and drives the same conversations, written as
 * its users would write them, and checks the same things.
 */
@NullMarked
package io.tractor.benchmarks.candidate;

import org.jspecify.annotations.NullMarked;
