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
 * Behind a side's name stands the window it announces.
 */
record Program(Map<Role, List<Op>> scripts, int parentWindow, int childWindow, Set<Circumstance> circumstances) {

	static Program parse(String text) {
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
		return new Program(scripts, windows[0], windows[1], circumstances);
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

	@Override
	public String toString() {
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
