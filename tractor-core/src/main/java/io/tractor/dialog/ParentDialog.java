package io.tractor.dialog;

import io.tractor.ActorId;
import io.tractor.ContextProtocolException;
import io.tractor.RemoteError;
import io.tractor.protocol.Msg;
import org.jspecify.annotations.Nullable;

/**
 * The opener's side of a dialog.
 *
 * <pre>
 *          Start out        StartAck in          Started in
 *   IDLE -----------> OPENING ---------> SCHEDULED --------> OPEN
 *                        |                   |                 |
 *                        |  Error in, loss   | Error in, loss  | Return in, Error in, loss
 *                        +-------------------+-----------------+-----------> ENDED
 * </pre>
 *
 * Beside the phase, and independent of it: {@code cancelCalled} (Cancel out),
 * {@code failure} (Error out: something found here, which the far side's end does not
 * overrule), and {@code abandoned} (a Cancel out after either: this side waits no
 * longer). The far side alone says how the dialog ends, unless the link breaks: so both
 * sides always agree.
 */
public final class ParentDialog extends Dialog {

	private Phase phase = Phase.IDLE;

	private @Nullable ActorId callee;

	/** As it arrived, until it is taken. */
	private byte @Nullable [] first;

	private boolean started;

	private boolean cancelCalled;

	private boolean cancelAcked;

	private boolean abandoned;

	private @Nullable RemoteError failure;

	/**
	 * A dialog not yet begun.
	 * @param self the opener's actor
	 * @param endpoint the endpoint's name
	 * @param window how many values this side buffers
	 * @param outlet where its messages go
	 */
	public ParentDialog(ActorId self, String endpoint, int window, Outlet outlet) {
		super(self, endpoint, window, outlet);
	}

	/**
	 * Limits how many values this side sends ahead; a peer that has room for more ends
	 * the dialog. Without a limit unless called.
	 * @param values how many
	 * @return this dialog
	 */
	public ParentDialog limitCredit(int values) {
		limitCreditTo(values);
		return this;
	}

	/**
	 * Begins the dialog.
	 * @param start the first message
	 */
	public void start(Msg.Start start) {
		this.phase = Phase.OPENING;
		outlet().ahead(start);
	}

	@Override
	void onControl(Msg message) {
		if (message instanceof Msg.StartAck ack && this.phase == Phase.OPENING) {
			this.phase = Phase.SCHEDULED;
			this.callee = ack.callee();
			announced(ack.window());
			checkCredit();
		}
		else if (message instanceof Msg.Started started && this.phase == Phase.SCHEDULED) {
			this.phase = Phase.OPEN;
			this.started = true;
			this.first = started.value();
		}
		else if (message instanceof Msg.Return result && this.phase == Phase.OPEN) {
			ended(new End.Returned(result.value()));
		}
		else if (message instanceof Msg.Return) {
			RemoteError error = found(RemoteError.Kind.PROTOCOL, ContextProtocolException.class,
					"Endpoint '" + endpoint() + "' returned without started(..)");
			ended(new End.Failed(error));
		}
		else if (message instanceof Msg.Error error) {
			ended(new End.Failed(error.error()));
		}
		else {
			violated(message.getClass().getSimpleName() + " while " + this.phase);
		}
	}

	@Override
	public void onLost(@Nullable Throwable cause) {
		if (end() == null) {
			ended(new End.Lost(cause));
		}
	}

	private void ended(End end) {
		this.phase = Phase.ENDED;
		this.cancelAcked = this.cancelCalled && !(end instanceof End.Lost);
		end(end);
	}

	/**
	 * Asks the far side to cancel. Does nothing if it was asked before or has ended.
	 * @return whether it was asked now, so that an acknowledgement will come
	 */
	public boolean cancel() {
		if (this.cancelCalled || end() != null) {
			return false;
		}
		this.cancelCalled = true;
		if (this.phase != Phase.IDLE && this.failure == null) {
			outlet().ahead(new Msg.Cancel(self()));
		}
		return true;
	}

	/**
	 * Ends the dialog as cancelled by this side before anything of it has left: there is
	 * no far side yet that could.
	 */
	public void withdraw() {
		if (end() == null) {
			this.cancelCalled = true;
			ended(new End.Failed(RemoteError.cancelled(self(), self())));
		}
	}

	/**
	 * Tells the far side that this one waits no longer for it to end.
	 */
	public void abandon() {
		if (end() == null && !this.abandoned) {
			this.abandoned = true;
			giveUpStreamSilently();
			outlet().ahead(new Msg.Cancel(self()));
		}
	}

	/**
	 * Gives the stream up because the body waits for the result and has no stream open:
	 * what still comes is drained, and the far side's iteration ends, also if a stream
	 * was aborted before. An open stream stays the business of those who have it.
	 */
	public void awaitResult() {
		if (!streamOpen() && !cutOff()) {
			giveUpStream();
		}
	}

	/**
	 * Gives the stream up because the body has left: what still comes is drained, and the
	 * far side's iteration ends.
	 */
	public void leave() {
		giveUpStream();
	}

	/**
	 * Gives the stream up because the body failed or was cut off: what still comes is
	 * drained, and the far side is not told an end of the stream.
	 */
	public void leaveSilently() {
		giveUpStreamSilently();
	}

	/**
	 * Makes the dialog fail because of something found on this side. The far side is told
	 * if it has not ended; if it has, the failure stands beside a {@link End.Returned}.
	 * The first failure counts.
	 * @param error the failure, its source this actor
	 */
	@Override
	public void fail(RemoteError error) {
		if (this.failure != null || end() instanceof End.Failed || end() instanceof End.Lost) {
			return;
		}
		this.failure = error;
		if (end() == null) {
			outlet().ahead(new Msg.Error(error));
		}
	}

	@Override
	boolean streamAllowed() {
		return this.started;
	}

	@Override
	public boolean cutOff() {
		return this.cancelCalled || this.failure != null || end() instanceof End.Failed || end() instanceof End.Lost;
	}

	@Override
	boolean farEndReached() {
		return stopReceived() || end() != null;
	}

	/**
	 * Whether the body is to be cut off: the far side failed, or was cancelled by someone
	 * else, or is lost, or this side found a failure. A cancel that this side asked for
	 * does not cut its body off.
	 * @return true if it is
	 */
	public boolean bodyCutOff() {
		return this.failure != null || (end() != null && !(end() instanceof End.Returned) && !absorbed());
	}

	/**
	 * The absorption rule: this side asked for the cancel, and the far side ended by it
	 * or with a value, which is dropped. Nothing is raised then.
	 * @return true if the end is this side's own cancel
	 */
	public boolean absorbed() {
		if (!this.cancelCalled) {
			return false;
		}
		if (end() instanceof End.Failed failed) {
			return failed.error().kind() == RemoteError.Kind.CANCELLED && self().equals(failed.error().canceller());
		}
		return end() instanceof End.Returned;
	}

	/**
	 * Whether the hand-shake is complete.
	 * @return true once the endpoint's first value has come
	 */
	public boolean started() {
		return this.started;
	}

	/**
	 * Takes the endpoint's first value.
	 * @return the value, encoded; or null if it has not come or was taken
	 */
	public byte @Nullable [] takeFirst() {
		byte[] first = this.first;
		this.first = null;
		return first;
	}

	/**
	 * The actor that runs the endpoint.
	 * @return the actor, or null if it has not answered yet
	 */
	public @Nullable ActorId callee() {
		return this.callee;
	}

	/**
	 * Whether this side asked for a cancel.
	 * @return true if it did
	 */
	public boolean cancelCalled() {
		return this.cancelCalled;
	}

	/**
	 * Whether the far side ended after that.
	 * @return true if it did
	 */
	public boolean cancelAcked() {
		return this.cancelAcked;
	}

	/**
	 * Whether this side has gone on without the far side's end.
	 * @return true if it has
	 */
	public boolean abandoned() {
		return this.abandoned;
	}

	/**
	 * The failure found on this side.
	 * @return the failure, or null
	 */
	public @Nullable RemoteError failure() {
		return this.failure;
	}

	/**
	 * Where the dialog stands.
	 * @return the phase
	 */
	public Phase phase() {
		return this.phase;
	}

	/**
	 * Where the opener's dialog stands.
	 */
	public enum Phase {

		/** Nothing was sent. */
		IDLE,

		/** The far side has not answered. */
		OPENING,

		/** The far task is scheduled. */
		SCHEDULED,

		/** The hand-shake is complete, the body runs. */
		OPEN,

		/** The far side has ended. */
		ENDED

	}

}
