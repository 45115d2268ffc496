package io.tractor.benchmarks.candidate;

/**
 * The value that is sent.
 *
 * @param symbol always the same
 * @param price follows from the number
 * @param size follows from the number
 * @param seq its number in its stream
 */
public record Tick(String symbol, double price, int size, long seq) {

	/** The {@link #symbol()} of all. */
	public static final String SYMBOL = "ACME";

	/** The {@link #price()} of the first. */
	public static final double FIRST_PRICE = 12.5;

	private static final String END = "END";

	private static final int SIZES = 1024;

	/**
	 * The tick of that number.
	 * @param seq the number
	 * @return the tick
	 */
	public static Tick of(long seq) {
		return new Tick(SYMBOL, FIRST_PRICE + seq, size(seq), seq);
	}

	/**
	 * The size that belongs to a number.
	 * @param seq the number
	 * @return the size
	 */
	public static int size(long seq) {
		return (int) (seq & (SIZES - 1));
	}

	/**
	 * What is sent instead of a tick to say what has come.
	 * @param received what has come
	 * @return a value that is no tick
	 */
	public static Tick end(Counted received) {
		return new Tick(END, received.sum(), -1, received.count());
	}

	/**
	 * Whether this says what has come. Not named as a property is: the codec would write
	 * it.
	 * @return true if so
	 */
	public boolean ends() {
		return this.size < 0;
	}

	/**
	 * What has come, if this says so.
	 * @return what has come
	 */
	public Counted received() {
		return new Counted(this.seq, (long) this.price);
	}

}
