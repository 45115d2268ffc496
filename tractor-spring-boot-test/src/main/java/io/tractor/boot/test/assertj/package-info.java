/**
 * Assertions of AssertJ for contexts, their outcomes, and errors of other actors.
 */
@NullMarked
package io.tractor.boot.test.assertj;

import org.jspecify.annotations.NullMarked;
