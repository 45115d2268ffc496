/**
 * What Spring Security knows of those who open contexts.
 */
@NullMarked
package io.tractor.boot.autoconfigure.security;

import org.jspecify.annotations.NullMarked;
