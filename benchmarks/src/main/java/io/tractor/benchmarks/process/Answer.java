package io.tractor.benchmarks.process;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a measured process answers to a command, a line of JSON.
 *
 * @param values what it measured, by name
 * @param error why it could not, or null
 */
public record Answer(Map<String, Double> values, @Nullable String error) {

}
