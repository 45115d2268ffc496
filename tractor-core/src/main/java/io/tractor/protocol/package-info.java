/**
 * The messages of a dialog and their bytes: a sealed family and pure functions.
 */
@NullMarked
package io.tractor.protocol;

import org.jspecify.annotations.NullMarked;
