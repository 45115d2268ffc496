package io.tractor.dialog;

import io.tractor.ActorId;
import io.tractor.ContextProtocolException;
import io.tractor.ContextRefusedException;
import io.tractor.RemoteError;
import io.tractor.protocol.Msg;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint's side of a dialog.
 *
 * <pre>
 *            Start in           StartAck out           Started out
 *   EXPECTED --------> ARRIVED --------------> RUNNING -----------> STARTED
 *      |                  |                       |                    |
 *      | no Start, loss   | refused:              | task ended:        | task ended:
 *      |                  | Error out             | Error out          | Return or Error out
 *      +------------------+-----------------------+--------------------+------> ENDED
 * </pre>
 *
 * Beside the phase there is at most one {@link Interruption}: the first cancel, failure
 * or loss. It cuts the task off, and the dialog ends when the task has. How it ends is
 * decided in one place, {@link #taskEnded}, from what the task did and what cut it off.
 */
public final class ChildDialog extends Dialog {

	private Phase phase = Phase.EXPECTED;

	private @Nullable ActorId caller;

	private @Nullable Interruption interruption;

	private boolean cancelledCaught;

	/**
	 * Whether the opener has asked this side to end, by {@code Cancel} or {@code Error}.
	 */
	private boolean callerAsked;

	private boolean abandoned;

	/**
	 * A dialog that waits for its {@code Start}.
	 * @param self the endpoint's actor
	 * @param endpoint the endpoint's name
	 * @param window how many values this side buffers
	 * @param outlet where its messages go
	 */
	public ChildDialog(ActorId self, String endpoint, int window, Outlet outlet) {
		super(self, endpoint, window, outlet);
	}

	/**
	 * Limits how many values this side sends ahead; a peer that has room for more ends
	 * the dialog. Without a limit unless called.
	 * @param values how many
	 * @return this dialog
	 */
	public ChildDialog limitCredit(int values) {
		limitCreditTo(values);
		return this;
	}

	/**
	 * Accepts the context: the task is scheduled.
	 */
	public void accept() {
		if (this.phase == Phase.ARRIVED) {
			this.phase = Phase.RUNNING;
			outlet().inOrder(new Msg.StartAck(self(), window()));
		}
	}

	/**
	 * Refuses the context before anything of it has run.
	 * @param why for people: what is wrong and what would be right
	 */
	public void refuse(String why) {
		if (end() == null) {
			last(found(RemoteError.Kind.REFUSED, ContextRefusedException.class, why));
		}
	}

	@Override
	void onControl(Msg message) {
		if (message instanceof Msg.Start start && this.phase == Phase.EXPECTED) {
			this.phase = Phase.ARRIVED;
			this.caller = start.caller();
			announced(start.window());
		}
		else if (this.phase == Phase.EXPECTED) {
			violated(message.getClass().getSimpleName() + " before Start");
		}
		else if (message instanceof Msg.Cancel cancel) {
			this.abandoned = this.callerAsked;
			this.callerAsked = true;
			interrupt(new Interruption.Cancelled(cancel.canceller()));
		}
		else if (message instanceof Msg.Error error) {
			this.callerAsked = true;
			interrupt(new Interruption.Failed(error.error()));
		}
		else {
			violated(message.getClass().getSimpleName() + " while " + this.phase);
		}
	}

	@Override
	public void onLost(@Nullable Throwable cause) {
		if (end() == null) {
			this.interruption = new Interruption.Lost(cause);
		}
		if (this.phase == Phase.EXPECTED) {
			ended(new End.Lost(cause));
		}
	}

	/**
	 * Makes the dialog fail because of something found on this side: the task is cut off,
	 * and the far side is told when it has ended. The first interruption counts.
	 * @param error the failure, its source this actor
	 */
	@Override
	public void fail(RemoteError error) {
		interrupt(new Interruption.Failed(error));
		if (this.phase == Phase.EXPECTED) {
			last(error);
		}
	}

	/**
	 * Cancels the task at the wish of someone other than the caller: the endpoint itself,
	 * an operator, the application's shutdown.
	 * @param canceller who wishes it
	 * @return whether it was the first to cut the task off
	 */
	public boolean cancel(ActorId canceller) {
		return interrupt(new Interruption.Cancelled(canceller));
	}

	private boolean interrupt(Interruption interruption) {
		if (this.interruption != null || end() != null) {
			return false;
		}
		this.interruption = interruption;
		return true;
	}

	/**
	 * Completes the hand-shake.
	 * @param first the first value, encoded
	 * @throws IllegalStateException if it was complete before, or the task has ended
	 */
	public void started(byte[] first) {
		if (this.phase == Phase.STARTED) {
			throw new IllegalStateException("started(..) of endpoint '" + endpoint() + "' was called before");
		}
		if (this.phase != Phase.RUNNING) {
			throw new IllegalStateException("The task of endpoint '" + endpoint() + "' is " + this.phase);
		}
		this.phase = Phase.STARTED;
		outlet().inOrder(new Msg.Started(first));
	}

	/**
	 * Ends the dialog, for its task has ended.
	 * @param task what the task did
	 * @return how the dialog ended
	 */
	public End taskEnded(TaskEnd task) {
		End end = end();
		if (end != null) {
			return end;
		}
		if (this.interruption instanceof Interruption.Lost lost) {
			this.cancelledCaught = task instanceof TaskEnd.CutOff;
			return ended(new End.Lost(lost.cause()));
		}
		if (task instanceof TaskEnd.Threw threw) {
			return last(threw.error(), threw.told());
		}
		if (this.interruption instanceof Interruption.Failed failed) {
			return last(failed.error());
		}
		if (task instanceof TaskEnd.CutOff) {
			this.cancelledCaught = this.interruption != null;
			return last(RemoteError.cancelled(self(), canceller(this.interruption)));
		}
		if (this.phase != Phase.STARTED && this.interruption != null) {
			return last(RemoteError.cancelled(self(), canceller(this.interruption)));
		}
		if (this.phase != Phase.STARTED) {
			return last(found(RemoteError.Kind.PROTOCOL, ContextProtocolException.class,
					"Endpoint '" + endpoint() + "' returned without started(..)"));
		}
		byte[] result = ((TaskEnd.Returned) task).value();
		outlet().inOrder(new Msg.Return(result));
		return ended(new End.Returned(result));
	}

	private ActorId canceller(@Nullable Interruption interruption) {
		return (interruption instanceof Interruption.Cancelled cancelled) ? cancelled.canceller() : self();
	}

	private End last(RemoteError error) {
		return last(error, error);
	}

	private End last(RemoteError error, RemoteError told) {
		outlet().inOrder(new Msg.Error(told));
		return ended(new End.Failed(error));
	}

	private End ended(End end) {
		this.phase = Phase.ENDED;
		end(end);
		return end;
	}

	@Override
	boolean streamAllowed() {
		return this.phase == Phase.STARTED;
	}

	@Override
	public boolean cutOff() {
		return this.interruption != null || end() != null;
	}

	@Override
	boolean farEndReached() {
		return false;
	}

	/**
	 * What cut the task off.
	 * @return the first cancel, failure or loss, or null; a loss replaces what came
	 * before
	 */
	public @Nullable Interruption interruption() {
		return this.interruption;
	}

	/**
	 * Whether the task ended by its interruption rather than by its own return or error.
	 * @return true if it did
	 */
	public boolean cancelledCaught() {
		return this.cancelledCaught;
	}

	/**
	 * Whether the opener has gone on without this side's end.
	 * @return true if it has
	 */
	public boolean abandoned() {
		return this.abandoned;
	}

	/**
	 * The opener's actor.
	 * @return the actor, or null before {@code Start}
	 */
	public @Nullable ActorId caller() {
		return this.caller;
	}

	/**
	 * Where the dialog stands.
	 * @return the phase
	 */
	public Phase phase() {
		return this.phase;
	}

	/**
	 * Where the endpoint's dialog stands.
	 */
	public enum Phase {

		/** The request's route is here, its first message is not. */
		EXPECTED,

		/** The request is here, nothing has run. */
		ARRIVED,

		/** The task runs and has not called {@code started}. */
		RUNNING,

		/** The hand-shake is complete. */
		STARTED,

		/** The last message is out, or the link is lost and the task has ended. */
		ENDED

	}

	/**
	 * What cuts an endpoint's task off.
	 */
	public sealed interface Interruption {

		/**
		 * Someone asked for it.
		 *
		 * @param canceller who
		 */
		record Cancelled(ActorId canceller) implements Interruption {

		}

		/**
		 * The dialog failed by a violation, an overrun or a value of the wrong type,
		 * found on either side.
		 *
		 * @param error the failure
		 */
		record Failed(RemoteError error) implements Interruption {

		}

		/**
		 * The link broke.
		 *
		 * @param cause what happened
		 */
		record Lost(@Nullable Throwable cause) implements Interruption {

		}

	}

	/**
	 * What an endpoint's task did at its end.
	 */
	public sealed interface TaskEnd {

		/**
		 * It returned.
		 *
		 * @param value its result, encoded
		 */
		record Returned(byte[] value) implements TaskEnd {

		}

		/**
		 * It threw something of its own.
		 *
		 * @param error what it threw
		 * @param told what the far side is told of it
		 */
		record Threw(RemoteError error, RemoteError told) implements TaskEnd {

			/** The far side is told all of it. */
			public Threw(RemoteError error) {
				this(error, error);
			}

		}

		/**
		 * It let its cancellation pass.
		 */
		record CutOff() implements TaskEnd {

		}

	}

}
