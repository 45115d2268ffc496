package io.tractor.dialog;

import java.util.List;
import java.util.function.Supplier;

import io.tractor.ActorId;
import io.tractor.RemoteError;
import io.tractor.dialog.ChildDialog.Interruption;
import io.tractor.dialog.ChildDialog.TaskEnd;

/**
 * The endpoint's thread, as {@code io.tractor.runtime.ChildSide} runs it.
 */
final class ChildTask implements SimulatedTask {

	static final byte[] RESULT = { 7 };

	private final ChildModel side;

	private final Body body;

	private final Body helper;

	private final boolean refuses;

	/** Gives the error of the context that the task opens. */
	private final Supplier<RemoteError> relayed;

	private Stage stage = Stage.EXPECTED;

	ChildTask(ChildModel side, Body body, Body helper, boolean refuses, Supplier<RemoteError> relayed) {
		this.side = side;
		this.body = body;
		this.helper = helper;
		this.refuses = refuses;
		this.relayed = relayed;
	}

	@Override
	public boolean ended() {
		return this.stage == Stage.ENDED || (this.stage == Stage.EXPECTED && this.side.dialog.end() != null);
	}

	@Override
	public boolean canGo() {
		return switch (this.stage) {
			case EXPECTED -> this.side.dialog.phase() == ChildDialog.Phase.ARRIVED;
			case BODY -> this.body.canGo();
			case JOIN -> this.helper.ended();
			case BEGIN, END -> true;
			case ENDED -> false;
		};
	}

	@Override
	public Patience patience() {
		return (this.stage == Stage.BODY) ? this.body.patience() : Patience.ENDLESS;
	}

	@Override
	public void giveUp() {
		this.body.giveUp();
		bodyStepped();
	}

	@Override
	public void go() {
		switch (this.stage) {
			case EXPECTED -> {
				if (this.refuses) {
					this.side.update((dialog) -> dialog.refuse("not here"));
					this.stage = Stage.ENDED;
				}
				else {
					this.side.update((dialog) -> {
						if (dialog.interruption() == null) {
							dialog.accept();
						}
					});
					this.stage = Stage.BEGIN;
				}
			}
			case BEGIN -> {
				if (this.side.scopeCancelled) {
					end(cutOffEnd());
				}
				else {
					this.stage = Stage.BODY;
					this.body.begin();
					this.helper.begin();
					bodyStepped();
				}
			}
			case BODY -> {
				this.body.go();
				bodyStepped();
			}
			case JOIN -> this.stage = Stage.END;
			case END -> end(taskEnd());
			case ENDED -> throw new IllegalStateException("It has ended");
		}
	}

	private void bodyStepped() {
		if (this.body.ended()) {
			this.stage = this.helper.ended() ? Stage.END : Stage.JOIN;
		}
	}

	private Thrown thrown() {
		Thrown own = this.body.thrown();
		Thrown other = this.helper.thrown();
		return (own == null || (own == Thrown.SCOPE && other != null)) ? other : own;
	}

	/** As {@code ChildSide.threw}. */
	private TaskEnd taskEnd() {
		Thrown thrown = thrown();
		if (thrown == null) {
			return new TaskEnd.Returned(RESULT);
		}
		boolean cutOff = thrown == Thrown.SCOPE || (this.side.scopeCancelled && thrown == Thrown.FAILURE);
		return cutOff ? cutOffEnd() : new TaskEnd.Threw(error(thrown));
	}

	private TaskEnd cutOffEnd() {
		boolean byDeadline = this.side.scopeCancelled && this.side.dialog.interruption() == null;
		return byDeadline ? new TaskEnd.Threw(deadline()) : new TaskEnd.CutOff();
	}

	private RemoteError deadline() {
		return new RemoteError(RemoteError.Kind.DEADLINE, "deadline", null, this.side.dialog.self(), List.of(),
				List.of(), List.of(), null);
	}

	private RemoteError error(Thrown thrown) {
		return (thrown == Thrown.RELAYED) ? relayed(this.relayed.get(), this.side.dialog.self()) : made(thrown);
	}

	/** As {@code io.tractor.runtime.RemoteErrors} passes an error on. */
	private static RemoteError relayed(RemoteError error, ActorId self) {
		boolean kept = error.kind() == RemoteError.Kind.ERROR || error.kind() == RemoteError.Kind.CANCELLED;
		RemoteError plain = kept ? error : new RemoteError(RemoteError.Kind.ERROR, error.type(), error.message(),
				error.source(), error.relayPath(), error.frames(), error.causes(), null);
		return (error.source().equals(self) && error.relayPath().isEmpty()) ? plain : plain.relayedBy(self);
	}

	private RemoteError made(Thrown thrown) {
		return new RemoteError(RemoteError.Kind.ERROR, thrown.name(), null, this.side.dialog.self(), List.of(),
				List.of(), List.of(), null);
	}

	private void end(TaskEnd task) {
		End expected = expected(this.side.dialog, task);
		this.side.update((dialog) -> dialog.taskEnded(task));
		this.stage = Stage.ENDED;
		Violation.unless(same(expected, this.side.dialog.end()),
				() -> "the child's end is " + this.side.dialog.end() + ", not " + expected);
	}

	/** The rules once more, from what the task did and what was done to it. */
	private End expected(ChildDialog dialog, TaskEnd task) {
		Interruption interruption = dialog.interruption();
		if (interruption instanceof Interruption.Lost) {
			return new End.Lost(null);
		}
		Thrown thrown = thrown();
		boolean cutOff = this.stage == Stage.BEGIN || thrown == Thrown.SCOPE || thrown == Thrown.FAILURE;
		if (thrown != null && !cutOff) {
			return new End.Failed(error(thrown));
		}
		if (interruption instanceof Interruption.Failed failed) {
			return new End.Failed(failed.error());
		}
		if (cutOff && interruption == null && this.side.expired) {
			return new End.Failed(deadline());
		}
		ActorId canceller = (interruption instanceof Interruption.Cancelled cancelled) ? cancelled.canceller()
				: dialog.self();
		if (cutOff || (dialog.phase() != ChildDialog.Phase.STARTED && interruption != null)) {
			return new End.Failed(RemoteError.cancelled(dialog.self(), canceller));
		}
		return (dialog.phase() == ChildDialog.Phase.STARTED) ? new End.Returned(RESULT) : null;
	}

	private static boolean same(End expected, End end) {
		if (expected == null) {
			return end instanceof End.Failed failed && failed.error().kind() == RemoteError.Kind.PROTOCOL
					&& failed.error().message().contains("returned without started");
		}
		return expected.equals(end);
	}

	@Override
	public String doing() {
		return (this.stage == Stage.BODY) ? this.body.doing() : "child " + this.stage;
	}

	@Override
	public void addTo(Fingerprint fingerprint) {
		fingerprint.add(this.stage.ordinal());
		this.body.addTo(fingerprint);
	}

	private enum Stage {

		EXPECTED, BEGIN, BODY, JOIN, END, ENDED

	}

}
