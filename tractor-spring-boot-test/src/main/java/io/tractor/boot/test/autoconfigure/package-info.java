/**
 * Puts what a test asks for by annotation into the application's context.
 */
@NullMarked
package io.tractor.boot.test.autoconfigure;

import org.jspecify.annotations.NullMarked;
