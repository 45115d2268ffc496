package io.tractor.dialog;

import java.util.SplittableRandom;

/**
 * Decides what happens where anything may.
 */
interface Choices {

	/**
	 * One of several.
	 * @param bound how many there are
	 * @return which, from 0
	 */
	int nextInt(int bound);

	boolean nextBoolean();

	/** By chance. */
	static Choices seeded(long seed) {
		SplittableRandom random = new SplittableRandom(seed);
		return new Choices() {

			@Override
			public int nextInt(int bound) {
				return random.nextInt(bound);
			}

			@Override
			public boolean nextBoolean() {
				return random.nextBoolean();
			}

		};
	}

	/**
	 * As the bytes say, one for each choice and two if that is too few; after the last
	 * always the first.
	 */
	static Choices of(byte[] bytes) {
		return new Choices() {

			private int next;

			@Override
			public int nextInt(int bound) {
				int choice = nextByte();
				return ((bound > 1 << Byte.SIZE) ? choice << Byte.SIZE | nextByte() : choice) % bound;
			}

			@Override
			public boolean nextBoolean() {
				return (nextByte() & 1) == 0;
			}

			private int nextByte() {
				return (this.next < bytes.length) ? bytes[this.next++] & 0xff : 0;
			}

		};
	}

}
