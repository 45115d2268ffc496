/**
 * The rules of a dialog as a state machine for each side. It does no I/O, owns no thread
 * and reads no clock.
 */
@NullMarked
package io.tractor.dialog;

import org.jspecify.annotations.NullMarked;
