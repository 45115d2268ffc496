/**
 * Meters of contexts, streams and connections.
 */
@NullMarked
package io.tractor.boot.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
