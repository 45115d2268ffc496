package io.tractor.benchmarks.candidate.rsocket;

/**
 * What the request-channels of a connection are for.
 */
enum Kind {

	/** Ticks one way, answered by what has come. */
	COUNT,

	/** Ticks both ways; the server's last one says what has come. */
	BOTH,

	/** Each tick comes back. */
	ECHO,

	/** One tick, answered by two. */
	DIALOG,

	/** Large values one way, answered by what has come. */
	BLOBS

}
