package io.tractor.dialog;

import java.util.Locale;

/**
 * One operation of a script, as text {@code name}, {@code name:count} or, if what it
 * throws is caught and the script goes on behind it, {@code ?name}. Streams may be opened
 * with a buffer of their own and room beyond it, {@code open/4+3}.
 *
 * @param kind what is done
 * @param count how often, for those that count
 * @param guarded whether what it throws is caught; of {@link Kind#OPEN}, whether what the
 * stream's block throws is
 * @param buffer how many values the stream buffers, 0 for the side's window
 * @param beyond how many more it has room for
 */
record Op(Kind kind, int count, boolean guarded, int buffer, int beyond) {

	Op(Kind kind, int count, boolean guarded) {
		this(kind, count, guarded, 0, 0);
	}

	static Op parse(String text) {
		boolean guarded = text.startsWith("?");
		String[] parts = text.substring(guarded ? 1 : 0).split(":");
		String[] name = parts[0].split("[/+]");
		Kind kind = Kind.valueOf(name[0].toUpperCase(Locale.ROOT));
		return new Op(kind, (parts.length > 1) ? Integer.parseInt(parts[1]) : 1, guarded,
				(name.length > 1) ? Integer.parseInt(name[1]) : 0, (name.length > 2) ? Integer.parseInt(name[2]) : 0);
	}

	@Override
	public String toString() {
		return (this.guarded ? "?" : "") + this.kind.name().toLowerCase(Locale.ROOT)
				+ ((this.buffer > 0) ? "/" + this.buffer + "+" + this.beyond : "")
				+ ((this.count != 1) ? ":" + this.count : "");
	}

	enum Kind {

		/** The child completes the hand-shake. */
		STARTED,

		/** Begins the block of {@code ctx.stream(..)}, up to the next close. */
		OPEN,

		/** {@code ctx.openStream()} without a block: nothing aborts it. */
		HANDLE,

		/** Closes the stream gracefully. */
		CLOSE,

		/** Closes the stream without a word. */
		ABORT,

		/** Sends values. */
		SEND,

		/** Sends values, and has no patience with a full buffer. */
		PUSH,

		/** Sends values whether there is credit for them or not. */
		FLOOD,

		/** Receives values. */
		RECEIVE,

		/** Iterates to the end. */
		ITERATE,

		/** Receives a value and finds it breaks the contract. */
		MISREAD,

		/** Finds something wrong that ends the dialog. */
		FAIL,

		/** Looks whether its scope is cancelled. */
		CHECKPOINT,

		/** Does something that no cancel reaches. */
		WORK,

		/** Waits for something else, until it comes or the scope is cancelled. */
		SLEEP,

		/** Waits until the scope is cancelled. */
		FOREVER,

		/** The child does not end before it is abandoned or the link lost. */
		STUBBORN,

		/** The parent asks for a cancel and waits for it; the child cancels itself. */
		CANCEL,

		/** The parent waits for the result. */
		RESULT,

		/** The child opens the program's inner context, and leaves it. */
		NEST,

		/** Throws an exception of its own. */
		THROW

	}

}
