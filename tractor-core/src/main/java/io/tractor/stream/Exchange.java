package io.tractor.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import io.tractor.ContextCancelledException;
import io.tractor.EndOfChannelException;
import io.tractor.MsgTypeException;
import io.tractor.RemoteActorException;
import io.tractor.RemoteError;
import io.tractor.ScopeCancelledException;
import io.tractor.StreamOverrunException;
import io.tractor.StreamStatistics;
import io.tractor.codec.ScratchOutput;
import io.tractor.codec.ValueReader;
import io.tractor.codec.ValueWriter;
import io.tractor.dialog.Dialog;
import io.tractor.dialog.Outlet;
import io.tractor.dialog.ReceiveState;
import io.tractor.dialog.SendState;
import io.tractor.scope.Blocking;
import io.tractor.scope.Interrupts;
import org.jspecify.annotations.Nullable;

/**
 * One side's dialog as the user's threads see it: the operations on the stream, and what
 * they throw. Values are encoded and decoded here, without the lock.
 *
 * @param <D> the side's state machine
 */
public abstract class Exchange<D extends Dialog> extends FramedDialog<D> {

	/** Tells of the last value of this side that could not be written. */
	private volatile @Nullable RemoteError unwritable;

	/**
	 * A side.
	 * @param dialog makes its state machine
	 * @param payloadSize how many bytes a payload may take, in either direction
	 */
	protected Exchange(Function<Outlet, D> dialog, int payloadSize) {
		super(dialog, payloadSize);
	}

	// What a side adds

	/**
	 * Throws if the calling thread's scope is cancelled or the thread was interrupted.
	 * @throws ScopeCancelledException if so
	 */
	protected abstract void checkScope();

	/**
	 * What operations on the stream throw while the dialog is cut off.
	 * @return the exception
	 */
	protected abstract RuntimeException cutOff();

	/**
	 * Makes the dialog fail because of something found on this side.
	 * @param error what was found
	 * @return the exception of the dialog's first failure
	 */
	protected abstract RuntimeException failed(RemoteError error);

	/**
	 * Whether {@code ex} tells of a cancel that this side itself asked for.
	 * @param ex what an operation on the stream threw
	 * @return true if iterating ends by it rather than throwing
	 */
	protected abstract boolean absorbs(ContextCancelledException ex);

	/**
	 * Whether this side was cut off by the far side's end, which is an error to it and no
	 * cancel of its own, so that it may still take what it has received.
	 * @return true if it may
	 */
	protected abstract boolean drainable();

	// The stream as a whole

	final void open(int bufferSize, int beyond, int limit) {
		if (this.<Boolean>read(Dialog::cutOff)) {
			throw cutOff();
		}
		change((dialog) -> dialog.openStream(bufferSize, beyond, limit));
	}

	final String endpointName() {
		return this.dialog.endpoint();
	}

	/** Throws if this side has closed its stream. */
	final void checkReadable() {
		if (this.<Boolean>read((dialog) -> dialog.receiveState() == ReceiveState.CLOSED)) {
			throw closed();
		}
	}

	/** How many values this side has room for. */
	final int room() {
		return this.<Integer>read(Dialog::window);
	}

	final StreamStatistics statistics(int subscribers) {
		return read(Dialog::statistics).withSubscribers(subscribers);
	}

	final void close() {
		change(Dialog::closeStream);
	}

	final void abort() {
		change(Dialog::abortStream);
	}

	/** Whether operations on the stream fail, whatever there is to be received. */
	final boolean isCutOff() {
		return this.<Boolean>read(Dialog::cutOff);
	}

	// Checkpoints

	/** A checkpoint at which the dialog's own end has precedence over the scope's. */
	protected final void pass() {
		try {
			checkScope();
		}
		catch (ScopeCancelledException ex) {
			throw this.<Boolean>read(Dialog::cutOff) ? cutOff() : ex;
		}
	}

	/**
	 * A checkpoint before what was received already is given out: the far side's end does
	 * not take that away.
	 */
	final void passQueued() {
		try {
			checkScope();
		}
		catch (ScopeCancelledException ex) {
			if (!drainable()) {
				throw ex;
			}
		}
	}

	// Sending

	final void send(ValueWriter writer, @Nullable Object value, Duration overrunAfter) {
		Blocking.check("send(..)", "sendAll(..)");
		pass();
		ScratchOutput bytes = ScratchOutput.acquire();
		try {
			encode(writer, value, bytes);
			while (!offer(bytes, overrunAfter)) {
				pass();
			}
		}
		finally {
			bytes.release();
		}
		flush();
	}

	/**
	 * Sends a value if there is credit for it. Does not wait, and is no checkpoint.
	 * @return {@link SendState#ADMITTED} if it was sent, or else why not
	 */
	final SendState sendNow(ValueWriter writer, @Nullable Object value) {
		ScratchOutput bytes = ScratchOutput.acquire();
		SendState state;
		try {
			encode(writer, value, bytes);
			state = admit(bytes);
		}
		finally {
			bytes.release();
		}
		if (state == SendState.ADMITTED) {
			flush();
		}
		return state;
	}

	/** How many values this side may send now. */
	final long credit() {
		return this.<Long>read(Dialog::credit);
	}

	private void encode(ValueWriter writer, @Nullable Object value, ScratchOutput bytes) {
		try {
			writer.write(value, bytes);
			checkSize(bytes.size());
		}
		catch (IOException ex) {
			throw unwritable("Stream value", ex);
		}
	}

	/** Queues a value; false if the wait for credit was interrupted. */
	private boolean offer(ScratchOutput bytes, Duration overrunAfter) {
		SendState state = admit(bytes);
		if (state == SendState.FULL && !overrunAfter.isZero()) {
			long end = System.nanoTime() + overrunAfter.toNanos();
			try {
				while (state == SendState.FULL
						&& await(() -> this.dialog.sendState() != SendState.FULL, end - System.nanoTime())) {
					state = admit(bytes);
				}
			}
			catch (InterruptedException ex) {
				Interrupts.caught();
				return false;
			}
		}
		if (state == SendState.ADMITTED) {
			return true;
		}
		throw refusal(state, overrunAfter);
	}

	private SendState admit(ScratchOutput bytes) {
		this.lock.lock();
		try {
			SendState state = this.dialog.admit();
			if (state == SendState.ADMITTED) {
				this.outbox.value(bytes.array(), 0, bytes.size());
			}
			return state;
		}
		finally {
			this.lock.unlock();
		}
	}

	// Receiving

	/**
	 * Waits for a value and takes it.
	 * @param givenUp whether to wait no longer; {@link #wake()} makes it being asked
	 * @return the value, or {@link Broadcast#NOTHING} if given up
	 */
	final @Nullable Object receive(ValueReader reader, BooleanSupplier givenUp) {
		Blocking.check("receive()", "asFlux()");
		pass();
		ScratchOutput bytes = take(givenUp);
		while (bytes == null) {
			if (givenUp.getAsBoolean()) {
				return Broadcast.NOTHING;
			}
			awaitReadable(givenUp);
			bytes = take(givenUp);
		}
		return decode(reader, bytes);
	}

	/**
	 * Takes a value that has arrived.
	 * @return the value, or {@link Broadcast#NOTHING} if there is none now
	 */
	final @Nullable Object receiveNow(ValueReader reader) {
		ScratchOutput bytes = null;
		boolean queued = false;
		this.lock.lock();
		try {
			if (this.dialog.receiveState() == ReceiveState.READY) {
				bytes = take();
				queued = !this.outbox.isEmpty();
			}
		}
		finally {
			this.lock.unlock();
		}
		if (queued) {
			flush();
		}
		return (bytes != null) ? decode(reader, bytes) : Broadcast.NOTHING;
	}

	private @Nullable Object decode(ValueReader reader, ScratchOutput bytes) {
		try {
			return reader.read(bytes.array(), 0, bytes.size());
		}
		catch (IOException ex) {
			throw unreadable(ex);
		}
		finally {
			bytes.release();
		}
	}

	/**
	 * Takes a value's bytes if one is there, and if it is wanted. Does not wait, and is
	 * no checkpoint.
	 * @return the state; if it is {@link ReceiveState#READY} and a value was wanted, it
	 * is in {@code into}
	 */
	final ReceiveState takeNow(ScratchOutput into, boolean wanted) {
		ReceiveState state;
		boolean queued;
		this.lock.lock();
		try {
			state = this.dialog.receiveState();
			if (state == ReceiveState.READY && wanted) {
				this.inbox.take(into);
				this.dialog.taken(into.size());
			}
			else if (state == ReceiveState.EMPTY && wanted) {
				this.dialog.readerWaits();
			}
			queued = wanted && !this.outbox.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
		if (queued) {
			flush();
		}
		return state;
	}

	/**
	 * Takes a value's bytes, which the caller releases; null if there is none yet, or if
	 * given up. Who waits holds no array.
	 */
	private @Nullable ScratchOutput take(BooleanSupplier givenUp) {
		ReceiveState state;
		ScratchOutput bytes = null;
		boolean queued = false;
		this.lock.lock();
		try {
			state = givenUp.getAsBoolean() ? ReceiveState.EMPTY : this.dialog.receiveState();
			if (state == ReceiveState.READY) {
				bytes = take();
				queued = !this.outbox.isEmpty();
			}
			else if (state == ReceiveState.EMPTY) {
				queued = this.dialog.readerWaits();
			}
		}
		finally {
			this.lock.unlock();
		}
		if (queued) {
			flush();
		}
		return switch (state) {
			case READY, EMPTY -> bytes;
			case CLOSED -> throw closed();
			case END -> throw new EndOfChannelException(
					"The far side has ended the stream of endpoint '" + this.dialog.endpoint() + "'");
			case CUT_OFF -> throw cutOff();
		};
	}

	/** Takes the oldest value's bytes, under the lock. */
	private ScratchOutput take() {
		ScratchOutput bytes = ScratchOutput.acquire();
		this.inbox.take(bytes);
		this.dialog.taken(bytes.size());
		return bytes;
	}

	private void awaitReadable(BooleanSupplier givenUp) {
		try {
			await(() -> givenUp.getAsBoolean() || this.dialog.receiveState() != ReceiveState.EMPTY, Long.MAX_VALUE);
		}
		catch (InterruptedException ex) {
			Interrupts.caught();
			pass();
		}
	}

	// What they throw

	final IllegalStateException closed() {
		return new IllegalStateException(
				"This side has closed its stream of endpoint '" + this.dialog.endpoint() + "'");
	}

	final RuntimeException refusal(SendState state, Duration waited) {
		String stream = "stream of endpoint '" + this.dialog.endpoint() + "'";
		return switch (state) {
			case CLOSED -> closed();
			case FAR_END -> new EndOfChannelException("The far side has ended the " + stream);
			case CUT_OFF -> cutOff();
			case FULL -> failed(RemoteError.found(
					RemoteError.Kind.OVERRUN, StreamOverrunException.class, "The far side has not received from the "
							+ stream + " for " + waited.toMillis() + " ms while its buffer was full",
					this.dialog.self()));
			case ADMITTED -> throw new AssertionError(state);
		};
	}

	/**
	 * What is thrown for a value of this side that cannot be written.
	 * @param what what the value is, for people
	 * @param cause why it cannot
	 * @return the exception
	 */
	protected final RuntimeException unwritable(String what, IOException cause) {
		RemoteError error = mistyped(what, cause);
		this.unwritable = error;
		RemoteActorException thrown = error.toException();
		thrown.addSuppressed(cause);
		return thrown;
	}

	/**
	 * Whether {@code thrown} tells of a value of this side that cannot be written, rather
	 * than of an error that came from another actor.
	 * @param thrown what a task threw
	 * @return true if it does
	 */
	protected final boolean isUnwritable(Throwable thrown) {
		return thrown instanceof RemoteActorException told && told.remoteError() == this.unwritable;
	}

	private RemoteError mistyped(String what, IOException cause) {
		return RemoteError.found(RemoteError.Kind.TYPE, MsgTypeException.class,
				what + " of endpoint '" + this.dialog.endpoint() + "': " + cause.getMessage(), this.dialog.self());
	}

	/** Fails because of a received value that cannot be read. */
	final RuntimeException unreadable(IOException cause) {
		return failed(mistyped("Stream value", cause));
	}

}
