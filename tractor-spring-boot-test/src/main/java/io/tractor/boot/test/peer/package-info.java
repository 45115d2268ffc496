/**
 * Stand-ins for the services that the application under test talks to.
 */
@NullMarked
package io.tractor.boot.test.peer;

import org.jspecify.annotations.NullMarked;
