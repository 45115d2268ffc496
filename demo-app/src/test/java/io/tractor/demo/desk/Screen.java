package io.tractor.demo.desk;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Text that somebody waits for.
 */
final class Screen {

	private final StringBuilder text = new StringBuilder();

	PrintStream stream() {
		return new PrintStream(new OutputStream() {

			@Override
			public void write(int octet) {
				write(new byte[] { (byte) octet }, 0, 1);
			}

			@Override
			public void write(byte[] bytes, int offset, int length) {
				append(new String(bytes, offset, length, StandardCharsets.UTF_8));
			}

		}, true, StandardCharsets.UTF_8);
	}

	private synchronized void append(String more) {
		this.text.append(more);
		notifyAll();
	}

	synchronized String text() {
		return this.text.toString();
	}

	synchronized void await(String wanted) throws InterruptedException {
		while (this.text.indexOf(wanted) < 0) {
			wait();
		}
	}

}
