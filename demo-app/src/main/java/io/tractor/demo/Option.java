package io.tractor.demo;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import static io.tractor.demo.Role.ALL;
import static io.tractor.demo.Role.DESK;
import static io.tractor.demo.Role.PAGE;
import static io.tractor.demo.Role.WORKER;

/**
 * The options of the command. Whatever has a dot in its name is Spring's.
 */
enum Option {

	/** What to be. */
	ROLE(EnumSet.allOf(Role.class)),
	/** Print the help. */
	HELP(EnumSet.allOf(Role.class)),
	/** What to search for. */
	PATTERN(EnumSet.of(ALL, DESK)),
	/** Where to search. */
	ROOT(EnumSet.of(ALL, DESK, PAGE)),
	/** How many matches are enough. */
	LIMIT(EnumSet.of(ALL, DESK)),
	/** What to narrow the lines to while the search runs. */
	REFINE(EnumSet.of(ALL, DESK)),
	/** What to narrow the files to while the search runs. */
	REFINE_PATH(EnumSet.of(ALL, DESK)),
	/** Where the workers are. */
	WORKERS(EnumSet.of(DESK)),
	/** How many workers the page starts. */
	CREW(EnumSet.of(PAGE)),
	/** What a worker is called. */
	NAME(EnumSet.of(WORKER)),
	/** Where a worker or the page listens. */
	PORT(EnumSet.of(WORKER, PAGE)),
	/** Which folders are a worker's. */
	SHARE(EnumSet.of(WORKER)),
	/** How long a worker rests before each file. */
	PAUSE(EnumSet.of(ALL, WORKER));

	private final Set<Role> roles;

	Option(Set<Role> roles) {
		this.roles = roles;
	}

	static Option of(String name) {
		for (Option option : values()) {
			if (option.text().equals(name)) {
				return option;
			}
		}
		throw new UsageException("there is no option --" + name);
	}

	void checkFor(Role role) {
		if (!this.roles.contains(role)) {
			throw new UsageException(this + " is for "
					+ String.join(" or ",
							this.roles.stream()
								.map((allowed) -> (allowed == ALL) ? "the demo without a role" : "--role=" + allowed)
								.toList()));
		}
	}

	private String text() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	@Override
	public String toString() {
		return "--" + text();
	}

}
