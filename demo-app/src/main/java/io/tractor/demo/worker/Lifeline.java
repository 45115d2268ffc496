package io.tractor.demo.worker;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends this process when its standard input ends: whoever has started it holds the other
 * end, and the system lets that go when it is gone, in whatever way.
 */
final class Lifeline {

	private Lifeline() {
	}

	/**
	 * Holds on to it from now on; returns at once.
	 * @param input the standard input
	 */
	static void hold(InputStream input) {
		Thread thread = new Thread(() -> await(input), "lifeline");
		thread.setDaemon(true);
		thread.start();
	}

	private static void await(InputStream input) {
		try {
			while (input.read() >= 0) {
				// Nothing is said by it.
			}
		}
		catch (IOException ex) {
			// Its end.
		}
		System.exit(0);
	}

}
