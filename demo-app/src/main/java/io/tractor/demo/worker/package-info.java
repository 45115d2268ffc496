/**
 * The application that searches.
 */
@NullMarked
package io.tractor.demo.worker;

import org.jspecify.annotations.NullMarked;
