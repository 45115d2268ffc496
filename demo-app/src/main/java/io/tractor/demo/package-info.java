/**
 * The command: one desk and its workers, in one process or in several.
 */
@NullMarked
package io.tractor.demo;

import org.jspecify.annotations.NullMarked;
