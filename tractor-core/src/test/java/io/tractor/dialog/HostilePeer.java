package io.tractor.dialog;

import java.util.List;
import java.util.Map;

import io.tractor.ActorId;
import io.tractor.RemoteError;
import io.tractor.protocol.Msg;

/**
 * A far side that says well-formed things in any order, and knows by the protocol's
 * grammar alone whether it was in the right so far.
 */
final class HostilePeer {

	private final Choices choices;

	private final SideModel<?> good;

	private final int window;

	private boolean startSent;

	private boolean scheduled;

	private boolean started;

	private boolean stopped;

	private long values;

	private long credit;

	private boolean legal = true;

	HostilePeer(SideModel<?> good, int window, Choices choices) {
		this.good = good;
		this.window = window;
		this.credit = window;
		this.choices = choices;
	}

	/** Whether it has kept to the protocol while the good side had not ended. */
	boolean legal() {
		return this.legal;
	}

	/** Says something. */
	Object speak() {
		if (this.choices.nextInt(3) == 0) {
			return sendValues(1 + this.choices.nextInt((this.choices.nextInt(4) == 0) ? 2 * this.good.window + 1 : 2));
		}
		Msg message = (this.choices.nextInt(4) != 0) ? plausible() : any();
		if (this.good.dialog.end() == null) {
			judge(message);
		}
		this.good.deliver(message);
		return message;
	}

	private String sendValues(int count) {
		if (this.good.dialog.end() == null) {
			this.values += count;
			this.legal &= streams() && !this.stopped && this.values <= this.good.window + this.good.out.granted();
		}
		int[] numbers = new int[count];
		for (int i = 0; i < count; i++) {
			numbers[i] = this.good.received + this.good.inboxSize() + 1 + i;
		}
		this.good.deliver(numbers);
		return count + " values";
	}

	/** Whether both sides have had the hand-shake. */
	private boolean streams() {
		return (this.good.dialog instanceof ChildDialog child) ? child.phase() == ChildDialog.Phase.STARTED
				: this.started;
	}

	private void judge(Msg message) {
		boolean toChild = this.good.dialog instanceof ChildDialog;
		if (message instanceof Msg.Credit granted) {
			this.credit += granted.count();
			this.legal &= streams() && this.credit - this.good.sent <= Integer.MAX_VALUE;
		}
		else if (message instanceof Msg.Stop) {
			this.legal &= streams() && !this.stopped;
			this.stopped = true;
		}
		else if (toChild) {
			boolean first = message instanceof Msg.Start;
			this.legal &= (first != this.startSent)
					&& (first || message instanceof Msg.Cancel || message instanceof Msg.Error);
			this.startSent = true;
		}
		else if (message instanceof Msg.StartAck) {
			this.legal &= !this.scheduled;
			this.scheduled = true;
		}
		else if (message instanceof Msg.Started) {
			this.legal &= this.scheduled && !this.started;
			this.started |= this.scheduled;
		}
		else {
			this.legal &= message instanceof Msg.Error || (message instanceof Msg.Return && this.started);
		}
	}

	private Msg plausible() {
		if (this.good.dialog instanceof ChildDialog child) {
			return (child.phase() == ChildDialog.Phase.EXPECTED) ? start() : pick(credit(), new Msg.Stop(), cancel());
		}
		ParentDialog.Phase phase = ((ParentDialog) this.good.dialog).phase();
		if (phase == ParentDialog.Phase.OPENING) {
			return startAck();
		}
		return (phase == ParentDialog.Phase.SCHEDULED) ? new Msg.Started(new byte[] { 1 })
				: pick(credit(), new Msg.Stop(), new Msg.Return(ChildTask.RESULT), error());
	}

	private Msg any() {
		return pick(start(), startAck(), new Msg.Started(new byte[] { 2 }), credit(), new Msg.Stop(), cancel(),
				new Msg.Return(new byte[] { 3 }), error(), new Msg.Credit(Integer.MAX_VALUE));
	}

	private Msg pick(Msg... messages) {
		return messages[this.choices.nextInt(messages.length)];
	}

	private Msg start() {
		return new Msg.Start(1, "id", SideModel.PARENT, "cbor", Map.of(), null, this.window);
	}

	private Msg startAck() {
		return new Msg.StartAck(SideModel.CHILD, this.window);
	}

	private Msg credit() {
		return new Msg.Credit(1 + this.choices.nextInt(3));
	}

	private Msg cancel() {
		return new Msg.Cancel(actor());
	}

	private Msg error() {
		RemoteError.Kind[] kinds = RemoteError.Kind.values();
		return new Msg.Error(new RemoteError(kinds[this.choices.nextInt(kinds.length)], "X", "from afar", actor(),
				List.of(), List.of(), List.of(), actor()));
	}

	private ActorId actor() {
		return switch (this.choices.nextInt(3)) {
			case 0 -> SideModel.PARENT;
			case 1 -> SideModel.CHILD;
			default -> SideModel.THIRD;
		};
	}

}
