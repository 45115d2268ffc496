package io.tractor.demo;

import java.util.Locale;

/**
 * What a process is.
 */
enum Role {

	/** A desk and two workers. */
	ALL,
	/** A desk. */
	DESK,
	/** A worker. */
	WORKER,
	/** A page for browsers, and the workers it has started. */
	PAGE;

	static Role of(String text) {
		for (Role role : values()) {
			if (role.toString().equals(text)) {
				return role;
			}
		}
		throw new UsageException("--role is 'worker', 'desk' or 'page', not '" + text + "'");
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
