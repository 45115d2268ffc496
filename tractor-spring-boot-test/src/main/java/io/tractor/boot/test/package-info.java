/**
 * What a user's {@code @SpringBootTest} needs to test contexts and their endpoints.
 */
@NullMarked
package io.tractor.boot.test;

import org.jspecify.annotations.NullMarked;
