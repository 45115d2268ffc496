package io.tractor.dialog;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import io.tractor.ActorId;
import io.tractor.RemoteError;
import io.tractor.StreamOverrunException;
import io.tractor.MsgTypeException;
import io.tractor.protocol.Msg;

/**
 * One side: its dialog with what is queued for it, as {@code io.tractor.stream.Exchange}
 * drives it.
 *
 * @param <D> the side's state machine
 */
abstract sealed class SideModel<D extends Dialog> permits ParentModel, ChildModel {

	static final ActorId PARENT = new ActorId("parent", "1");

	static final ActorId CHILD = new ActorId("child", "2");

	static final ActorId THIRD = new ActorId("third", "3");

	static final ActorId LEAF = new ActorId("leaf", "4");

	final String name;

	final D dialog;

	final Lane out;

	final int window;

	/** How many values the side may ever have to buffer. */
	int room;

	/** Whether a task has sent a value that it had no credit for. */
	boolean floods;

	private final ArrayDeque<Integer> inbox = new ArrayDeque<>();

	/** What has been admitted for sending. */
	int sent;

	/** What the tasks have received. */
	int received;

	/** The credit that has arrived in all. */
	long creditArrived;

	/** Whether a task wished the far side to see the end of the stream. */
	boolean stopWished;

	/** Whether the stream was aborted, and nobody has begun to await the result since. */
	boolean aborted;

	/** Whether the side's own scope is cancelled. */
	boolean scopeCancelled;

	/**
	 * Whether a task of the side's nursery has failed, so that the others are cut off.
	 */
	boolean siblingFailed;

	/** Whether the link is lost and this side does not know. */
	boolean lossPending;

	SideModel(String name, int window, Function<Outlet, D> dialog) {
		this.name = name;
		this.window = window;
		this.room = window;
		this.out = new Lane(name, this instanceof ChildModel, this::ended);
		this.dialog = dialog.apply(this.out);
	}

	@SuppressWarnings("ConstantValue")
	private boolean ended() {
		return this.dialog != null && this.dialog.end() != null;
	}

	// As ParentSide and ChildSide

	/** Whether the side's scope is to be cancelled. */
	abstract boolean toBeCut();

	/** Whether a checkpoint of the side's tasks throws. */
	abstract boolean scopeEffective();

	/** What operations throw while the dialog is cut off. */
	abstract Thrown cutOff();

	/** What the dialog failed with takes precedence over a cancelled scope. */
	abstract Thrown failed(RemoteError error);

	/** Acts on a transition at once, as the task that made it does. */
	void transitioned() {
		this.scopeCancelled |= toBeCut();
		discard();
	}

	/** What of {@link #transitioned} needs no time of its own. */
	abstract void discard();

	// As Exchange

	final void update(Consumer<? super D> transition) {
		transition.accept(this.dialog);
		settle();
		transitioned();
	}

	/** Opens the stream with a buffer of its own. */
	final void open(int buffer, int beyond) {
		update((dialog) -> dialog.openStream(buffer, beyond, 0));
		this.room = Math.max(this.room, buffer + beyond);
	}

	private void settle() {
		if (this.dialog.buffered() == 0) {
			this.inbox.clear();
		}
	}

	/** Whether a transition that came from the wire has not reached the scope. */
	final boolean cutPending() {
		return toBeCut() && !this.scopeCancelled;
	}

	/** Takes the next message, or the next values in a row, off the wire. */
	final void deliver(Lane in) {
		int[] values = in.takeValues();
		if (values.length > 0) {
			deliver(values);
			return;
		}
		Msg message = in.take();
		if (message instanceof Msg.Credit credit) {
			this.creditArrived += credit.count();
		}
		deliver(message);
	}

	final void deliver(Msg message) {
		this.dialog.on(message);
		settle();
		discard();
	}

	final void deliver(int... values) {
		int kept = this.dialog.onValues(values.length);
		for (int i = 0; i < kept; i++) {
			this.inbox.add(values[i]);
		}
		if (kept < values.length) {
			settle();
		}
	}

	final void lose() {
		this.lossPending = false;
		this.dialog.onLost(null);
		settle();
		discard();
	}

	final int take() {
		int value = this.inbox.remove();
		this.dialog.taken(1);
		this.received++;
		return value;
	}

	final int inboxSize() {
		return this.inbox.size();
	}

	final RemoteError overrun() {
		return RemoteError.found(RemoteError.Kind.OVERRUN, StreamOverrunException.class, "too slow",
				this.dialog.self());
	}

	final RemoteError late() {
		return new RemoteError(RemoteError.Kind.DEADLINE, "deadline", "too late", this.dialog.self(), List.of(),
				List.of(), List.of(), null);
	}

	final RemoteError mistyped() {
		return RemoteError.found(RemoteError.Kind.TYPE, MsgTypeException.class, "not what was agreed",
				this.dialog.self());
	}

	void addTo(Fingerprint fingerprint) {
		fingerprint.add(this.dialog);
		this.out.addTo(fingerprint);
		this.inbox.forEach(fingerprint::add);
		fingerprint.add(-4);
		fingerprint.add(this.sent);
		fingerprint.add(this.received);
		fingerprint.add(this.room);
		fingerprint.add(this.floods);
		fingerprint.add(this.creditArrived);
		fingerprint.add(this.stopWished);
		fingerprint.add(this.aborted);
		fingerprint.add(this.scopeCancelled);
		fingerprint.add(this.siblingFailed);
		fingerprint.add(this.lossPending);
	}

}
