/**
 * Binds a dialog to RSocket's request-channel.
 */
@NullMarked
package io.tractor.rsocket;

import org.jspecify.annotations.NullMarked;
