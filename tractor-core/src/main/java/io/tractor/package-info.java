/**
 * What users import: the annotation, both faces of a context, its stream, the portal that
 * opens one, its outcome, and the exceptions.
 */
@NullMarked
package io.tractor;

import org.jspecify.annotations.NullMarked;
