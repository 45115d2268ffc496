package io.tractor.dialog;

import io.tractor.ActorId;
import io.tractor.ContextProtocolException;
import io.tractor.RemoteActorException;
import io.tractor.RemoteError;
import io.tractor.StreamOverrunException;
import io.tractor.StreamStatistics;
import io.tractor.protocol.Msg;
import org.jspecify.annotations.Nullable;

/**
 * What both sides of a dialog have in common: the stream's two halves and their credit,
 * and how messages and violations come in. Not thread-safe: its owner serialises all
 * calls. Does no I/O, owns no thread, reads no clock; every method returns at once.
 * <p>
 * A side's half of the stream:
 *
 * <pre>
 *            open          close (Stop out), or the side leaves
 *   UNOPENED -----> OPEN ----------------------------------------> CLOSED
 *       |            |  abort (nothing out: the end will tell)       ^
 *       |            +-----------------------------------------------+
 *       +------------------ the side leaves (Stop out) --------------+
 * </pre>
 *
 * Credit: each side announces a window of values. The sender starts with that much
 * credit, takes one for each value, and gets what the receiver has consumed back in
 * halves of the buffer, see {@link Window}. So buffered values and values under way never
 * exceed the window, and a sender without credit can always tell that it will get some,
 * or that the far side has stopped reading. The window may change when the stream is
 * opened, and grow while its reader keeps up.
 */
public abstract sealed class Dialog permits ParentDialog, ChildDialog {

	private final ActorId self;

	private final String endpoint;

	private final Outlet outlet;

	private final Window window;

	/** Values accepted and not yet taken. */
	private int buffered;

	/** Values this side may still send. */
	private long credit;

	/** How much of it this side takes. */
	private int mostCredit = Integer.MAX_VALUE;

	private long sent;

	private long received;

	private Half half = Half.UNOPENED;

	private boolean stopSent;

	private boolean stopReceived;

	/** Whether what arrives on the stream is dropped: nobody here will ever read it. */
	private boolean draining;

	private @Nullable End end;

	Dialog(ActorId self, String endpoint, int window, Outlet outlet) {
		this.self = self;
		this.endpoint = endpoint;
		this.window = new Window(window);
		this.outlet = outlet;
	}

	// What comes from the wire

	/**
	 * Takes a message from the far side; stream values go to {@link #onValues}. A message
	 * out of turn is a violation, and ends the dialog on both sides. Ignored after the
	 * end.
	 * @param message the message
	 */
	public final void on(Msg message) {
		if (this.end != null) {
			return;
		}
		if (message instanceof Msg.Credit granted) {
			onCredit(granted.count());
		}
		else if (message instanceof Msg.Stop) {
			onStop();
		}
		else if (message instanceof Msg.Yield) {
			onValues(1);
		}
		else {
			onControl(message);
		}
	}

	abstract void onControl(Msg message);

	/**
	 * Takes stream values that arrived in a row.
	 * @param count how many
	 * @return how many of them, from the first on, are to be kept for {@link #taken}; the
	 * others are to be dropped
	 */
	public final int onValues(int count) {
		if (this.end != null) {
			return 0;
		}
		if (!streamAllowed() || this.stopReceived) {
			violated((this.stopReceived) ? "a stream value after Stop" : "a stream value before Started");
			return 0;
		}
		int accepted = this.window.admit(count);
		if (this.draining) {
			consumed(accepted);
		}
		else {
			this.buffered += accepted;
		}
		boolean kept = !this.draining;
		if (accepted < count) {
			overrun("The peer sent more than the " + this.window.size() + " values it had credit for");
		}
		return kept ? accepted : 0;
	}

	private void onCredit(int count) {
		if (!streamAllowed()) {
			violated("Credit before Started");
			return;
		}
		this.credit += count;
		if (this.credit > Integer.MAX_VALUE) {
			violated("more credit than can be");
		}
		checkCredit();
	}

	final void checkCredit() {
		if (this.credit > this.mostCredit) {
			overrun("The peer has room for " + this.credit + " values of the stream of endpoint '" + this.endpoint
					+ "', more than the " + this.mostCredit + " that actor " + this.self
					+ " sends ahead (tractor.limits.stream-buffer): it is to buffer less");
		}
	}

	private void onStop() {
		if (!streamAllowed() || this.stopReceived) {
			violated(this.stopReceived ? "a second Stop" : "Stop before Started");
			return;
		}
		this.stopReceived = true;
	}

	/**
	 * Takes it that bytes arrived that are no message, or a message that has no place.
	 * @param what what it was, for people
	 */
	public final void violated(String what) {
		if (this.end == null) {
			fail(found(RemoteError.Kind.PROTOCOL, ContextProtocolException.class,
					"The peer broke the protocol of endpoint '" + this.endpoint + "': " + what));
		}
	}

	private void overrun(String what) {
		fail(found(RemoteError.Kind.OVERRUN, StreamOverrunException.class, what));
	}

	/**
	 * Takes it that the link broke.
	 * @param cause what happened
	 */
	public abstract void onLost(@Nullable Throwable cause);

	/**
	 * Makes the dialog fail because of something found on this side: an overrun, a value
	 * that breaks the contract, a violation by the peer. The first failure counts.
	 * @param error the failure, its source this actor
	 */
	public abstract void fail(RemoteError error);

	// The stream, from this side's threads

	/**
	 * Opens this side's half of the stream with the window that was announced.
	 * @throws IllegalStateException as {@link #openStream(int, int, int)} does
	 */
	public final void openStream() {
		openStream(this.window.size(), 0, 0);
	}

	/**
	 * Opens this side's half of the stream.
	 * @param bufferSize how many values it buffers
	 * @param beyond how many more it has room for
	 * @param limit up to how many it grows while its reader keeps up, 0 for not at all
	 * @throws IllegalStateException if it was open before, or given up by waiting for the
	 * result or leaving, or if the hand-shake is not complete
	 */
	public final void openStream(int bufferSize, int beyond, int limit) {
		if (!streamAllowed()) {
			throw new IllegalStateException(
					"The stream of endpoint '" + this.endpoint + "' was opened before started(..) was called");
		}
		if (this.half != Half.UNOPENED) {
			throw new IllegalStateException("The stream of this side of endpoint '" + this.endpoint
					+ "' was opened before, or given up by waiting for the result without it; there is one in a context");
		}
		this.half = Half.OPEN;
		this.window.resize(bufferSize, beyond, limit);
		if (worthTelling()) {
			// Not ahead of Started, which may not have left yet.
			this.outlet.inOrder(new Msg.Credit(this.window.grant()));
		}
	}

	/**
	 * Closes this side's half gracefully: the far side's iteration ends.
	 */
	public final void closeStream() {
		if (this.half == Half.OPEN) {
			giveUpStream();
		}
	}

	/**
	 * Closes this side's half without a word.
	 */
	public final void abortStream() {
		if (this.half == Half.OPEN) {
			giveUpStreamSilently();
		}
	}

	/**
	 * Ends this side's half, opened or not, and tells the far side: nothing will be sent
	 * or read here any more.
	 */
	final void giveUpStream() {
		giveUpStreamSilently();
		if (!this.stopSent && this.end == null && streamAllowed()) {
			this.stopSent = true;
			this.outlet.inOrder(new Msg.Stop());
		}
	}

	/**
	 * Ends this side's half, opened or not, without a word.
	 */
	final void giveUpStreamSilently() {
		this.half = Half.CLOSED;
		drain();
	}

	private void drain() {
		this.draining = true;
		int dropped = this.buffered;
		this.buffered = 0;
		consumed(dropped);
	}

	/**
	 * Whether a value may be sent, and takes credit for it if so.
	 * @return the state; with {@link SendState#ADMITTED} the caller queues the value at
	 * once
	 */
	public final SendState admit() {
		SendState state = sendState();
		if (state == SendState.ADMITTED) {
			this.credit--;
			this.sent++;
		}
		return state;
	}

	/**
	 * Whether a value may be sent.
	 * @return the state, without taking credit
	 */
	public final SendState sendState() {
		if (this.half != Half.OPEN) {
			return SendState.CLOSED;
		}
		if (cutOff()) {
			return SendState.CUT_OFF;
		}
		if (farEndReached()) {
			return SendState.FAR_END;
		}
		return (this.credit > 0) ? SendState.ADMITTED : SendState.FULL;
	}

	/**
	 * How many values may be sent as far as the receiver's room goes.
	 * @return the credit left
	 */
	public final long credit() {
		return this.credit;
	}

	/**
	 * Whether a value can be received; if it is {@link ReceiveState#READY}, one is to be
	 * {@link #taken}.
	 * @return the state
	 */
	public final ReceiveState receiveState() {
		if (this.half != Half.OPEN) {
			return ReceiveState.CLOSED;
		}
		if (cutOff()) {
			return ReceiveState.CUT_OFF;
		}
		if (this.buffered > 0) {
			return ReceiveState.READY;
		}
		return (this.stopReceived || this.end != null) ? ReceiveState.END : ReceiveState.EMPTY;
	}

	/**
	 * Notes that one buffered value was taken; gives credit back when half the window is
	 * free.
	 * @param length how long it is, in bytes
	 */
	public final void taken(int length) {
		this.buffered--;
		this.received++;
		this.window.taken(length);
		tell();
	}

	/**
	 * Notes that {@link ReceiveState#EMPTY} is going to be waited out: the window may
	 * grow.
	 * @return whether it has grown
	 */
	public final boolean readerWaits() {
		boolean grown = this.window.readerWaits();
		tell();
		return grown;
	}

	private void consumed(int count) {
		this.window.consumed(count);
		tell();
	}

	private void tell() {
		if (worthTelling()) {
			this.outlet.ahead(new Msg.Credit(this.window.grant()));
		}
	}

	private boolean worthTelling() {
		return this.window.worthTelling() && this.end == null && !this.stopReceived;
	}

	// For the sides

	/** Whether stream messages have their place yet: after {@code Started}. */
	abstract boolean streamAllowed();

	/**
	 * Whether this side's operations on the stream are to fail rather than to go on: its
	 * scope is cut off, or the dialog ended otherwise than by a result.
	 * @return true if they are
	 */
	public abstract boolean cutOff();

	/** Whether a value sent now would find nobody to receive it, now or ever. */
	abstract boolean farEndReached();

	final void limitCreditTo(int values) {
		this.mostCredit = values;
	}

	final void announced(int farWindow) {
		this.credit = farWindow;
	}

	final void end(End end) {
		this.end = end;
	}

	final Outlet outlet() {
		return this.outlet;
	}

	final boolean stopReceived() {
		return this.stopReceived;
	}

	final RemoteError found(RemoteError.Kind kind, Class<? extends RemoteActorException> type, String what) {
		return RemoteError.found(kind, type, what, this.self);
	}

	// What can be asked

	/**
	 * How the dialog ended.
	 * @return the end, or null if it has not
	 */
	public final @Nullable End end() {
		return this.end;
	}

	/**
	 * The actor this side is in.
	 * @return the actor
	 */
	public final ActorId self() {
		return this.self;
	}

	/**
	 * The name of the endpoint.
	 * @return the name
	 */
	public final String endpoint() {
		return this.endpoint;
	}

	/**
	 * How many values are buffered on this side.
	 * @return the count
	 */
	public final int buffered() {
		return this.buffered;
	}

	/**
	 * How many values this side has room for, those buffered included.
	 * @return the count
	 */
	public final int window() {
		return this.window.size();
	}

	/**
	 * What went through this side's half of the stream.
	 * @return the numbers, subscribers left out
	 */
	public final StreamStatistics statistics() {
		return new StreamStatistics(this.sent, this.received, this.buffered, this.window.size(), this.credit, 0);
	}

	final boolean streamOpen() {
		return this.half == Half.OPEN;
	}

	enum Half {

		UNOPENED, OPEN, CLOSED

	}

}
