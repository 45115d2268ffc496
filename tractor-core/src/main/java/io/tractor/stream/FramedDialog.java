package io.tractor.stream;

import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.tractor.MsgTypeException;
import io.tractor.RemoteError;
import io.tractor.codec.CodecException;
import io.tractor.dialog.Dialog;
import io.tractor.dialog.Outlet;
import io.tractor.protocol.Envelopes;
import io.tractor.protocol.FrameReader;
import io.tractor.protocol.MalformedMessageException;
import io.tractor.protocol.Msg;
import org.jspecify.annotations.Nullable;

/**
 * One side's dialog as the wire sees it: takes the frames that arrive, and gives those
 * that are queued.
 *
 * @param <D> the side's state machine
 */
abstract class FramedDialog<D extends Dialog> extends DialogMonitor<D> {

	private static final byte[] NOTHING = {};

	/** How many bytes a payload may take. */
	private final int payloadSize;

	FramedDialog(Function<Outlet, D> dialog, int payloadSize) {
		super(dialog);
		this.payloadSize = payloadSize;
	}

	// What leaves

	/**
	 * Takes the next frame for the wire.
	 * @return a frame, which the caller owns, or null
	 */
	public @Nullable ByteBuf poll() {
		return this.<@Nullable ByteBuf>read((dialog) -> this.outbox.poll());
	}

	/**
	 * Whether the dialog has ended and its last frame was taken.
	 * @return true if nothing more will be sent
	 */
	public final boolean finished() {
		return ended() && this.<Boolean>read((dialog) -> this.outbox.isEmpty());
	}

	/**
	 * Drops what is queued for the wire if none of it can have left.
	 * @return whether it was dropped: the far side has heard and will hear nothing
	 */
	protected final boolean withdraw() {
		return this.<Boolean>read((dialog) -> {
			boolean unsent = !this.outbox.touched();
			if (unsent) {
				this.outbox.close();
			}
			return unsent;
		});
	}

	/** Drops what is queued for the wire, and queues nothing more. */
	protected final void discardOutbox() {
		read((dialog) -> {
			this.outbox.close();
			return true;
		});
	}

	// What arrives

	/**
	 * Takes a frame that arrived: values in a row in one transition, each control message
	 * in one of its own.
	 * @param frame the frame, released here
	 */
	public final void receive(ByteBuf frame) {
		try {
			FrameReader reader = new FrameReader(frame);
			int index = frame.readerIndex();
			int valuesFrom = index;
			int values = 0;
			while (reader.next()) {
				if (reader.bodyLength() > this.payloadSize && isPayload(reader.type())) {
					values(frame, valuesFrom, values);
					values = 0;
					tooLarge(reader.type(), reader.bodyLength());
				}
				else if (reader.type() == Envelopes.YIELD) {
					valuesFrom = (values++ == 0) ? index : valuesFrom;
				}
				else {
					values(frame, valuesFrom, values);
					values = 0;
					message(reader.message());
				}
				index = reader.bodyIndex() + reader.bodyLength();
			}
			values(frame, valuesFrom, values);
		}
		catch (MalformedMessageException ex) {
			malformed(ex);
		}
		finally {
			frame.release();
		}
	}

	private static boolean isPayload(byte type) {
		return type == Envelopes.YIELD || type == Envelopes.STARTED || type == Envelopes.RETURN;
	}

	/**
	 * Fails instead of keeping a payload, unless it would be dropped anyway. With a
	 * result the far side has ended.
	 */
	private void tooLarge(byte type, int size) {
		String what = switch (type) {
			case Envelopes.STARTED -> "First value";
			case Envelopes.RETURN -> "Result";
			default -> "Stream value";
		};
		change((dialog) -> {
			boolean unwanted = dialog.cutOff();
			if (type == Envelopes.RETURN) {
				dialog.on(new Msg.Return(NOTHING));
			}
			if (unwanted) {
				return;
			}
			dialog.fail(RemoteError.found(RemoteError.Kind.TYPE, MsgTypeException.class,
					what + " of endpoint '" + dialog.endpoint() + "': It takes " + size + " bytes, more than the "
							+ this.payloadSize + " that actor " + dialog.self()
							+ " takes (tractor.limits.payload-size)",
					dialog.self()));
		});
	}

	/**
	 * Takes a control message's turn, outside the stream's hot path.
	 * @param message the message
	 */
	protected void message(Msg message) {
		change((dialog) -> dialog.on(message));
	}

	/**
	 * Takes it that bytes arrived that are no message.
	 * @param ex what is wrong with them
	 */
	protected void malformed(MalformedMessageException ex) {
		change((dialog) -> dialog.violated(String.valueOf(ex.getMessage())));
	}

	private void values(ByteBuf frame, int index, int count) {
		if (count == 0) {
			return;
		}
		int kept;
		boolean queued = false;
		Waiter over;
		this.lock.lock();
		try {
			kept = this.dialog.onValues(count);
			if (kept > 0) {
				this.inbox.add(frame, index, kept);
			}
			if (kept < count) {
				over = settle();
				queued = !this.outbox.isEmpty();
			}
			else {
				over = over();
			}
		}
		finally {
			this.lock.unlock();
		}
		Waiters.wake(over);
		if (kept < count) {
			transitioned();
		}
		if (queued) {
			flush();
		}
		react();
	}

	/** Drops what arrived and was not taken. */
	protected final void discardInbox() {
		read((dialog) -> {
			this.inbox.clear();
			return true;
		});
	}

	// How large a payload may be

	/** Checks how many bytes a payload of this side takes. */
	final void checkSize(int size) throws CodecException {
		checkSize(size, this.payloadSize);
	}

	/**
	 * Checks how many bytes a payload of this side takes.
	 * @param size how many it takes
	 * @param most how many it may take
	 * @throws CodecException if it is too large
	 */
	public static void checkSize(int size, int most) throws CodecException {
		if (size > most) {
			throw new CodecException("It takes " + size + " bytes, more than the " + most
					+ " that a value may take (tractor.limits.payload-size)");
		}
	}

}
