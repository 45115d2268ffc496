package io.tractor.dialog;

import java.util.List;
import java.util.Objects;

import io.tractor.RemoteError;
import io.tractor.dialog.ChildDialog.Interruption;
import io.tractor.dialog.SimulatedTask.Patience;

/**
 * What must hold after every step, when patience ends, and at the end.
 */
final class Invariants {

	private final World world;

	private final ParentModel parent;

	private final ChildModel child;

	private End parentEnd;

	private End childEnd;

	Invariants(World world) {
		this.world = world;
		this.parent = world.parent;
		this.child = world.child;
	}

	void hold() {
		oneEnd();
		noLossWithoutLoss();
		absorption();
		noViolation();
		causality();
		credit(this.parent, this.child);
		credit(this.child, this.parent);
		cutOff();
		abandonment();
	}

	/** What must hold of a chain: of this world, and of one that its child has opened. */
	void holdAlong(World inner) {
		boolean middleEnded = this.world.childTask.ended();
		Violation.unless(!middleEnded || inner.parentTask.ended(), () -> "the middle has ended before what it opened");
		if (this.parent.left && !(this.parentEnd instanceof End.Lost) && !this.parent.dialog.abandoned()) {
			Violation.unless(
					inner.childTask.ended() || inner.lost || inner.parent.withdrawn || inner.parent.dialog.abandoned(),
					() -> "the root has left before the leaf has ended");
		}
		if (middleEnded && this.world.childBody.thrown() == Thrown.RELAYED
				&& this.parentEnd instanceof End.Failed failed) {
			named(failed.error(), inner);
		}
	}

	/** The root's error names the actor where it began, and who passed it on. */
	private void named(RemoteError error, World inner) {
		RemoteError origin = inner.parent.error();
		boolean byMiddle = origin.source().equals(this.child.dialog.self());
		Violation.unless(
				error.source().equals(origin.source()) && error.type().equals(origin.type())
						&& (origin.kind() != RemoteError.Kind.CANCELLED
								|| Objects.equals(error.canceller(), origin.canceller())),
				() -> "the root has " + error + ", and it began as " + origin);
		Violation.unless(error.relayPath().equals(byMiddle ? List.of() : List.of(this.child.dialog.self())),
				() -> "the path of the root's error is " + error.relayPath());
		Violation.unless(error.kind() == RemoteError.Kind.ERROR || error.kind() == RemoteError.Kind.CANCELLED,
				() -> "what broke a rule further away is told as if it had been broken here: " + error);
	}

	private void oneEnd() {
		End parentEnd = this.parent.dialog.end();
		End childEnd = this.child.dialog.end();
		Violation.unless(this.parentEnd == null || this.parentEnd == parentEnd, () -> "the parent's end changed");
		Violation.unless(this.childEnd == null || this.childEnd == childEnd, () -> "the child's end changed");
		if (parentEnd != this.parentEnd && !(parentEnd instanceof End.Lost) && !this.parent.withdrawn) {
			agree(parentEnd, childEnd);
		}
		this.parentEnd = parentEnd;
		this.childEnd = childEnd;
	}

	private static void agree(End parent, End child) {
		boolean agree = (parent instanceof End.Returned ours && child instanceof End.Returned theirs)
				? ours.value() == theirs.value() : parent.equals(child);
		Violation.unless(agree, () -> "the parent's end is " + parent + ", the child's " + child);
	}

	private void noLossWithoutLoss() {
		Violation.unless(!this.parent.withdrawn || this.child.dialog.phase() == ChildDialog.Phase.EXPECTED
				|| this.childEnd instanceof End.Lost, () -> "withdrawn after the child had begun");
		Violation.unless(
				this.world.lost || this.parent.withdrawn
						|| !(this.parentEnd instanceof End.Lost || this.childEnd instanceof End.Lost),
				() -> "an end by a loss that was none");
	}

	private void absorption() {
		ParentDialog dialog = this.parent.dialog;
		boolean absorbed = dialog.cancelCalled() && (dialog.end() instanceof End.Returned
				|| (dialog.end() instanceof End.Failed failed && dialog.self().equals(failed.error().canceller())));
		Violation.unless(dialog.absorbed() == absorbed, () -> "absorbed is " + dialog.absorbed());
		boolean acked = dialog.cancelCalled() && dialog.end() != null && !(dialog.end() instanceof End.Lost);
		Violation.unless(dialog.cancelAcked() == acked, () -> "cancelAcked is " + dialog.cancelAcked());
		boolean raised = dialog.failure() != null || dialog.end() instanceof End.Lost
				|| (dialog.end() instanceof End.Failed && !absorbed);
		Violation.unless(dialog.bodyCutOff() == raised, () -> "bodyCutOff is " + dialog.bodyCutOff());
	}

	private void noViolation() {
		Interruption interruption = this.child.dialog.interruption();
		blameless((interruption instanceof Interruption.Failed failed) ? failed.error() : null);
		blameless(this.parent.dialog.failure());
	}

	private void blameless(RemoteError error) {
		boolean floods = this.parent.floods || this.child.floods;
		Violation.unless(
				error == null || error.message() == null
						|| !(error.message().contains("broke the protocol")
								|| (error.message().contains("more than the") && !floods)),
				() -> "a violation between two good sides: " + error);
	}

	/** The parent leaves after the child has ended. */
	private void causality() {
		if (this.parent.left) {
			Violation.unless(this.world.childTask.ended() || this.parentEnd instanceof End.Lost || this.parent.withdrawn
					|| this.parent.dialog.abandoned(), () -> "the parent has left before the child has ended");
		}
	}

	private void credit(SideModel<?> sender, SideModel<?> receiver) {
		int buffered = receiver.dialog.buffered();
		Violation.unless(buffered == receiver.inboxSize() || receiver.dialog.end() != null,
				() -> receiver.name + " counts " + buffered + " values and has " + receiver.inboxSize());
		int bounded = sender.floods ? buffered : buffered + sender.out.values();
		Violation.unless(bounded <= receiver.room,
				() -> receiver.name + " has more values than its room for " + receiver.room);
		if (sender.floods) {
			return;
		}
		Violation.unless(sender.sent <= receiver.window + sender.creditArrived,
				() -> sender.name + " has sent " + sender.sent + " values without credit");
		if (this.world.lost || !sender.out.idle() || !receiver.out.idle() || receiver.dialog.end() != null) {
			return;
		}
		Violation.unless(buffered > 0 || sender.dialog.sendState() != SendState.FULL,
				() -> sender.name + " has no credit though all was consumed");
	}

	/** An end other than a return hides behind nothing. */
	private void cutOff() {
		if (this.parentEnd instanceof End.Failed || this.parentEnd instanceof End.Lost) {
			cutOff(this.parent.dialog);
		}
		if (this.child.dialog.interruption() != null) {
			cutOff(this.child.dialog);
		}
	}

	private static void cutOff(Dialog dialog) {
		ReceiveState receive = dialog.receiveState();
		SendState send = dialog.sendState();
		Violation.unless(receive == ReceiveState.CUT_OFF || receive == ReceiveState.CLOSED,
				() -> "the end hides behind " + receive);
		Violation.unless(send == SendState.CUT_OFF || send == SendState.CLOSED, () -> "the end hides behind " + send);
	}

	/** Who is abandoned knows it once it was told, and nobody else thinks so. */
	private void abandonment() {
		boolean abandoned = this.parent.dialog.abandoned();
		Violation.unless(abandoned || !this.child.dialog.abandoned(), () -> "the child thinks it is abandoned");
		if (abandoned && !this.world.lost && this.parent.out.idle() && this.childEnd == null) {
			Violation.unless(this.child.dialog.abandoned(), () -> "the child does not know that it is abandoned");
		}
	}

	/** Whether those whose patience ends have been waiting for a good reason. */
	void patienceEnds(Patience patience) {
		if (patience == Patience.FAR_END) {
			Violation.unless(stubborn() || this.world.nests(), () -> "the child was asked to end and cannot");
		}
		else {
			starved(this.parent, this.world.childBody);
			starved(this.child, this.world.parentBody);
		}
	}

	/** Nobody who reads, or has given up reading, lets a sender wait. */
	private void starved(SideModel<?> sender, Body reader) {
		boolean reads = reader.waiting(Op.Kind.RECEIVE) || reader.waiting(Op.Kind.ITERATE);
		SideModel<?> receiver = (sender == this.parent) ? this.child : this.parent;
		boolean closed = !receiver.dialog.streamOpen() && (receiver.stopWished || receiver.aborted);
		Violation.unless(!(reads || closed) || sender.floods || sender.dialog.sendState() != SendState.FULL,
				() -> sender.name + " waits for credit from one that reads");
	}

	private boolean stubborn() {
		return this.world.childBody.waiting(Op.Kind.STUBBORN) || this.world.bodies.get(4).waiting(Op.Kind.STUBBORN);
	}

	/** Whether it is the scripts' fault that nobody can go on. */
	void stuck() {
		boolean endless = stubborn() || this.world.nests() || this.world.childBody.waiting(Op.Kind.FOREVER)
				|| this.world.bodies.get(4).waiting(Op.Kind.FOREVER);
		boolean waits = this.world.parentTask.leaving() || awaitsResult();
		Violation.unless(!waits || !this.parent.asked, () -> "the parent waits without an end for one it asked to end");
		Violation.unless(endless || !this.world.parentTask.leaving(), () -> "the parent leaves and the child is stuck");
		Violation.unless(endless || !awaitsResult() || holdsStream() || this.parent.aborted,
				() -> "the parent awaits a result and the child is stuck");
		Violation.unless(!this.world.childTask.ended() || forever(),
				() -> "the child has ended and the parent is stuck");
	}

	private boolean awaitsResult() {
		return this.world.bodies.stream().anyMatch((body) -> body.waiting(Op.Kind.RESULT));
	}

	private boolean holdsStream() {
		return this.parent.dialog.streamOpen();
	}

	/** Whether a task of the parent waits for something else than the dialog. */
	private boolean forever() {
		return this.world.bodies.stream().anyMatch((body) -> body.waiting(Op.Kind.FOREVER));
	}

	void holdAtEnd() {
		Violation.unless(this.world.allEnded(), () -> "nothing can happen, and not all have ended: " + waiting());
		Violation.unless(this.parentEnd != null && this.childEnd != null, () -> "a dialog without an end");
		Violation.unless(
				!(this.childEnd instanceof End.Lost) || this.parentEnd instanceof End.Lost || this.parent.withdrawn,
				() -> "the child's link was lost, the parent's end is " + this.parentEnd);
		this.parent.dialog.onLost(null);
		this.child.dialog.onLost(null);
		hold();
	}

	private String waiting() {
		StringBuilder text = new StringBuilder(this.world.parentTask.doing()).append(", ")
			.append(this.world.childTask.doing());
		for (Body body : this.world.bodies) {
			if (body.begun() && !body.ended()) {
				text.append(", ").append(body.doing());
			}
		}
		return text.toString();
	}

}
