package io.tractor.benchmarks.candidate;

/**
 * Looks at each value of a stream as it comes: right in order and content. Not
 * thread-safe.
 */
public final class Tally {

	private long count;

	private long sum;

	/**
	 * Takes the next value.
	 * @param tick the value
	 */
	public void add(Tick tick) {
		add(tick.symbol(), tick.price(), tick.size(), tick.seq());
	}

	/**
	 * Takes the next value, whatever class it is of.
	 * @param symbol its symbol
	 * @param price its price
	 * @param size its size
	 * @param seq its number
	 */
	public void add(String symbol, double price, int size, long seq) {
		long expected = this.count;
		if (seq != expected || size != Tick.size(expected) || price != Tick.FIRST_PRICE + expected
				|| !symbol.equals(Tick.SYMBOL)) {
			throw new WrongDataException(
					"Instead of tick " + expected + " came " + seq + ": " + symbol + ", " + price + ", " + size);
		}
		this.count++;
		this.sum += size;
	}

	/**
	 * What has come so far.
	 * @return the count and the sum
	 */
	public Counted counted() {
		return new Counted(this.count, this.sum);
	}

}
