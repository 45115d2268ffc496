/**
 * What is queued between a dialog and its threads: the inbox, the outbox and the stream's
 * face.
 */
@NullMarked
package io.tractor.stream;

import org.jspecify.annotations.NullMarked;
