/**
 * What a desk and its workers agree on: the endpoint's interface and all that travels.
 */
@NullMarked
package io.tractor.demo.search;

import org.jspecify.annotations.NullMarked;
