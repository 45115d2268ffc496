/**
 * What Spring Boot configures of an actor: its settings, codecs, server and life.
 */
@NullMarked
package io.tractor.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
