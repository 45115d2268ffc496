package io.tractor.dialog;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import io.tractor.dialog.Op.Kind;
import io.tractor.dialog.Program.Circumstance;
import io.tractor.dialog.Program.Role;

/**
 * Makes up programs in which each side keeps the rules, whatever else it does.
 */
final class ProgramGenerator {

	private static final int[] WINDOWS = { 1, 2, 3, 4, 64 };

	private static final Kind[] IN_STREAM = { Kind.SEND, Kind.SEND, Kind.SEND, Kind.PUSH, Kind.RECEIVE, Kind.RECEIVE,
			Kind.ITERATE, Kind.MISREAD, Kind.SLEEP, Kind.CHECKPOINT, Kind.WORK, Kind.CANCEL, Kind.THROW, Kind.FAIL,
			Kind.ABORT };

	private static final Kind[] OUTSIDE = { Kind.SLEEP, Kind.CHECKPOINT, Kind.WORK, Kind.CANCEL, Kind.THROW, Kind.FAIL,
			Kind.FOREVER };

	private final SplittableRandom random;

	private boolean floods;

	private ProgramGenerator(long seed) {
		this.random = new SplittableRandom(seed);
	}

	/** The program that belongs to a seed. */
	static Program program(long seed) {
		return new ProgramGenerator(seed).program();
	}

	/** The program of a seed in which a side may ignore its credit. */
	static Program flooding(long seed) {
		ProgramGenerator generator = new ProgramGenerator(seed);
		generator.floods = true;
		return generator.program();
	}

	/** The program of a seed in which the child opens a context to a third actor. */
	static Program chain(long seed) {
		ProgramGenerator generator = new ProgramGenerator(seed);
		Program inner = generator.program();
		inner.circumstances()
			.removeAll(
					EnumSet.of(Circumstance.OUTER, Circumstance.RESCUE, Circumstance.CLOSING, Circumstance.OURSELVES));
		Program outer = generator.program();
		outer.circumstances().remove(Circumstance.OURSELVES);
		List<Op> script = new ArrayList<>(outer.script(Role.CHILD));
		int started = (int) script.stream().takeWhile((op) -> op.kind() != Kind.STARTED).count();
		int place = generator.oneIn(3) ? generator.random.nextInt(script.size() + 1)
				: Math.min(started + 1, script.size());
		script.add(place, generator.op(Kind.NEST));
		outer.scripts().put(Role.CHILD, script);
		return outer.with(inner);
	}

	private Program program() {
		Map<Role, List<Op>> scripts = new EnumMap<>(Role.class);
		scripts.put(Role.PARENT, script(true));
		scripts.put(Role.CHILD, script(false));
		if (oneIn(4)) {
			scripts.put(Role.PARENT_TASK, second(true));
		}
		if (oneIn(4)) {
			scripts.put(Role.CHILD_TASK, second(false));
		}
		if (oneIn(5)) {
			scripts.put(Role.BYSTANDER, second(true));
		}
		return new Program(scripts, window(), window(), circumstances(), null);
	}

	private Set<Circumstance> circumstances() {
		Set<Circumstance> circumstances = EnumSet.of(Circumstance.RESCUE);
		maybe(circumstances, Circumstance.LOSS, 4);
		maybe(circumstances, Circumstance.OUTER, 4);
		maybe(circumstances, Circumstance.THIRD, 4);
		maybe(circumstances, Circumstance.CLOSING, 10);
		maybe(circumstances, Circumstance.DEADLINE, 8);
		maybe(circumstances, Circumstance.PARENT_DEADLINE, 8);
		maybe(circumstances, Circumstance.CHILD_FAILS, 12);
		maybe(circumstances, Circumstance.HELD, 4);
		maybe(circumstances, Circumstance.OURSELVES, 6);
		maybe(circumstances, Circumstance.REFUSED, 40);
		maybe(circumstances, Circumstance.UNACKED, 2);
		circumstances.add(oneIn(4) ? Circumstance.ABANDON : Circumstance.ABANDON_LATE);
		circumstances.add(oneIn(4) ? Circumstance.OVERRUN : Circumstance.OVERRUN_LATE);
		return circumstances;
	}

	private void maybe(Set<Circumstance> circumstances, Circumstance circumstance, int outOf) {
		if (oneIn(outOf)) {
			circumstances.add(circumstance);
		}
	}

	private List<Op> script(boolean parent) {
		List<Op> script = new ArrayList<>();
		if (!parent) {
			maybe(script, OUTSIDE, 8);
			if (!oneIn(25)) {
				script.add(op(Kind.STARTED));
			}
		}
		maybe(script, OUTSIDE, 4);
		if (!oneIn(5)) {
			stream(script);
			maybe(script, OUTSIDE, 3);
		}
		if (parent) {
			result(script);
		}
		else if (oneIn(20)) {
			script.add(new Op(Kind.STUBBORN, 1, false));
		}
		if (oneIn(8)) {
			script.add(op(Kind.THROW));
		}
		return script;
	}

	private void result(List<Op> script) {
		if (oneIn(2)) {
			script.add(op(Kind.RESULT));
			if (oneIn(6)) {
				stream(script);
			}
		}
	}

	private void stream(List<Op> script) {
		boolean block = !oneIn(4);
		script.add(open(block ? Kind.OPEN : Kind.HANDLE));
		int length = this.random.nextInt(5);
		for (int i = 0; i < length; i++) {
			script.add(op(inStream()));
		}
		if (block || !oneIn(3)) {
			script.add(new Op(Kind.CLOSE, 1, false));
		}
	}

	private List<Op> second(boolean parent) {
		List<Op> script = new ArrayList<>();
		int length = 1 + this.random.nextInt(3);
		for (int i = 0; i < length; i++) {
			if (parent && oneIn(4)) {
				script.add(op(Kind.RESULT));
			}
			else {
				script.add(op(inStream()));
			}
		}
		return script;
	}

	private void maybe(List<Op> script, Kind[] kinds, int outOf) {
		if (oneIn(outOf)) {
			script.add(op(kinds[this.random.nextInt(kinds.length)]));
		}
	}

	private Kind inStream() {
		return (this.floods && oneIn(3)) ? Kind.FLOOD : IN_STREAM[this.random.nextInt(IN_STREAM.length)];
	}

	private Op open(Kind kind) {
		boolean ofItsOwn = oneIn(3);
		return new Op(kind, 1, oneIn(5), ofItsOwn ? window() : 0, (ofItsOwn && oneIn(2)) ? this.random.nextInt(5) : 0);
	}

	private Op op(Kind kind) {
		boolean counts = kind == Kind.SEND || kind == Kind.PUSH || kind == Kind.FLOOD || kind == Kind.RECEIVE;
		return new Op(kind, counts ? 1 + this.random.nextInt(oneIn(8) ? 12 : 4) : 1, kind != Kind.CLOSE && oneIn(5));
	}

	private int window() {
		return WINDOWS[this.random.nextInt(WINDOWS.length)];
	}

	private boolean oneIn(int outOf) {
		return this.random.nextInt(outOf) == 0;
	}

}
