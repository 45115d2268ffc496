/**
 * What actors tell of their contexts, to whoever watches them.
 */
@NullMarked
package io.tractor.demo.watch;

import org.jspecify.annotations.NullMarked;
