package io.tractor.demo.worker;

import io.tractor.scope.CancelScope;

/**
 * A text that can be taken away from who reads it. A regular expression may go over a
 * line for years, and neither blocks nor looks at interrupts; but it reads, and so comes
 * by a checkpoint now and then.
 */
final class CheckpointedText implements CharSequence {

	private static final int READS = 4096;

	private final String text;

	private int reads;

	CheckpointedText(String text) {
		this.text = text;
	}

	@Override
	public char charAt(int index) {
		if (++this.reads == READS) {
			this.reads = 0;
			CancelScope.checkpoint();
		}
		return this.text.charAt(index);
	}

	@Override
	public int length() {
		return this.text.length();
	}

	@Override
	public CharSequence subSequence(int start, int end) {
		return this.text.subSequence(start, end);
	}

	@Override
	public String toString() {
		return this.text;
	}

}
