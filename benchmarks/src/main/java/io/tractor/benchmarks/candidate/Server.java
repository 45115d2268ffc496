package io.tractor.benchmarks.candidate;

/**
 * A candidate's server. Ends with its process.
 */
public interface Server {

	/**
	 * Where it listens.
	 * @return the port
	 */
	int port();

}
