/**
 * The actor that tests an application from outside, and the portal it does that through.
 */
@NullMarked
package io.tractor.boot.test;

import org.jspecify.annotations.NullMarked;
