package io.tractor.dialog;

import java.util.ArrayList;
import java.util.List;

import io.tractor.protocol.Msg;

/**
 * Keeps what a dialog queues.
 */
final class Recorder implements Outlet {

	private final List<String> names = new ArrayList<>();

	private final List<Msg> messages = new ArrayList<>();

	@Override
	public void inOrder(Msg message) {
		this.names.add(name(message));
		this.messages.add(message);
	}

	@Override
	public void ahead(Msg message) {
		this.names.add("ahead " + name(message));
		this.messages.add(message);
	}

	private static String name(Msg message) {
		return message.getClass().getSimpleName()
				+ ((message instanceof Msg.Credit credit) ? " " + credit.count() : "");
	}

	/** What was queued since the last call, by name, and {@code ahead} if it was. */
	List<String> taken() {
		List<String> taken = List.copyOf(this.names);
		this.names.clear();
		return taken;
	}

	/** The message queued last. */
	Msg last() {
		return this.messages.get(this.messages.size() - 1);
	}

}
