package io.tractor.dialog;

import java.util.List;

import io.tractor.dialog.ChildDialog.Interruption;

/**
 * A task that runs a script.
 */
final class Body implements SimulatedTask {

	private final String name;

	private final SideModel<?> side;

	/** The other side, or null if it keeps no rules. */
	private final SideModel<?> far;

	private final List<Op> script;

	/** Whether the side's scope is around it. */
	private final boolean scoped;

	private boolean begun;

	private boolean ended;

	private int index;

	private int progress;

	/** Where the block of the stream begins that this is in, or -1. */
	private int block = -1;

	/** What flies out of the stream's block, which is to be aborted first. */
	private Thrown aborting;

	private Thrown thrown;

	/** The context that the task opens. */
	private Nested nested;

	Body(String name, SideModel<?> side, SideModel<?> far, List<Op> script, boolean scoped) {
		this.name = name;
		this.side = side;
		this.far = far;
		this.script = script;
		this.scoped = scoped;
	}

	/** Says what the task opens where its script says so. */
	void opens(Nested nested) {
		this.nested = nested;
	}

	void begin() {
		this.begun = true;
		this.ended = this.script.isEmpty();
	}

	boolean begun() {
		return this.begun;
	}

	@Override
	public boolean ended() {
		return this.ended;
	}

	/** What came out of it, or null. */
	Thrown thrown() {
		return this.thrown;
	}

	/** What it does next, or null. */
	Op next() {
		return (this.begun && !this.ended && this.aborting == null) ? this.script.get(this.index) : null;
	}

	boolean waiting(Op.Kind kind) {
		Op next = next();
		return next != null && next.kind() == kind && !canGo();
	}

	@Override
	public boolean canGo() {
		if (!this.begun || this.ended) {
			return false;
		}
		if (this.aborting != null) {
			return true;
		}
		return switch (next().kind()) {
			case SEND -> cancelled() || this.side.dialog.sendState() != SendState.FULL;
			case RECEIVE, ITERATE, MISREAD -> cancelled() || this.side.dialog.receiveState() != ReceiveState.EMPTY;
			case SLEEP, FOREVER -> cancelled();
			case STUBBORN -> stubbornnessEnds();
			case CANCEL -> this.progress < 2 || cancelled() || this.side.dialog.end() != null;
			case RESULT -> this.progress == 0 || cancelled() || parent().resolved();
			case NEST -> this.progress == 0 || this.nested.ended();
			case STARTED, OPEN, HANDLE, CLOSE, ABORT, PUSH, FLOOD, FAIL, CHECKPOINT, WORK, THROW -> true;
		};
	}

	private boolean stubbornnessEnds() {
		ChildDialog dialog = (ChildDialog) this.side.dialog;
		return dialog.abandoned() || dialog.interruption() instanceof Interruption.Lost;
	}

	@Override
	public Patience patience() {
		Op next = next();
		if (next == null || canGo()) {
			return (next != null && next.kind() == Op.Kind.SLEEP) ? Patience.OF_ITS_OWN : Patience.ENDLESS;
		}
		return switch (next.kind()) {
			case SEND -> Patience.CREDIT;
			case SLEEP -> Patience.OF_ITS_OWN;
			case CANCEL -> Patience.ACKNOWLEDGEMENT;
			case RESULT -> parent().asked ? Patience.FAR_END : Patience.ENDLESS;
			case STARTED, OPEN, HANDLE, CLOSE, ABORT, PUSH, FLOOD, RECEIVE, ITERATE, MISREAD, FAIL, CHECKPOINT, WORK,
					FOREVER, STUBBORN, NEST, THROW ->
				Patience.ENDLESS;
		};
	}

	@Override
	public void giveUp() {
		switch (next().kind()) {
			case SEND -> settle(this.side.failed(this.side.overrun()));
			case RESULT -> this.side.update((dialog) -> ((ParentDialog) dialog).abandon());
			default -> settle(null);
		}
	}

	@Override
	public void go() {
		if (this.aborting != null) {
			abort();
			Thrown thrown = this.aborting;
			int block = this.block;
			this.aborting = null;
			this.block = -1;
			fly(thrown, block);
			return;
		}
		switch (next().kind()) {
			case STARTED -> settle(started());
			case OPEN, HANDLE -> open();
			case CLOSE -> {
				this.side.stopWished |= this.side.dialog.streamOpen();
				this.side.update(Dialog::closeStream);
				this.block = -1;
				settle(null);
			}
			case ABORT -> {
				abort();
				settle(null);
			}
			case SEND, PUSH, FLOOD -> send();
			case RECEIVE, ITERATE, MISREAD -> receive();
			case FAIL -> settle(this.side.failed(this.side.mistyped()));
			case CHECKPOINT, SLEEP, FOREVER -> settle(checkpoint());
			case WORK, STUBBORN -> settle(null);
			case CANCEL -> cancel();
			case RESULT -> awaitResult();
			case NEST -> nest();
			case THROW -> settle(Thrown.APPLICATION);
		}
	}

	private void nest() {
		if (this.progress > 0) {
			settle(this.nested.raised());
		}
		else if (cancelled()) {
			settle(Thrown.SCOPE);
		}
		else {
			this.nested.begin();
			this.progress = 1;
		}
	}

	private void abort() {
		this.side.aborted |= this.side.dialog.streamOpen();
		this.side.update(Dialog::abortStream);
	}

	private boolean cancelled() {
		return this.scoped && this.side.scopeEffective();
	}

	/** A checkpoint at which the dialog's own end has precedence over the scope's. */
	private Thrown checkpoint() {
		if (!cancelled()) {
			return null;
		}
		return this.side.dialog.cutOff() ? this.side.cutOff() : Thrown.SCOPE;
	}

	private Thrown started() {
		Thrown thrown = checkpoint();
		Violation.unless(
				thrown != null || this.side.dialog.end() != null
						|| ((ChildDialog) this.side.dialog).phase() != ChildDialog.Phase.ARRIVED,
				() -> "a task runs that was not accepted");
		return (thrown != null) ? thrown
				: attempt(() -> this.side.update((dialog) -> ((ChildDialog) dialog).started(new byte[] { 1 })));
	}

	private void open() {
		Op op = next();
		Thrown thrown = this.side.dialog.cutOff() ? this.side.cutOff() : attempt(() -> open(op));
		if (thrown != null) {
			fly(thrown, (op.kind() == Op.Kind.OPEN) ? this.index : -1);
			return;
		}
		this.block = (op.kind() == Op.Kind.OPEN) ? this.index : -1;
		settle(null);
	}

	private void open(Op op) {
		if (op.buffer() > 0) {
			this.side.open(op.buffer(), op.beyond());
		}
		else {
			this.side.update(Dialog::openStream);
		}
	}

	private static Thrown attempt(Runnable action) {
		try {
			action.run();
			return null;
		}
		catch (IllegalStateException ex) {
			return Thrown.STATE;
		}
	}

	private void send() {
		Thrown thrown = checkpoint();
		if (thrown != null) {
			settle(thrown);
			return;
		}
		switch (this.side.dialog.admit()) {
			case ADMITTED -> sent();
			case CLOSED -> settle(Thrown.STATE);
			case FAR_END -> settle(Thrown.END);
			case CUT_OFF -> settle(this.side.cutOff());
			case FULL -> {
				switch (next().kind()) {
					case PUSH -> settle(this.side.failed(this.side.overrun()));
					case FLOOD -> {
						this.side.floods = true;
						sent();
					}
					default -> throw new Violation("a sender that has no credit was woken");
				}
			}
		}
	}

	private void sent() {
		this.side.out.value(++this.side.sent);
		if (++this.progress == next().count()) {
			settle(null);
		}
	}

	private void receive() {
		Op.Kind kind = next().kind();
		Thrown thrown = checkpoint();
		if (thrown == null) {
			thrown = switch (this.side.dialog.receiveState()) {
				case READY -> null;
				case EMPTY -> throw new Violation("a receiver that has no value was woken");
				case CLOSED -> Thrown.STATE;
				case END -> Thrown.END;
				case CUT_OFF -> this.side.cutOff();
			};
		}
		if (thrown == null) {
			taken(kind);
			return;
		}
		if (thrown == Thrown.END && this.far != null) {
			Violation.unless(this.side.received == this.far.sent, () -> this.name + " has the end of the stream after "
					+ this.side.received + " of " + this.far.sent);
			Violation.unless(this.far.stopWished || this.far.dialog.end() instanceof End.Returned,
					() -> this.name + " has an end of the stream that the far side did not wish");
		}
		boolean iterated = kind == Op.Kind.ITERATE && (thrown == Thrown.END || thrown == Thrown.OWN);
		settle(iterated ? null : thrown);
	}

	private void taken(Op.Kind kind) {
		int value = this.side.take();
		Violation.unless(value == this.side.received,
				() -> this.name + " received value " + value + " as its " + this.side.received + ".");
		if (kind == Op.Kind.MISREAD) {
			settle(this.side.failed(this.side.mistyped()));
		}
		else if (kind == Op.Kind.RECEIVE && ++this.progress == next().count()) {
			settle(null);
		}
	}

	private void cancel() {
		if (this.side instanceof ChildModel) {
			this.side.update((dialog) -> ((ChildDialog) dialog).cancel(dialog.self()));
			settle(null);
		}
		else if (this.progress == 0) {
			boolean[] asked = new boolean[1];
			this.side.update((dialog) -> asked[0] = ((ParentDialog) dialog).cancel());
			if (asked[0]) {
				this.progress = 1;
			}
			else {
				settle(null);
			}
		}
		else if (this.progress == 1) {
			parent().asked = true;
			this.progress = 2;
		}
		else {
			settle(waited());
		}
	}

	private void awaitResult() {
		if (this.progress == 0) {
			this.side.stopWished |= !this.side.dialog.streamOpen();
			this.side.aborted = false;
			this.side.update((dialog) -> ((ParentDialog) dialog).awaitResult());
			this.progress = 1;
			return;
		}
		Thrown thrown = waited();
		settle((thrown == null && parent().hasFailed()) ? Thrown.FAILURE : thrown);
	}

	/** As {@code ParentSide.awaitHere} when its wait is over. */
	private Thrown waited() {
		if (!cancelled()) {
			return null;
		}
		return parent().hasFailed() ? Thrown.FAILURE : Thrown.SCOPE;
	}

	private ParentModel parent() {
		return (ParentModel) this.side;
	}

	/** Ends an operation. */
	private void settle(Thrown thrown) {
		if (thrown == null || next().guarded() && next().kind() != Op.Kind.OPEN) {
			goOnAt(this.index + 1);
		}
		else if (this.block >= 0) {
			this.aborting = thrown;
		}
		else {
			fly(thrown, -1);
		}
	}

	/** Lets an exception fly out of the stream's block that begins at an index. */
	private void fly(Thrown thrown, int block) {
		if (block >= 0 && this.script.get(block).guarded()) {
			int close = block;
			while (close < this.script.size() && this.script.get(close).kind() != Op.Kind.CLOSE) {
				close++;
			}
			goOnAt(close + 1);
			return;
		}
		if (block < 0 && this.aborting == null && next() != null && next().guarded()) {
			goOnAt(this.index + 1);
			return;
		}
		this.thrown = thrown;
		this.ended = true;
		this.side.siblingFailed |= this.scoped;
	}

	private void goOnAt(int index) {
		this.index = index;
		this.progress = 0;
		this.ended = index >= this.script.size();
	}

	@Override
	public String doing() {
		if (this.aborting != null) {
			return this.name + " aborts its stream because of " + this.aborting;
		}
		Op next = next();
		return this.name + " "
				+ ((next != null) ? next + ((this.progress > 0) ? " (" + this.progress + " done)" : "") : "has ended");
	}

	@Override
	public void addTo(Fingerprint fingerprint) {
		fingerprint.add(this.begun);
		fingerprint.add(this.ended);
		fingerprint.add(this.index);
		fingerprint.add(this.progress);
		fingerprint.add(this.block);
		fingerprint.add((this.aborting != null) ? this.aborting.ordinal() : -1);
		fingerprint.add((this.thrown != null) ? this.thrown.ordinal() : -1);
	}

	/**
	 * A context that a task opens.
	 */
	interface Nested {

		void begin();

		/** Whether the task has left it. */
		boolean ended();

		/** What is raised out of it, or null. */
		Thrown raised();

	}

}
