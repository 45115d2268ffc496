package io.tractor.demo.worker;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be configured of a worker.
 *
 * @param share which folders of a tree it searches
 * @param pause how long it rests before each file
 * @param lifeline whether it ends with its standard input, and so with whoever started it
 */
@ConfigurationProperties("demo.worker")
record WorkerProperties(@DefaultValue("1/1") Share share, @DefaultValue("0ms") Duration pause,
		@DefaultValue("false") boolean lifeline) {
}
