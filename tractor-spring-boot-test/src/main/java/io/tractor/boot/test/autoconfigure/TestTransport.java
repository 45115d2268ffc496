package io.tractor.boot.test.autoconfigure;

/**
 * The way between a test and the application under test.
 */
public enum TestTransport {

	/**
	 * The application's own RSocket server, at a random port unless it shares the web
	 * server's; over TCP or a web socket, as the application is configured.
	 */
	NETWORK,

	/**
	 * RSocket in memory: what is around the server, Security among it, is there as ever,
	 * and no socket is opened for it. TLS and the server's transport are left out.
	 */
	MEMORY

}
