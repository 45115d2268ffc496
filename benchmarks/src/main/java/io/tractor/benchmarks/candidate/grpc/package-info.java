/**
 * gRPC.
 */
@NullMarked
package io.tractor.benchmarks.candidate.grpc;

import org.jspecify.annotations.NullMarked;
