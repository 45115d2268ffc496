/**
 * What an operator asks of an actor, and tells it.
 */
@NullMarked
package io.tractor.boot.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
