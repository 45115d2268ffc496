/**
 * The peers of {@code tractor.peers}: a portal bean for each, and the way to it.
 */
@NullMarked
package io.tractor.boot.autoconfigure.peer;

import org.jspecify.annotations.NullMarked;
