/**
 * Contexts on the connections that peers make to this application.
 */
@NullMarked
package io.tractor.boot.autoconfigure.server;

import org.jspecify.annotations.NullMarked;
