package io.tractor.dialog;

/**
 * The thread that called {@code open}: awaits the hand-shake, runs the body, and leaves
 * as {@code io.tractor.runtime.ParentSide} does.
 */
final class ParentTask implements SimulatedTask {

	private final ParentModel side;

	private final Body body;

	private final Body helper;

	private final Body bystander;

	private Stage stage = Stage.AWAIT_STARTED;

	private Thrown thrown;

	ParentTask(ParentModel side, Body body, Body helper, Body bystander) {
		this.side = side;
		this.body = body;
		this.helper = helper;
		this.bystander = bystander;
	}

	/** As {@code ParentLink.shutDown}, after it has cancelled the scope. */
	void shutDown() {
		if (leaving() || (this.side.held && this.stage != Stage.LEFT)) {
			ask();
		}
	}

	private void ask() {
		if (!this.side.out.touched()) {
			this.side.out.close();
			this.side.withdrawn |= this.side.dialog.end() == null;
			this.side.update(ParentDialog::withdraw);
			return;
		}
		this.side.update((dialog) -> this.side.asked |= dialog.failure() == null && dialog.cancel());
	}

	/** Whether the body is over and this only waits for the far side's end. */
	boolean leaving() {
		return this.stage.compareTo(Stage.LEAVE) >= 0 && this.stage != Stage.LEFT;
	}

	/** As {@code io.tractor.runtime.Conclusion}, for a body that owes no value. */
	Thrown raised() {
		boolean failed = this.side.hasFailed();
		if (this.thrown == null || this.thrown == Thrown.FAILURE || this.thrown == Thrown.OWN) {
			return failed ? Thrown.RELAYED : null;
		}
		return (this.thrown == Thrown.SCOPE && failed) ? Thrown.RELAYED : this.thrown;
	}

	/** What the body threw, or what cut it or the leaving off. */
	Thrown thrown() {
		return this.thrown;
	}

	@Override
	public boolean ended() {
		return this.stage == Stage.LEFT;
	}

	@Override
	public boolean canGo() {
		ParentDialog dialog = this.side.dialog;
		return switch (this.stage) {
			case AWAIT_STARTED ->
				this.side.scopeEffective() || dialog.started() || dialog.bodyCutOff() || dialog.end() != null;
			case BODY -> this.body.canGo();
			case JOIN -> this.helper.ended();
			case LEAVE, LOOK_FIRST, LEAVE_SILENTLY, ASK, LOOK -> true;
			case AWAIT_END ->
				dialog.end() != null || dialog.bodyCutOff() || dialog.cancelCalled() || this.side.aroundCancelled();
			case AWAIT_END_OR_ABANDON -> dialog.end() != null || dialog.abandoned();
			case LEFT -> false;
		};
	}

	@Override
	public Patience patience() {
		return switch (this.stage) {
			case BODY -> this.body.patience();
			case AWAIT_END_OR_ABANDON -> canGo() ? Patience.ENDLESS : Patience.FAR_END;
			case AWAIT_STARTED, JOIN, LEAVE, LOOK_FIRST, LEAVE_SILENTLY, ASK, LOOK, AWAIT_END, LEFT -> Patience.ENDLESS;
		};
	}

	@Override
	public void giveUp() {
		if (this.stage == Stage.BODY) {
			this.body.giveUp();
			bodyStepped();
		}
		else {
			this.side.update(ParentDialog::abandon);
			left();
		}
	}

	@Override
	public void go() {
		ParentDialog dialog = this.side.dialog;
		switch (this.stage) {
			case AWAIT_STARTED -> awaitStarted(dialog);
			case BODY -> {
				this.body.go();
				bodyStepped();
			}
			case JOIN -> joined();
			case LEAVE -> {
				this.side.stopWished = true;
				this.side.update(ParentDialog::leave);
				this.stage = Stage.LOOK_FIRST;
			}
			case LOOK_FIRST -> this.stage = (this.side.asked || dialog.end() != null) ? Stage.LOOK : Stage.AWAIT_END;
			case AWAIT_END -> {
				this.thrown = this.side.aroundCancelled() ? Thrown.SCOPE : null;
				this.stage = (this.thrown != null) ? Stage.LEAVE_SILENTLY : Stage.LOOK;
			}
			case LEAVE_SILENTLY -> {
				this.side.update(ParentDialog::leaveSilently);
				this.stage = Stage.ASK;
				if (this.side.held && dialog.end() != null) {
					left();
				}
			}
			case ASK -> {
				ask();
				this.stage = Stage.LOOK;
			}
			case LOOK -> {
				this.side.asked |= dialog.failure() != null || dialog.cancelCalled();
				if (this.side.asked) {
					this.stage = Stage.AWAIT_END_OR_ABANDON;
				}
				else {
					left();
				}
			}
			case AWAIT_END_OR_ABANDON -> left();
			case LEFT -> throw new IllegalStateException("It has left");
		}
	}

	private void awaitStarted(ParentDialog dialog) {
		if (this.side.scopeEffective()) {
			leave(this.side.hasFailed() ? Thrown.FAILURE : Thrown.SCOPE);
		}
		else if (dialog.bodyCutOff() || !dialog.started()) {
			leave(this.side.cutOff());
		}
		else {
			this.stage = Stage.BODY;
			this.body.begin();
			this.helper.begin();
			this.bystander.begin();
			bodyStepped();
		}
	}

	private void bodyStepped() {
		if (this.body.ended()) {
			this.stage = Stage.JOIN;
			if (this.helper.ended()) {
				joined();
			}
		}
	}

	private void joined() {
		Thrown own = this.body.thrown();
		Thrown other = this.helper.thrown();
		leave((own == null || (own == Thrown.SCOPE && other != null)) ? other : own);
	}

	private void leave(Thrown thrown) {
		if (this.side.shutDown && !this.side.held) {
			ask();
		}
		this.thrown = thrown;
		this.stage = (thrown != null || this.side.held) ? Stage.LEAVE_SILENTLY : Stage.LEAVE;
	}

	private void left() {
		this.stage = Stage.LEFT;
		this.side.left = true;
		this.side.transitioned();
	}

	@Override
	public String doing() {
		return (this.stage == Stage.BODY) ? this.body.doing() : "parent " + this.stage;
	}

	@Override
	public void addTo(Fingerprint fingerprint) {
		fingerprint.add(this.stage.ordinal());
		fingerprint.add((this.thrown != null) ? this.thrown.ordinal() : -1);
		this.body.addTo(fingerprint);
	}

	private enum Stage {

		AWAIT_STARTED, BODY, JOIN, LEAVE, LOOK_FIRST, AWAIT_END, LEAVE_SILENTLY, ASK, LOOK, AWAIT_END_OR_ABANDON, LEFT

	}

}
