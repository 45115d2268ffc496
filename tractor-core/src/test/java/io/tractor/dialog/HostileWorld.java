package io.tractor.dialog;

import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

import io.tractor.RemoteError;
import io.tractor.dialog.ChildDialog.Interruption;
import io.tractor.dialog.Program.Circumstance;
import io.tractor.dialog.Program.Role;
import io.tractor.dialog.SimulatedTask.Patience;

/**
 * One side with its task, and a {@link HostilePeer} for the other. All of it is decided
 * by a seed for the task's program, and by choices.
 */
final class HostileWorld {

	private static final int SAYINGS = 24;

	private static final int PROGRAMS = 1 << 16;

	private static final int[] WINDOWS = { 1, 2, 3, 4, 64 };

	private final Choices choices;

	private final SideModel<?> side;

	private final SimulatedTask task;

	private final HostilePeer peer;

	private final StringBuilder trace = new StringBuilder();

	private final boolean traced;

	private End end;

	private HostileWorld(Role role, long seed, Choices choices, boolean traced) {
		this.choices = choices;
		this.traced = traced;
		Program program = ProgramGenerator.program(seed);
		if (role == Role.PARENT) {
			ParentModel parent = new ParentModel(SideModel.PARENT, program.parentWindow(),
					program.has(Circumstance.HELD), () -> false);
			Body none = new Body("nobody", parent, null, List.of(), true);
			none.begin();
			this.side = parent;
			this.task = new ParentTask(parent, new Body("parent", parent, null, program.script(role), true), none,
					none);
			parent.update((dialog) -> dialog.start(World.start(program, SideModel.PARENT)));
		}
		else {
			ChildModel child = new ChildModel(SideModel.CHILD, program.childWindow());
			Body none = new Body("nobody", child, null, List.of(), true);
			none.begin();
			this.side = child;
			this.task = new ChildTask(child, new Body("child", child, null, program.script(role), true), none, false,
					() -> null);
		}
		this.peer = new HostilePeer(this.side, WINDOWS[this.choices.nextInt(WINDOWS.length)], this.choices);
		trace(program::toString);
	}

	/**
	 * Runs a good side against a hostile one.
	 * @param role the good side
	 * @param seed decides what it does and what is done to it
	 * @return the good side
	 */
	static SideModel<?> run(Role role, long seed) {
		try {
			return new HostileWorld(role, seed, Choices.seeded(seed), false).run();
		}
		catch (RuntimeException | AssertionError ex) {
			throw new Violation("The replay does not fail: " + ex + "\n" + replay(role, seed), ex);
		}
	}

	/**
	 * Runs it once more.
	 * @param role the good side
	 * @param seed the seed
	 * @return the trace
	 */
	static String replay(Role role, long seed) {
		return new HostileWorld(role, seed, Choices.seeded(seed), true)
			.traced("To see it again: -Dtractor.explore.hostile=" + role + ":" + seed);
	}

	/**
	 * Runs a good side against a hostile one.
	 * @param input says which side is the good one, what it does and what is done to it
	 */
	static void run(byte[] input) {
		try {
			of(input, false).run();
		}
		catch (RuntimeException | AssertionError ex) {
			of(input, true).traced("Of " + HexFormat.of().formatHex(input));
			throw new Violation("The replay does not fail: " + ex, ex);
		}
	}

	private static HostileWorld of(byte[] input, boolean traced) {
		Choices choices = Choices.of(input);
		Role role = choices.nextBoolean() ? Role.PARENT : Role.CHILD;
		return new HostileWorld(role, choices.nextInt(PROGRAMS), choices, traced);
	}

	private String traced(String how) {
		try {
			run();
		}
		catch (RuntimeException | AssertionError ex) {
			throw new Violation(ex.getMessage() + "\n" + how + "\n" + this.trace, ex);
		}
		return this.trace.toString();
	}

	private SideModel<?> run() {
		int sayings = this.choices.nextInt(SAYINGS);
		while (sayings > 0 || this.side.cutPending() || this.task.canGo()) {
			step(sayings > 0);
			if (sayings > 0 && this.choices.nextBoolean()) {
				sayings--;
				speak();
			}
		}
		trace(() -> "the peer breaks off");
		this.side.lose();
		check();
		goOn();
		if (!this.task.ended() && this.side instanceof ParentModel parent) {
			trace(() -> "the scope around open is cancelled");
			parent.outerCancelled = true;
			goOn();
		}
		Violation.unless(this.task.ended(), () -> "stuck: " + this.task.doing());
		Violation.unless(this.side.dialog.end() != null, () -> "no end");
		return this.side;
	}

	private void goOn() {
		while (this.side.cutPending() || this.task.canGo() || impatient()) {
			step(false);
		}
	}

	private void speak() {
		if (this.side.cutPending()) {
			return;
		}
		Object said = this.peer.speak();
		trace(() -> "the peer says: " + said);
		check();
	}

	private void step(boolean patient) {
		if (this.side.out.queued() && this.choices.nextBoolean()) {
			this.side.out.poll();
			this.side.out.lose();
		}
		if (this.side.cutPending()) {
			this.side.transitioned();
			trace(() -> "is cut off");
		}
		else if (this.task.canGo()) {
			trace(() -> this.task.doing());
			this.task.go();
		}
		else if (impatient() && (!patient || this.choices.nextInt(8) == 0)) {
			trace(() -> this.task.doing() + ": gives up waiting");
			this.task.giveUp();
		}
		check();
	}

	private boolean impatient() {
		return this.task.patience() != Patience.ENDLESS;
	}

	private void check() {
		Dialog dialog = this.side.dialog;
		Violation.unless(this.end == null || this.end == dialog.end(), () -> "the end changed");
		this.end = dialog.end();
		Violation.unless(dialog.buffered() >= 0 && dialog.buffered() <= this.side.room,
				() -> "buffers " + dialog.buffered() + " of " + this.side.room);
		Violation.unless(dialog.buffered() == this.side.inboxSize() || this.end != null,
				() -> "counts " + dialog.buffered() + " and has " + this.side.inboxSize());
		RemoteError failure = failure();
		boolean blamed = failure != null && blames(failure);
		Violation.unless(!this.peer.legal() || !blamed, () -> "blames a peer that did nothing: " + failure);
		Violation.unless(this.peer.legal() || failure != null || cutOffBefore(),
				() -> "overlooks that the peer broke the rules");
	}

	private RemoteError failure() {
		if (this.side instanceof ParentModel parent) {
			return (parent.dialog.failure() == null && parent.dialog.end() instanceof End.Failed failed)
					? failed.error() : parent.dialog.failure();
		}
		return (((ChildDialog) this.side.dialog).interruption() instanceof Interruption.Failed failed) ? failed.error()
				: null;
	}

	/** Whether a failure was found here and is the peer's fault. */
	private static boolean blames(RemoteError failure) {
		String message = failure.message();
		return message != null && (message.contains("broke the protocol") || message.contains("more than the")
				|| message.contains("returned without started"));
	}

	/** Whether something else came first, which the parent side keeps as well. */
	private boolean cutOffBefore() {
		return this.side.dialog instanceof ChildDialog child && (child.end() != null || child.interruption() != null);
	}

	private void trace(Supplier<String> line) {
		if (this.traced) {
			this.trace.append(line.get())
				.append("\n         ")
				.append(this.side.dialog.end())
				.append(' ')
				.append(this.side.out)
				.append('\n');
		}
	}

}
