package io.tractor.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Programs small enough to be run in all orders.
 */
final class Catalogue {

	/** Cases by name: what a user may do, and what may happen to him. */
	private static final String NAMED = """
			first value and result: parent result | child started
			slow to start: parent result | child sleep started
			returns without started: parent result | child work
			started twice: parent result | child started started
			started twice, caught: parent result | child started ?started
			stream before started: parent result | child open started
			throws before started: parent | child throw
			cancels itself before started: parent | child cancel started
			cancelled before started: parent | child sleep started | with third outer
			refused: parent result | child started | with refused loss outer
			parent leaves at once: parent | child started work work
			parent leaves its stream early: parent/1 open receive close result | child/1 started open send:3 close
			parent leaves its stream early, window 2: parent/2 open receive close | child/1 started open send:5 close
			parent never opens the stream: parent/1 | child/1 started open send:3 close
			parent waits and never opens the stream: parent/1 result | child/1 started open send:3 close
			child never opens the stream: parent/1 open iterate close result | child started
			child never opens the stream and is sent to: parent/1 open send close result | child/1 started work
			child throws, parent receives: parent/2 open receive:2 close | child started open send throw close
			child throws, parent iterates: parent/1 open iterate close | child/1 started open send:2 throw close
			child throws, parent sleeps: parent sleep | child started throw
			child throws, parent awaits: parent result | child started throw
			child throws, parent leaves: parent | child started throw
			child throws behind a full buffer: parent/1 handle sleep | child/1 started open send throw close
			child returns behind a full buffer: parent/1 handle result | child/1 started open send close
			parent throws, child iterates: parent/1 open send:2 throw close | child/2 started open iterate close
			parent throws, child sends: parent/1 throw | child/1 started open send:3 close
			parent throws, child sleeps: parent throw | child started forever
			both throw: parent throw | child started throw
			cancel and leave: parent cancel | child started forever | with unacked
			cancel and await: parent cancel result | child started open iterate close | with unacked
			cancel in a stream: parent/1 open cancel ?send ?receive iterate close result | child/1 started open send:3 close
			cancel a stubborn one: parent cancel result | child started stubborn | with unacked abandon_late
			throw at a stubborn one: parent throw | child started stubborn | with abandon_late
			fail at a stubborn one: parent fail | child started stubborn | with abandon_late third
			a stubborn one and its loss: parent cancel | child started stubborn | with unacked abandon loss
			cancel and a value anyway: parent cancel result | child started ?forever
			cancel again and again: parent cancel cancel result cancel | child started forever
			cancel from another thread while leaving: parent | bystander cancel | child started forever
			cancel a stubborn one while leaving: parent | bystander cancel | child started stubborn | with unacked abandon_late
			await and cancel from another thread: parent result | bystander cancel | child started stubborn | with unacked abandon_late
			the actor closes while leaving: parent | child started stubborn | with closing rescue abandon_late
			child cancels itself: parent/1 open receive close | child started cancel checkpoint
			child cancels itself as it leaves: parent | child started cancel checkpoint
			child cancels itself in our own actor: parent cancel | child started cancel checkpoint | with ourselves
			child swallows its cancel: parent cancel | child started ?forever ?checkpoint checkpoint
			a third one cancels, parent receives: parent/1 open receive close | child started forever | with third rescue
			a third one and the parent cancel: parent cancel result | child started forever | with third
			a third one cancels while values flow: parent/1 open iterate close | child/1 started open send:3 close | with third
			time-out around a receive: parent/1 open receive close | child started forever | with outer
			time-out while opening: parent | child sleep started | with outer
			time-out while opening, and a loss: parent | child started | with outer loss
			closing while opening: parent | child sleep started | with closing
			the child's deadline: parent result | child started forever | with deadline
			the child's deadline and a cancel: parent cancel result | child started forever | with deadline unacked
			the child's deadline before started: parent result | child sleep started | with deadline
			the child's deadline while values flow: parent/1 open iterate close | child/1 started open send:3 close | with deadline
			the child's deadline, missed: parent result | child started work | with deadline
			cut off as the far side fails: parent/1 handle send fail | child/1 started handle iterate
			time-out while leaving: parent | child started forever | with outer
			time-out while awaiting: parent result | child started open iterate close | with outer
			values from the parent: parent/1 open send:4 close result | child/1 started open iterate close
			values from the parent, window 2: parent/1 open send:5 close result | child/2 started open iterate close
			values from the parent, window 3: parent/1 open send:5 close result | child/3 started open iterate close
			values from the child: parent/1 open iterate close result | child/1 started open send:4 close
			values from the child, window 4: parent/4 open iterate close result | child/1 started open send:6 close
			question and answer: parent/1 open send receive send receive close | child/1 started open receive send receive send close
			both ways at once: parent/2 open send:2 receive:2 close | child/2 started open send:2 receive:2 close
			own close, then more: parent open close ?send ?receive result | child started open iterate close ?send
			a second stream: parent open close ?open close result | child started open iterate close ?open close
			a stream after the result: parent result ?open close | child started open iterate close
			an aborted stream: parent/1 ?open send throw close result | child/1 started open iterate close
			an aborted stream of the child: parent/1 open iterate close result | child/1 started ?open send throw close
			an aborted stream, then leaving: parent handle abort | child started open iterate close
			two tasks receive: parent/2 open receive:2 close | parent_task receive:2 | child started open send:4 close | with rescue
			two tasks send: parent/1 open iterate close | child started open send close | child_task ?send
			nobody receives: parent/1 open send:2 close | child/1 started sleep | with overrun
			nobody receives for long: parent/1 open send:2 close | child/1 started forever | with overrun_late
			parent fails: parent fail | child started open iterate close
			parent misreads: parent/1 open misread close | child/1 started open send:3 close
			child misreads: parent/1 open send:3 close result | child/1 started open misread close
			loss at the start: parent result | child started | with loss
			loss while values flow: parent/1 open iterate close result | child/1 started open send:2 close | with loss
			loss while leaving: parent | child started forever | with loss
			loss and cancel: parent cancel result | child started open iterate close | with loss unacked
			loss, cancel and a third one: parent cancel | child started | with loss third
			more room: parent/1 open/2+2 iterate close result | child/1 started open send:5 close
			less room: parent/1 open send:5 close result | child/3 started open/1+0 iterate close
			room of both: parent/2 open/1+1 send:3 receive:3 close | child/1 started open/3+0 send:3 receive:3 close
			more room, late: parent/1 open send:3 close result | child/1 started sleep open/2+1 iterate close | with overrun
			an impatient parent: parent/1 open push:3 close result | child/1 started open iterate close
			an impatient child: parent/2 open iterate close result | child/1 started open push:4 close
			a parent that ignores credit: parent/1 open flood:3 close result | child/1 started open sleep iterate close
			a child that ignores credit: parent/1 open sleep iterate close result | child/1 started open flood:3 close
			a child that ignores credit, drained: parent/1 | child/1 started open flood:3 close
			the parent's deadline: parent result | child started forever | with parent_deadline
			the parent's deadline while values flow: parent/1 open iterate close | child/1 started open send:2 close | with parent_deadline
			the deadline of both: parent result | child started forever | with parent_deadline deadline
			the parent's deadline and a stubborn one: parent result | child started stubborn | with parent_deadline abandon_late
			something is found at the child: parent result | child started open iterate close | with child_fails
			something is found at both: parent/1 open iterate close | child/1 started open send:2 close | with child_fails parent_deadline
			held and let go: parent | child started forever | with held
			held and awaited: parent result | child started open iterate close | with held
			held, cancelled by a bystander: parent | bystander cancel | child started forever | with held unacked
			held, and the child throws: parent sleep | child started throw | with held
			held with an open stream: parent/1 handle send | child/1 started open send:3 close | with held
			held, its deadline: parent sleep | child started forever | with held parent_deadline
			held, its deadline and a stubborn one: parent | child started stubborn | with held parent_deadline abandon
			held, a third one cancels: parent sleep | child started forever | with held third
			held and lost: parent sleep | child started forever | with held loss
			held while opening, and lost: parent | child sleep started | with held loss
			held, and the actor closes: parent forever | child started forever | with held closing rescue
			held, and the scope around: parent result | child started forever | with held outer
			""";

	/** A root, a middle and a leaf. */
	private static final String CHAINS = """
			returns: parent result | child started nest || parent result | child started
			the leaf throws: parent result | child started nest || parent result | child started throw
			the leaf throws, and the middle keeps it: parent result | child started ?nest || parent result | child started throw
			the leaf does not start: parent result | child started nest || parent result | child throw
			the leaf throws before the middle starts: parent | child nest started || parent | child started throw
			the root cancels: parent cancel | child started nest || parent | child started forever
			the root cancels, all await: parent cancel result | child started nest || parent result | child started forever
			the root throws: parent throw | child started nest || parent | child started forever
			the root lets go: parent | child started nest | with held || parent | child started forever | with held
			the middle cancels the leaf: parent result | child started nest || parent cancel | child started forever
			the middle cancels itself: parent result | child started nest | with third || parent result | child started
			a third one cancels the middle: parent | child started nest | with third || parent | child started forever
			a third one cancels the leaf: parent | child started nest || parent | child started forever | with third
			a stubborn leaf: parent cancel | child started nest | with abandon_late || parent | child started stubborn | with abandon_late
			a stubborn leaf and an impatient root: parent cancel | child started nest | with abandon || parent | child started stubborn | with abandon_late
			the near link is lost: parent | child started nest | with loss || parent | child started forever
			the far link is lost: parent result | child started nest || parent result | child started | with loss
			the far link is lost, the root cancels: parent cancel | child started nest || parent | child started forever | with loss
			the middle's deadline: parent | child started nest | with deadline || parent | child started forever
			the leaf's deadline: parent | child started nest || parent result | child started forever | with deadline
			the root's time-out: parent | child started nest | with outer || parent | child started forever
			values through the middle: parent/1 open iterate close | child/1 started open nest send close || parent/1 open iterate close | child/1 started open send close
			an overrun at the leaf: parent | child started nest || parent/1 open push:2 close | child/1 started forever
			a middle with its own error: parent result | child started ?nest throw || parent result | child started throw
			""";

	private static final List<String> PARENTS = List.of("", "result", "sleep", "throw", "cancel result",
			"open iterate close result", "open receive close", "open send:2 close result", "open throw close",
			"open cancel iterate close", "open send fail close", "?open send throw close result",
			"handle send:2 result", "open send receive close", "open send:2 result close",
			"open/1+1 push:2 close result");

	private static final List<String> CHILDREN = List.of("throw", "work", "started", "started throw", "started forever",
			"started ?forever", "started stubborn", "started cancel checkpoint", "started open iterate close",
			"started open send:2 close", "started open send throw close", "started open receive fail close",
			"started ?open send abort close work", "started open receive send close");

	private static final List<String> CIRCUMSTANCES = List.of("", "loss", "outer", "third", "closing",
			"unacked abandon", "deadline", "overrun", "parent_deadline", "held", "child_fails held");

	/** Has no divisor in common with the sizes of the lists. */
	private static final int SAMPLE = 29;

	private Catalogue() {
	}

	/** The named cases: name and program. */
	static Stream<String[]> named() {
		return Stream.concat(named(NAMED, ""), named(CHAINS, "chain, "));
	}

	private static Stream<String[]> named(String programs, String kind) {
		return programs.lines().map((line) -> {
			int colon = line.indexOf(": ");
			return new String[] { kind + line.substring(0, colon), line.substring(colon + 2) };
		});
	}

	/**
	 * Every parent with every child, at some window.
	 * @param all whether under every circumstance, or a sample of all that
	 */
	static List<Program> crossed(boolean all) {
		List<Program> programs = new ArrayList<>();
		int number = 0;
		for (String parent : PARENTS) {
			for (String child : CHILDREN) {
				for (String circumstance : CIRCUMSTANCES) {
					if (all || number % SAMPLE == 0) {
						programs.add(crossed(parent, child, circumstance, 1 + number % 2));
					}
					number++;
				}
			}
		}
		return programs;
	}

	private static Program crossed(String parent, String child, String circumstance, int window) {
		return Program.parse("parent/" + window + " " + parent + " | child/" + (3 - window) + " " + child
				+ " | with rescue abandon_late overrun_late " + circumstance);
	}

}
