/**
 * Binds a dialog to RSocket's request-channel, and a one-way one to its request-stream.
 */
@NullMarked
package io.tractor.rsocket;

import org.jspecify.annotations.NullMarked;
