/**
 * Bean Validation of the arguments of endpoints, where the application has a validator.
 */
@NullMarked
package io.tractor.boot.autoconfigure.validation;

import org.jspecify.annotations.NullMarked;
