/**
 * Finds the {@code @Context} methods of beans, checks them and has the actor serve them.
 */
@NullMarked
package io.tractor.boot.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
