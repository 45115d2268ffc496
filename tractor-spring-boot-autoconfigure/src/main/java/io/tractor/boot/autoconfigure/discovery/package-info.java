/**
 * Peers that are found by the name of their service, with Spring Cloud.
 */
@NullMarked
package io.tractor.boot.autoconfigure.discovery;

import org.jspecify.annotations.NullMarked;
