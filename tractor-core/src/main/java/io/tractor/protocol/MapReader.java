package io.tractor.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Reads a map by its known keys: each at most once, in any order, all others skipped.
 */
final class MapReader {

	private final CborReader in;

	private final String name;

	private final String[] known;

	private final CborReader.Items items;

	private int seen;

	/**
	 * Reads the map's head.
	 * @param name the map's own key, empty for a whole body
	 */
	MapReader(CborReader in, String name, String[] known) {
		this.in = in;
		this.name = name;
		this.known = known;
		this.items = in.items(CborReader.MAP);
	}

	/**
	 * The next known key, whose value must be read then.
	 * @return the key, or null at the end
	 */
	@Nullable String next() {
		while (true) {
			this.in.at(this.name, null);
			if (!this.items.next()) {
				return null;
			}
			int index = this.in.key(this.known);
			if (index < 0) {
				this.in.skip();
				continue;
			}
			this.in.at(this.name, this.known[index]);
			if ((this.seen & 1 << index) != 0) {
				throw this.in.malformed("is there twice");
			}
			this.seen |= 1 << index;
			return this.known[index];
		}
	}

	/**
	 * The value of a key that must be there.
	 */
	<T> T required(String key, @Nullable T value) {
		if (value == null) {
			this.in.at(this.name, key);
			throw this.in.malformed("is missing");
		}
		return value;
	}

}
