/**
 * The actor: its live contexts, how its endpoints are invoked, its portals, and the
 * blocking faces of both sides of a context.
 */
@NullMarked
package io.tractor.runtime;

import org.jspecify.annotations.NullMarked;
