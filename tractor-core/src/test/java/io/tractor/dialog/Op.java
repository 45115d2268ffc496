package io.tractor.dialog;

import java.util.Locale;

/**
 * One operation of a script, as text {@code name}, {@code name:count} or, if what it
 * throws is caught and the script goes on behind it, {@code ?name}.
 *
 * @param kind what is done
 * @param count how often, for those that count
 * @param guarded whether what it throws is caught; of {@link Kind#OPEN}, whether what the
 * stream's block throws is
 */
record Op(Kind kind, int count, boolean guarded) {

	static Op parse(String text) {
		boolean guarded = text.startsWith("?");
		String[] parts = text.substring(guarded ? 1 : 0).split(":");
		Kind kind = Kind.valueOf(parts[0].toUpperCase(Locale.ROOT));
		return new Op(kind, (parts.length > 1) ? Integer.parseInt(parts[1]) : 1, guarded);
	}

	@Override
	public String toString() {
		return (this.guarded ? "?" : "") + this.kind.name().toLowerCase(Locale.ROOT)
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

		/** Throws an exception of its own. */
		THROW

	}

}
