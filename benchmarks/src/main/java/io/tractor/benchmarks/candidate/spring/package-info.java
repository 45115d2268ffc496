/**
 * Spring's {@code @MessageMapping}.
 */
@NullMarked
package io.tractor.benchmarks.candidate.spring;

import org.jspecify.annotations.NullMarked;
