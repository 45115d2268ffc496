package io.tractor.dialog;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;

import io.tractor.protocol.Msg;

/**
 * One side's way to the other: what it has queued, as {@code io.tractor.stream.Outbox}
 * keeps it, and the frames under way.
 */
final class Lane implements Outlet {

	private static final Msg[] VALUES = new Msg[512];

	static {
		for (int i = 0; i < VALUES.length; i++) {
			VALUES[i] = new Msg.Yield(ByteBuffer.allocate(Integer.BYTES).putInt(i).array());
		}
	}

	private ArrayDeque<Msg> ahead = new ArrayDeque<>();

	private ArrayDeque<Msg> inOrder = new ArrayDeque<>();

	private final ArrayDeque<ArrayDeque<Msg>> wire = new ArrayDeque<>();

	private final String name;

	/** Whether it is the side whose last message says how the dialog ends. */
	private final boolean endsInOrder;

	private final BooleanSupplier ended;

	private boolean closed;

	private boolean last;

	private long granted;

	/** Whether a frame has left. */
	private boolean touched;

	/**
	 * A lane.
	 * @param name whose
	 * @param endsInOrder whether its last message keeps its place
	 * @param ended whether that side's dialog has ended, so that nothing may be queued
	 */
	Lane(String name, boolean endsInOrder, BooleanSupplier ended) {
		this.name = name;
		this.endsInOrder = endsInOrder;
		this.ended = ended;
	}

	@Override
	public void inOrder(Msg message) {
		queue(message, this.inOrder);
		this.last |= message instanceof Msg.Return || message instanceof Msg.Error;
	}

	@Override
	public void ahead(Msg message) {
		Violation.unless(!this.endsInOrder || !(message instanceof Msg.Return || message instanceof Msg.Error),
				() -> this.name + " lets " + message + " overtake what it sent before");
		queue(message, this.ahead);
	}

	void value(int number) {
		queue(VALUES[number], this.inOrder);
	}

	private void queue(Msg message, ArrayDeque<Msg> queue) {
		Violation.unless(!this.ended.getAsBoolean(), () -> this.name + " queues " + message + " after its end");
		Violation.unless(!this.last, () -> this.name + " queues " + message + " after its last message");
		this.granted += (message instanceof Msg.Credit credit) ? credit.count() : 0;
		if (!this.closed) {
			queue.add(message);
		}
	}

	/** All credit that was ever queued. */
	long granted() {
		return this.granted;
	}

	boolean touched() {
		return this.touched;
	}

	boolean queued() {
		return !this.ahead.isEmpty() || !this.inOrder.isEmpty();
	}

	boolean underWay() {
		return !this.wire.isEmpty();
	}

	boolean idle() {
		return !queued() && !underWay();
	}

	/** Puts the next frame on the wire. */
	void poll() {
		this.touched = true;
		if (!this.ahead.isEmpty()) {
			this.wire.add(this.ahead);
			this.ahead = new ArrayDeque<>();
		}
		else {
			this.wire.add(this.inOrder);
			this.inOrder = new ArrayDeque<>();
		}
	}

	/** Takes the next message off the wire, from a frame that is taken first. */
	Msg take() {
		Msg message = this.wire.element().remove();
		dropIfEmpty();
		return message;
	}

	/** Takes the values in a row that the next frame begins with, if it does. */
	int[] takeValues() {
		ArrayDeque<Msg> frame = this.wire.element();
		int count = 0;
		for (Msg message : frame) {
			if (!(message instanceof Msg.Yield)) {
				break;
			}
			count++;
		}
		int[] values = new int[count];
		for (int i = 0; i < count; i++) {
			values[i] = number(frame.remove());
		}
		dropIfEmpty();
		return values;
	}

	private void dropIfEmpty() {
		if (this.wire.element().isEmpty()) {
			this.wire.remove();
		}
	}

	private static int number(Msg message) {
		return ByteBuffer.wrap(((Msg.Yield) message).value()).getInt();
	}

	/** How many values are queued or under way. */
	int values() {
		int count = 0;
		for (Msg message : this.inOrder) {
			count += (message instanceof Msg.Yield) ? 1 : 0;
		}
		for (ArrayDeque<Msg> frame : this.wire) {
			for (Msg message : frame) {
				count += (message instanceof Msg.Yield) ? 1 : 0;
			}
		}
		return count;
	}

	/** Drops what is queued and takes nothing more. */
	void close() {
		this.closed = true;
		this.ahead.clear();
		this.inOrder.clear();
	}

	/** Drops what is under way. */
	void lose() {
		this.wire.clear();
	}

	void addTo(Fingerprint fingerprint) {
		this.ahead.forEach(fingerprint::add);
		fingerprint.add(-1);
		this.inOrder.forEach(fingerprint::add);
		fingerprint.add(-2);
		for (ArrayDeque<Msg> frame : this.wire) {
			frame.forEach(fingerprint::add);
			fingerprint.add(-3);
		}
		fingerprint.add(this.closed);
		fingerprint.add(this.last);
		fingerprint.add(this.touched);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder(this.name).append(':');
		if (queued()) {
			text.append(" queued ").append(text(this.ahead)).append(text(this.inOrder));
		}
		if (underWay()) {
			text.append(" wire");
			this.wire.forEach((frame) -> text.append(' ').append(text(frame)));
		}
		return text.toString();
	}

	private static String text(ArrayDeque<Msg> messages) {
		StringBuilder text = new StringBuilder("[");
		String separator = "";
		for (Msg message : messages) {
			text.append(separator);
			separator = " ";
			if (message instanceof Msg.Yield) {
				text.append('v').append(number(message));
			}
			else if (message instanceof Msg.Credit credit) {
				text.append("Credit:").append(credit.count());
			}
			else if (message instanceof Msg.Error error) {
				text.append("Error:").append(error.error().kind());
			}
			else {
				text.append(message.getClass().getSimpleName());
			}
		}
		return text.append(']').toString();
	}

}
