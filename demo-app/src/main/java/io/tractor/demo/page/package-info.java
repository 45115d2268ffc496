/**
 * The page: an application that searches for a browser, and has started its workers
 * itself.
 */
@NullMarked
package io.tractor.demo.page;

import org.jspecify.annotations.NullMarked;
