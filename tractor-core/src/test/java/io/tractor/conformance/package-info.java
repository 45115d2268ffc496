/**
 * What must hold between two actors whatever carries their frames: the same scenarios
 * over an in-memory pair, RSocket's local transport, TCP and WebSocket. The methods are
 * named by the scenario's number.
 */
@NullMarked
package io.tractor.conformance;

import org.jspecify.annotations.NullMarked;
