/**
 * Local structured concurrency: cancel scopes, nurseries, checkpoints, deadlines,
 * interrupts.
 */
@NullMarked
package io.tractor.scope;

import org.jspecify.annotations.NullMarked;
