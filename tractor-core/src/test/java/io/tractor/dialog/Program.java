package io.tractor.dialog;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the tasks of both sides do, and what may happen to them. As text, parts divided by
 * {@code |}:
 *
 * <pre>
 * parent/2 open send:3 close result | child/1 started open iterate close | with loss overrun
 * </pre>
 *
 * Behind a side's name stands the window it announces. Behind {@code ||} stands the
 * program of the context that the child opens where its script says {@code nest}: a third
 * actor has its child.
 */
record Program(Map<Role, List<Op>> scripts, int parentWindow, int childWindow, Set<Circumstance> circumstances,
		Program inner) {

	static Program parse(String text) {
		int divided = text.indexOf("||");
		return (divided < 0) ? parse(text, null)
				: parse(text.substring(0, divided), parse(text.substring(divided + 2), null));
	}

	private static Program parse(String text, Program inner) {
		Map<Role, List<Op>> scripts = new EnumMap<>(Role.class);
		Set<Circumstance> circumstances = EnumSet.noneOf(Circumstance.class);
		int[] windows = { 1, 1 };
		for (String part : text.split("\\|")) {
			List<String> words = Arrays.asList(part.strip().split("\\s+"));
			String[] name = words.get(0).split("/");
			List<String> rest = words.subList(1, words.size());
			if (name[0].equals("with")) {
				rest.forEach((word) -> circumstances.add(Circumstance.valueOf(word.toUpperCase(Locale.ROOT))));
				continue;
			}
			Role role = Role.valueOf(name[0].toUpperCase(Locale.ROOT));
			scripts.put(role, rest.stream().map(Op::parse).toList());
			if (name.length > 1) {
				windows[(role == Role.PARENT) ? 0 : 1] = Integer.parseInt(name[1]);
			}
		}
		return new Program(scripts, windows[0], windows[1], circumstances, inner);
	}

	List<Op> script(Role role) {
		return this.scripts.getOrDefault(role, List.of());
	}

	boolean has(Role role) {
		return this.scripts.containsKey(role);
	}

	boolean has(Circumstance circumstance) {
		return this.circumstances.contains(circumstance);
	}

	/** The same, with a program for the context that its child opens. */
	Program with(Program inner) {
		return new Program(this.scripts, this.parentWindow, this.childWindow, this.circumstances, inner);
	}

	@Override
	public String toString() {
		return (this.inner != null) ? outer() + " || " + this.inner.outer() : outer();
	}

	private String outer() {
		String text = this.scripts.entrySet()
			.stream()
			.map((entry) -> name(entry.getKey())
					+ entry.getValue().stream().map((op) -> " " + op).collect(Collectors.joining()))
			.collect(Collectors.joining(" | "));
		return this.circumstances.isEmpty() ? text
				: text + " | with"
						+ this.circumstances.stream()
							.map((circumstance) -> " " + circumstance.name().toLowerCase(Locale.ROOT))
							.collect(Collectors.joining());
	}

	private String name(Role role) {
		String name = role.text();
		return switch (role) {
			case PARENT -> name + "/" + this.parentWindow;
			case CHILD -> name + "/" + this.childWindow;
			case PARENT_TASK, BYSTANDER, CHILD_TASK -> name;
		};
	}

	/**
	 * Who has a script.
	 */
	enum Role {

		/** The body of {@code open}. */
		PARENT,

		/** A task in a nursery of the body: the body ends after it. */
		PARENT_TASK,

		/** A thread outside of every scope that was handed the context. */
		BYSTANDER,

		/** The endpoint. */
		CHILD,

		/** A task in a nursery of the endpoint. */
		CHILD_TASK;

		private final String text = name().toLowerCase(Locale.ROOT);

		String text() {
			return this.text;
		}

	}

	/**
	 * What may happen beside the scripts, at any point unless said otherwise.
	 */
	enum Circumstance {

		/** The link breaks. */
		LOSS,

		/** A scope around {@code open} is cancelled. */
		OUTER,

		/** As {@link #OUTER}, but only when nothing else can happen. */
		RESCUE,

		/** The deadline passes, as the child keeps it. */
		DEADLINE,

		/** The parent finds the deadline passed, which for a handle no scope does. */
		PARENT_DEADLINE,

		/** Something is found on the child's side by another thread than its task's. */
		CHILD_FAILS,

		/**
		 * The parent holds the context as a handle, and lets it go at its script's end.
		 */
		HELD,

		/** The parent's actor is closed. */
		CLOSING,

		/** A third actor cancels the child. */
		THIRD,

		/** The child refuses the context. */
		REFUSED,

		/** Both sides are in one actor. */
		OURSELVES,

		/** Waiting for a cancel's acknowledgement ends by its time-out. */
		UNACKED,

		/** The parent is out of patience with a child it has asked to end. */
		ABANDON,

		/** As {@link #ABANDON}, but only when nothing else can happen. */
		ABANDON_LATE,

		/** A sender is out of patience with a full buffer. */
		OVERRUN,

		/** As {@link #OVERRUN}, but only when nothing else can happen. */
		OVERRUN_LATE

	}

}
