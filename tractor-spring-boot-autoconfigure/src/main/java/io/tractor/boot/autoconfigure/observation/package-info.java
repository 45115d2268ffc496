/**
 * An observation of each context, on both sides, in one trace.
 */
@NullMarked
package io.tractor.boot.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
