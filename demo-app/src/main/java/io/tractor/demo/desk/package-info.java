/**
 * The application that asks.
 */
@NullMarked
package io.tractor.demo.desk;

import org.jspecify.annotations.NullMarked;
