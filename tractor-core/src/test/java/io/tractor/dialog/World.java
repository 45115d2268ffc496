package io.tractor.dialog;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import io.tractor.ActorId;
import io.tractor.RemoteError;
import io.tractor.dialog.Program.Circumstance;
import io.tractor.dialog.Program.Role;
import io.tractor.dialog.SimulatedTask.Patience;
import io.tractor.protocol.Msg;

/**
 * Both sides, the wire between them and the tasks on them: which steps can be taken, and
 * what each does. If the child opens a context of its own, that is another world inside,
 * of a third actor.
 */
final class World implements Body.Nested {

	/** Twice the index of a task, and one more to let it give its wait up. */
	static final int TASKS = 10;

	static final int POLL_PARENT = TASKS;

	static final int POLL_CHILD = TASKS + 1;

	static final int DELIVER_TO_CHILD = TASKS + 2;

	static final int DELIVER_TO_PARENT = TASKS + 3;

	static final int CUT_PARENT = TASKS + 4;

	static final int CUT_CHILD = TASKS + 5;

	static final int LOSE = TASKS + 6;

	static final int LOSE_PARENT = TASKS + 7;

	static final int LOSE_CHILD = TASKS + 8;

	static final int OUTER = TASKS + 9;

	static final int THIRD = TASKS + 10;

	static final int CLOSING = TASKS + 11;

	static final int CLOSED = TASKS + 12;

	static final int EXPIRE = TASKS + 13;

	static final int FAIL_PARENT = TASKS + 14;

	static final int FAIL_CHILD = TASKS + 15;

	/** From here on, the steps of the world inside. */
	static final int INNER = TASKS + 16;

	static final int STEPS = 2 * INNER;

	final Program program;

	final ParentModel parent;

	final ChildModel child;

	final ParentTask parentTask;

	final ChildTask childTask;

	final Body parentBody;

	final Body childBody;

	final List<Body> bodies;

	private final SimulatedTask[] tasks;

	private final Invariants invariants;

	boolean lost;

	private boolean thirdCancelled;

	private boolean closingPending;

	private boolean parentFailed;

	private boolean childFailed;

	/** What the child has opened, once it has. */
	private World inner;

	private StringBuilder trace;

	World(Program program) {
		this(program, SideModel.PARENT, program.has(Circumstance.OURSELVES) ? SideModel.PARENT : SideModel.CHILD,
				() -> false);
	}

	private World(Program program, ActorId near, ActorId far, BooleanSupplier around) {
		this.program = program;
		this.parent = new ParentModel(near, program.parentWindow(), program.has(Circumstance.HELD), around);
		this.child = new ChildModel(far, program.childWindow());
		this.parentBody = body(Role.PARENT, true);
		Body parentHelper = body(Role.PARENT_TASK, true);
		Body bystander = body(Role.BYSTANDER, false);
		this.childBody = body(Role.CHILD, true);
		Body childHelper = body(Role.CHILD_TASK, true);
		this.bodies = List.of(this.parentBody, parentHelper, bystander, this.childBody, childHelper);
		this.parentTask = new ParentTask(this.parent, this.parentBody, parentHelper, bystander);
		this.childTask = new ChildTask(this.child, this.childBody, childHelper, program.has(Circumstance.REFUSED),
				this::relayed);
		this.childBody.opens(this);
		this.tasks = new SimulatedTask[] { this.parentTask, parentHelper, bystander, this.childTask, childHelper };
		this.invariants = new Invariants(this);
		this.parent.update((dialog) -> dialog.start(start(program, near)));
	}

	static Msg.Start start(Program program, ActorId caller) {
		return new Msg.Start(1, "id", caller, "cbor", Map.of(), null, program.parentWindow());
	}

	private Body body(Role role, boolean scoped) {
		boolean ofParent = role.compareTo(Role.CHILD) < 0;
		return new Body(role.text(), ofParent ? this.parent : this.child, ofParent ? this.child : this.parent,
				this.program.script(role), scoped);
	}

	void traced() {
		this.trace = new StringBuilder();
	}

	String trace() {
		return String.valueOf(this.trace);
	}

	// The world inside

	World inner() {
		return this.inner;
	}

	@Override
	public void begin() {
		Violation.unless(this.inner == null, () -> "nests twice");
		this.inner = new World(this.program.inner(), this.child.dialog.self(), SideModel.LEAF,
				this.child::scopeEffective);
	}

	@Override
	public boolean ended() {
		return this.inner.parentTask.ended();
	}

	@Override
	public Thrown raised() {
		return this.inner.parentTask.raised();
	}

	/** Whether the child is in the world inside. */
	boolean nests() {
		return this.childBody.waiting(Op.Kind.NEST);
	}

	/** The failure of the world inside. */
	private RemoteError relayed() {
		return this.inner.parent.error();
	}

	// What can happen

	/**
	 * Finds the steps that can be taken now.
	 * @param steps where to put them
	 * @return how many there are; none at the end
	 */
	int enabled(int[] steps) {
		int count = able(steps, 0, 0);
		if (this.inner != null) {
			count = this.inner.able(steps, count, INNER);
		}
		if (count == 0) {
			count = late(steps);
		}
		boolean stuck = count == 0;
		boolean over = stuck && allEnded();
		if (stuck && !over) {
			this.invariants.stuck();
			if (this.inner != null) {
				this.inner.invariants.stuck();
			}
		}
		count = disturbances(steps, count, 0, over);
		return (this.inner != null) ? this.inner.disturbances(steps, count, INNER, over) : count;
	}

	/** What happens because of what was done. */
	private int able(int[] steps, int from, int base) {
		int count = from;
		for (int i = 0; i < this.tasks.length; i++) {
			if (this.tasks[i].canGo()) {
				steps[count++] = base + 2 * i;
			}
			if (givesUp(this.tasks[i].patience())) {
				steps[count++] = base + 2 * i + 1;
			}
		}
		return wire(steps, count, base);
	}

	private boolean givesUp(Patience patience) {
		return switch (patience) {
			case ENDLESS -> false;
			case OF_ITS_OWN -> true;
			case ACKNOWLEDGEMENT -> this.program.has(Circumstance.UNACKED);
			case CREDIT -> this.program.has(Circumstance.OVERRUN);
			case FAR_END -> this.program.has(Circumstance.ABANDON);
		};
	}

	private int wire(int[] steps, int from, int base) {
		int count = from;
		count = add(steps, count, !this.lost && this.parent.out.queued(), base + POLL_PARENT);
		count = add(steps, count, !this.lost && this.child.out.queued(), base + POLL_CHILD);
		count = add(steps, count, this.parent.out.underWay() && !this.child.cutPending(), base + DELIVER_TO_CHILD);
		count = add(steps, count, this.child.out.underWay() && !this.parent.cutPending(), base + DELIVER_TO_PARENT);
		count = add(steps, count, this.parent.cutPending(), base + CUT_PARENT);
		count = add(steps, count, this.closingPending, base + CLOSED);
		count = add(steps, count, this.child.cutPending(), base + CUT_CHILD);
		count = add(steps, count, this.parent.lossPending && !this.parent.cutPending(), base + LOSE_PARENT);
		boolean childLoses = this.child.lossPending || (this.parent.withdrawn && this.child.dialog.end() == null);
		return add(steps, count, childLoses && !this.child.cutPending(), base + LOSE_CHILD);
	}

	private int disturbances(int[] steps, int from, int base, boolean over) {
		int count = from;
		count = add(steps, count, !over && !this.lost && this.program.has(Circumstance.LOSS), base + LOSE);
		count = add(steps, count,
				!this.parent.outerCancelled && !this.parentTask.ended() && this.program.has(Circumstance.OUTER),
				base + OUTER);
		count = add(steps, count,
				!this.parent.shutDown && !this.parentTask.ended() && this.program.has(Circumstance.CLOSING),
				base + CLOSING);
		count = add(steps, count, this.program.has(Circumstance.DEADLINE) && !this.child.expired
				&& !this.childTask.ended() && this.child.dialog.phase() != ChildDialog.Phase.EXPECTED, base + EXPIRE);
		count = add(steps, count,
				this.program.has(Circumstance.PARENT_DEADLINE) && !this.parentFailed && !this.parentTask.ended(),
				base + FAIL_PARENT);
		count = add(steps, count, this.program.has(Circumstance.CHILD_FAILS) && !this.childFailed
				&& !this.childTask.ended() && this.child.dialog.phase() != ChildDialog.Phase.EXPECTED,
				base + FAIL_CHILD);
		return add(steps, count,
				!this.thirdCancelled && !this.childTask.ended() && this.program.has(Circumstance.THIRD), base + THIRD);
	}

	/** What happens only when nothing else can: the longest waits of all end. */
	private int late(int[] steps) {
		int count = late(steps, Circumstance.OVERRUN_LATE, Patience.CREDIT);
		if (count == 0) {
			count = late(steps, Circumstance.ABANDON_LATE, Patience.FAR_END);
		}
		if (count == 0 && !allEnded() && this.program.has(Circumstance.RESCUE) && !this.parent.outerCancelled) {
			this.invariants.stuck();
			steps[count++] = OUTER;
		}
		return count;
	}

	private int late(int[] steps, Circumstance circumstance, Patience patience) {
		int count = this.program.has(circumstance) ? late(steps, 0, 0, patience) : 0;
		boolean too = this.inner != null && this.inner.program.has(circumstance);
		return too ? this.inner.late(steps, count, INNER, patience) : count;
	}

	private int late(int[] steps, int from, int base, Patience patience) {
		int count = from;
		for (int i = 0; i < this.tasks.length; i++) {
			if (this.tasks[i].patience() == patience) {
				this.invariants.patienceEnds(patience);
				steps[count++] = base + 2 * i + 1;
			}
		}
		return count;
	}

	private static int add(int[] steps, int count, boolean enabled, int step) {
		if (enabled) {
			steps[count] = step;
			return count + 1;
		}
		return count;
	}

	/** Whether nobody has anything left to do. */
	boolean allEnded() {
		if (!this.parentTask.ended() || !this.childTask.ended()) {
			return false;
		}
		for (Body body : this.bodies) {
			if (body.begun() && !body.ended()) {
				return false;
			}
		}
		return this.inner == null || this.inner.allEnded();
	}

	// What happens

	/** Takes steps that were taken before, up to a state that is known to be good. */
	void retrace(int[] steps, int count) {
		for (int i = 0; i < count; i++) {
			take(steps[i]);
		}
		hold();
	}

	void perform(int step) {
		if (this.trace != null) {
			this.trace.append(String.format("%3d  ", step)).append(describe(step)).append('\n');
		}
		take(step);
		if (this.trace != null) {
			this.trace.append("         ").append(this).append('\n');
		}
		hold();
	}

	private void hold() {
		this.invariants.hold();
		if (this.inner != null) {
			this.inner.invariants.hold();
			this.invariants.holdAlong(this.inner);
		}
	}

	private void take(int step) {
		if (step >= INNER) {
			this.inner.take(step - INNER);
		}
		else if (step >= TASKS) {
			happen(step);
		}
		else if (step % 2 == 0) {
			this.tasks[step / 2].go();
		}
		else {
			this.tasks[step / 2].giveUp();
		}
	}

	private void happen(int step) {
		switch (step) {
			case POLL_PARENT -> this.parent.out.poll();
			case POLL_CHILD -> this.child.out.poll();
			case DELIVER_TO_CHILD -> this.child.deliver(this.parent.out);
			case DELIVER_TO_PARENT -> this.parent.deliver(this.child.out);
			case CUT_PARENT -> this.parent.transitioned();
			case CUT_CHILD -> this.child.transitioned();
			case LOSE -> {
				this.lost = true;
				this.parent.out.lose();
				this.child.out.lose();
				this.parent.lossPending = true;
				this.child.lossPending = true;
			}
			case LOSE_PARENT -> this.parent.lose();
			case LOSE_CHILD -> this.child.lose();
			case OUTER -> this.parent.outerCancelled = true;
			case EXPIRE -> {
				this.child.expired = true;
				this.child.scopeCancelled = true;
			}
			case FAIL_PARENT -> {
				this.parentFailed = true;
				this.parent.failed(this.parent.late());
			}
			case FAIL_CHILD -> {
				this.childFailed = true;
				this.child.dialog.fail(this.child.late());
			}
			case CLOSING -> {
				this.parent.shutDown = true;
				this.parent.scopeCancelled = true;
				this.closingPending = true;
			}
			case CLOSED -> {
				this.closingPending = false;
				this.parentTask.shutDown();
			}
			case THIRD -> {
				this.thirdCancelled = true;
				this.child.dialog.cancel(SideModel.THIRD);
			}
			default -> throw new IllegalArgumentException("No step " + step);
		}
	}

	private String describe(int step) {
		if (step >= INNER) {
			return "inside: " + this.inner.describe(step - INNER);
		}
		if (step < TASKS) {
			return this.tasks[step / 2].doing() + ((step % 2 == 0) ? "" : ": gives up waiting");
		}
		return switch (step) {
			case POLL_PARENT -> "the parent's frame goes on the wire";
			case POLL_CHILD -> "the child's frame goes on the wire";
			case DELIVER_TO_CHILD -> "the child takes what has arrived";
			case DELIVER_TO_PARENT -> "the parent takes what has arrived";
			case CUT_PARENT -> "the parent's body is cut off";
			case CUT_CHILD -> "the child's task is cut off";
			case LOSE -> "the link breaks";
			case LOSE_PARENT -> "the parent learns of the loss";
			case LOSE_CHILD -> "the child learns of the loss";
			case OUTER -> "the scope around open is cancelled";
			case THIRD -> "a third actor cancels the child";
			case EXPIRE -> "the child's deadline passes";
			case FAIL_PARENT -> "the parent finds that its deadline has passed";
			case FAIL_CHILD -> "something is found on the child's side";
			case CLOSING -> "the parent's actor closes and cuts the body off";
			case CLOSED -> "the parent's actor asks the far side to end if the body has left";
			default -> "step " + step;
		};
	}

	/** Checks what must be true when no step can be taken. */
	void finished() {
		this.invariants.holdAtEnd();
		if (this.inner != null) {
			this.inner.invariants.holdAtEnd();
		}
	}

	long fingerprint() {
		Fingerprint fingerprint = new Fingerprint();
		this.parent.addTo(fingerprint);
		this.child.addTo(fingerprint);
		for (SimulatedTask task : this.tasks) {
			task.addTo(fingerprint);
		}
		fingerprint.add(this.lost);
		fingerprint.add(this.thirdCancelled);
		fingerprint.add(this.closingPending);
		fingerprint.add(this.parentFailed);
		fingerprint.add(this.childFailed);
		if (this.inner != null) {
			fingerprint.add(this.inner.fingerprint());
		}
		return fingerprint.value();
	}

	@Override
	public String toString() {
		return "parent " + this.parent.dialog.phase() + " " + text(this.parent.dialog.end()) + ", child "
				+ this.child.dialog.phase() + " " + text(this.child.dialog.end()) + "; " + this.parent.out + "; "
				+ this.child.out + ((this.inner != null) ? "\n         inside: " + this.inner : "");
	}

	private static String text(End end) {
		if (end instanceof End.Failed failed) {
			return "Failed(" + failed.error().kind() + ")";
		}
		return (end != null) ? end.getClass().getSimpleName() : "-";
	}

}
