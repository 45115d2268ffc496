package io.tractor.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Reads the CBOR (RFC 8949) of one control body, of a copy of it: a buffer checks itself
 * for each byte. Any well-formed encoding of an item is accepted, of definite or
 * indefinite length. No declared length is believed, and nothing allocated for it, before
 * that many bytes are seen to be there.
 */
final class CborReader {

	static final int UINT = 0;

	static final int BYTES = 2;

	static final int TEXT = 3;

	static final int ARRAY = 4;

	static final int MAP = 5;

	private static final int TAG = 6;

	private static final int SIMPLE = 7;

	private static final int BREAK = 0xff;

	private static final int INDEFINITE = -1;

	private static final int UNKNOWN = -1;

	private final String message;

	private final byte[] source;

	private final int end;

	private int position;

	private int major;

	private boolean indefinite;

	private long argument;

	/** Holds the string that was read last, from there on. */
	private byte[] string = {};

	private int from;

	private String parent = "";

	private @Nullable String key;

	CborReader(String message, byte[] source) {
		this.message = message;
		this.source = source;
		this.end = source.length;
	}

	/**
	 * Back to the first item.
	 */
	void rewind() {
		this.position = 0;
	}

	/**
	 * Names what is read from here on, for the sake of exceptions.
	 */
	void at(String parent, @Nullable String key) {
		this.parent = parent;
		this.key = key;
	}

	MalformedMessageException malformed(String what) {
		if (this.key == null) {
			return new MalformedMessageException(
					this.message + ": " + (this.parent.isEmpty() ? "its body" : quoted(this.parent)) + " " + what);
		}
		return new MalformedMessageException(this.message + ": "
				+ quoted(this.parent.isEmpty() ? this.key : this.parent + "." + this.key) + " " + what);
	}

	private static String quoted(String path) {
		return "\"" + path + "\"";
	}

	/**
	 * Fails unless all has been read.
	 */
	void finish() {
		at("", null);
		if (this.position != this.end) {
			throw malformed("has " + (this.end - this.position) + " bytes too many");
		}
	}

	/**
	 * Reads an unsigned number.
	 * @param least at least 0
	 */
	long uint(long least, long most) {
		head();
		if (this.major != UINT) {
			throw malformed("is no unsigned integer");
		}
		if (this.argument < least || this.argument > most) {
			throw malformed("must be from " + least + " to " + most);
		}
		return this.argument;
	}

	/**
	 * Reads an unsigned number of 64 bits.
	 */
	long uint() {
		head();
		if (this.major != UINT) {
			throw malformed("is no unsigned integer");
		}
		return this.argument;
	}

	byte[] bytes() {
		return copy(string(BYTES, Envelopes.MAX_BODY, "is no byte string"));
	}

	String text() {
		return text(Limits.MAX_TEXT);
	}

	String text(int most) {
		int length = string(TEXT, most, "is no text");
		String text = new String(this.string, this.from, length, StandardCharsets.UTF_8);
		// Decoding replaces what is malformed, so only then can the text differ.
		if (text.indexOf('\ufffd') >= 0 && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), copy(length))) {
			throw malformed("is not in UTF-8");
		}
		return text;
	}

	/**
	 * Reads the head of a map or an array.
	 */
	Items items(int expected) {
		head();
		if (this.major != expected) {
			throw malformed((expected == MAP) ? "is no map" : "is no array");
		}
		return new Items(count(expected));
	}

	/**
	 * Reads a key of a map.
	 * @return which of the known ones it is, or -1
	 */
	int key(String[] known) {
		int begin = this.position;
		head();
		if (this.major != TEXT) {
			this.position = begin;
			skip();
			return UNKNOWN;
		}
		this.position = begin;
		int length = string(TEXT, Integer.MAX_VALUE, "is no text");
		for (int i = 0; i < known.length; i++) {
			if (isString(known[i], length)) {
				return i;
			}
		}
		return UNKNOWN;
	}

	/** Whether the string that was read is this one, which is of ASCII. */
	private boolean isString(String text, int length) {
		if (text.length() != length) {
			return false;
		}
		for (int i = 0; i < length; i++) {
			if (this.string[this.from + i] != text.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Passes over one item, whatever it is and holds.
	 */
	void skip() {
		skip(Limits.MAX_NESTING);
	}

	private void skip(int depth) {
		if (depth == 0) {
			throw malformed("is nested more than " + Limits.MAX_NESTING + " deep");
		}
		head();
		switch (this.major) {
			case BYTES, TEXT -> stringLength(this.major);
			case ARRAY -> {
				for (Items items = new Items(count(ARRAY)); items.next();) {
					skip(depth - 1);
				}
			}
			case MAP -> {
				for (Items items = new Items(count(MAP)); items.next();) {
					skip(depth - 1);
					skip(depth - 1);
				}
			}
			case TAG -> skip(depth - 1);
			case SIMPLE -> {
				if (this.indefinite) {
					throw malformed("has a break out of place");
				}
			}
			default -> {
			}
		}
	}

	/**
	 * Of the array or map whose head was read.
	 */
	private long count(int kind) {
		if (this.indefinite) {
			return INDEFINITE;
		}
		int available = this.end - this.position;
		return available((kind == MAP) ? available / 2 : available);
	}

	private long available(int available) {
		if (this.argument < 0 || this.argument > available) {
			throw malformed("is truncated");
		}
		return this.argument;
	}

	/**
	 * Reads a string, and keeps where it is.
	 * @return its length
	 */
	private int string(int kind, int most, String otherwise) {
		head();
		if (this.major != kind) {
			throw malformed(otherwise);
		}
		boolean chunked = this.indefinite;
		int begin = this.position;
		int length = stringLength(kind);
		if (length > most) {
			throw malformed("is longer than " + most + " bytes");
		}
		this.string = chunked ? joined(begin, length) : this.source;
		this.from = chunked ? 0 : begin;
		return length;
	}

	private byte[] joined(int begin, int length) {
		byte[] joined = new byte[length];
		int offset = 0;
		this.position = begin;
		while (octet() != BREAK) {
			this.position--;
			head();
			int chunk = (int) this.argument;
			System.arraycopy(this.source, this.position, joined, offset, chunk);
			this.position += chunk;
			offset += chunk;
		}
		return joined;
	}

	/** Copies the string that was read. */
	private byte[] copy(int length) {
		return Arrays.copyOfRange(this.string, this.from, this.from + length);
	}

	/**
	 * Passes over the string whose head was read, and its chunks.
	 */
	private int stringLength(int kind) {
		if (!this.indefinite) {
			int length = (int) available(this.end - this.position);
			this.position += length;
			return length;
		}
		int length = 0;
		while (octet() != BREAK) {
			this.position--;
			head();
			if (this.major != kind || this.indefinite) {
				throw malformed("has a chunk that is no string of its kind");
			}
			int chunk = (int) available(this.end - this.position);
			this.position += chunk;
			length += chunk;
		}
		return length;
	}

	private void head() {
		int initial = octet();
		int info = initial & 0x1f;
		this.major = initial >>> 5;
		this.indefinite = false;
		switch (info) {
			case 24 -> {
				this.argument = octet();
				if (this.major == SIMPLE && this.argument < 32) {
					throw malformed("has a simple value that is none");
				}
			}
			case 25 -> this.argument = number(2);
			case 26 -> this.argument = number(4);
			case 27 -> this.argument = number(8);
			case 28, 29, 30 -> throw malformed("has a reserved head");
			case 31 -> {
				if (this.major < BYTES || this.major == TAG) {
					throw malformed("has a reserved head");
				}
				this.indefinite = true;
			}
			default -> this.argument = info;
		}
	}

	private long number(int length) {
		int index = advance(length);
		long number = 0;
		for (int i = 0; i < length; i++) {
			number = number << 8 | this.source[index + i] & 0xff;
		}
		return number;
	}

	private int octet() {
		return this.source[advance(1)] & 0xff;
	}

	private int advance(int count) {
		int index = this.position;
		if (count > this.end - index) {
			throw malformed("is truncated");
		}
		this.position = index + count;
		return index;
	}

	/**
	 * What is left of an array, in items, or of a map, in pairs.
	 */
	final class Items {

		private long left;

		private Items(long count) {
			this.left = count;
		}

		/**
		 * Whether there is one more, which must be read then.
		 */
		boolean next() {
			if (this.left == INDEFINITE) {
				if (octet() == BREAK) {
					this.left = 0;
					return false;
				}
				CborReader.this.position--;
				return true;
			}
			return this.left-- > 0;
		}

	}

}
