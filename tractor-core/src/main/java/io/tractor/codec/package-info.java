/**
 * Payload bytes to values and back: the SPI, and the Jackson 3 codecs for CBOR and JSON.
 */
@NullMarked
package io.tractor.codec;

import org.jspecify.annotations.NullMarked;
