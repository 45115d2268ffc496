package io.tractor.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.netty.buffer.ByteBuf;
import io.tractor.ContextCancelledException;
import io.tractor.EndOfChannelException;
import io.tractor.MsgTypeException;
import io.tractor.RemoteActorException;
import io.tractor.RemoteError;
import io.tractor.ScopeCancelledException;
import io.tractor.StreamOverrunException;
import io.tractor.StreamStatistics;
import io.tractor.codec.CodecException;
import io.tractor.codec.ScratchOutput;
import io.tractor.codec.ValueReader;
import io.tractor.codec.ValueWriter;
import io.tractor.dialog.Dialog;
import io.tractor.dialog.End;
import io.tractor.dialog.Outlet;
import io.tractor.dialog.ReceiveState;
import io.tractor.dialog.SendState;
import io.tractor.protocol.Envelopes;
import io.tractor.protocol.FrameReader;
import io.tractor.protocol.MalformedMessageException;
import io.tractor.protocol.Msg;
import io.tractor.scope.Blocking;
import io.tractor.scope.Interrupts;
import org.jspecify.annotations.Nullable;

/**
 * One side's dialog with what is queued for it and the threads that wait for it: the
 * place where the dialog's events are serialised. The lock is held for a transition and
 * for copying bytes, never across an encode, a decode, a callback or a wait.
 * <p>
 * Every wait here ends by its event, by the dialog's end or cut-off, or by an interrupt,
 * which is how a cancelled scope reaches its threads.
 *
 * @param <D> the side's state machine
 */
public abstract class Exchange<D extends Dialog> {

	private static final byte[] NOTHING = {};

	private static final Reaction[] NONE = {};

	private final ReentrantLock lock = new ReentrantLock();

	private final Waiters waiters = new Waiters();

	private final Outbox outbox = new Outbox();

	private final Inbox inbox = new Inbox();

	private final D dialog;

	/** How many bytes a payload may take. */
	private final int payloadSize;

	private volatile boolean ended;

	/** Who acts on changes rather than waiting for them. Replaced under the lock. */
	private volatile Reaction[] reactions = NONE;

	/** Tells of the last value of this side that could not be written. */
	private volatile @Nullable RemoteError unwritable;

	/**
	 * A side.
	 * @param dialog makes its state machine
	 * @param payloadSize how many bytes a payload may take, in either direction
	 */
	protected Exchange(Function<Outlet, D> dialog, int payloadSize) {
		this.dialog = dialog.apply(this.outbox);
		this.payloadSize = payloadSize;
	}

	// What a side adds. None but the first is called with the lock held.

	/**
	 * Notes what {@link #transitioned} is to act on.
	 * @param dialog the dialog, changed
	 */
	protected abstract void changed(D dialog);

	/** Acts on a transition: cuts the side's task off if it is to be. */
	protected abstract void transitioned();

	/** Says that something may be queued for the wire. */
	protected abstract void flush();

	/** As {@link #flush}, for what may wait a moment. */
	protected void flushSoon() {
		flush();
	}

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
	 * Takes a control message's turn, outside the stream's hot path.
	 * @param message the message
	 */
	protected void message(Msg message) {
		change((dialog) -> dialog.on(message));
	}

	// The dialog

	/** Reads the dialog's state. */
	protected final <T extends @Nullable Object> T read(Function<? super D, T> question) {
		this.lock.lock();
		try {
			return question.apply(this.dialog);
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Makes a transition, and wakes, cuts off and flushes what it concerns. */
	protected final <T extends @Nullable Object> T update(Function<? super D, T> transition) {
		return update(transition, true);
	}

	private <T extends @Nullable Object> T update(Function<? super D, T> transition, boolean atOnce) {
		T result;
		boolean queued;
		Waiter over;
		this.lock.lock();
		try {
			result = transition.apply(this.dialog);
			over = settle();
			queued = !this.outbox.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
		Waiters.wake(over);
		transitioned();
		if (queued && atOnce) {
			flush();
		}
		else if (queued) {
			flushSoon();
		}
		react();
		return result;
	}

	/** As {@link #update}, for a transition without a result. */
	protected final void change(Consumer<? super D> transition) {
		this.<@Nullable Object>update((dialog) -> {
			transition.accept(dialog);
			return null;
		});
	}

	/** As {@link #change}, for a message that may wait a moment for the next one. */
	protected final void changeUnhurried(Consumer<? super D> transition) {
		this.<@Nullable Object>update((dialog) -> {
			transition.accept(dialog);
			return null;
		}, false);
	}

	private @Nullable Waiter settle() {
		this.ended = this.dialog.end() != null;
		if (this.dialog.buffered() == 0) {
			this.inbox.clear();
		}
		changed(this.dialog);
		return this.waiters.over();
	}

	/**
	 * Tells those who act on changes that there was one. Those who came last are told
	 * first: what is inside of a task hears of an error before the task is cut off. Not
	 * with the lock held.
	 */
	protected final void react() {
		Reaction[] reactions = this.reactions;
		for (int i = reactions.length - 1; i >= 0; i--) {
			reactions[i].changed();
		}
	}

	/**
	 * Has a reaction be told of every change, and of values that arrive, from now on.
	 * What there is already it has to look for itself.
	 * @param reaction who is told
	 */
	public final void tell(Reaction reaction) {
		this.lock.lock();
		try {
			Reaction[] more = Arrays.copyOf(this.reactions, this.reactions.length + 1);
			more[more.length - 1] = reaction;
			this.reactions = more;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Has a reaction be told no longer. Does nothing if it is not.
	 * @param reaction who is told
	 */
	public final void forget(Reaction reaction) {
		this.lock.lock();
		try {
			this.reactions = Arrays.stream(this.reactions).filter((told) -> told != reaction).toArray(Reaction[]::new);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits until the dialog is as asked.
	 * @param condition what is waited for
	 * @param timeout how long at most, or null for as long as it takes
	 * @return whether it came true
	 * @throws InterruptedException if the thread is interrupted before it did
	 */
	protected final boolean await(Predicate<? super D> condition, @Nullable Duration timeout)
			throws InterruptedException {
		return await(() -> condition.test(this.dialog), (timeout != null) ? timeout.toNanos() : Long.MAX_VALUE);
	}

	/** As {@link #await(Predicate, Duration)}, {@link Long#MAX_VALUE} being for ever. */
	private boolean await(BooleanSupplier condition, long nanos) throws InterruptedException {
		Waiter waiter;
		this.lock.lock();
		try {
			if (condition.getAsBoolean()) {
				return true;
			}
			if (nanos <= 0) {
				return false;
			}
			waiter = new Waiter(condition);
			this.waiters.add(waiter);
		}
		finally {
			this.lock.unlock();
		}
		try {
			if (nanos == Long.MAX_VALUE) {
				waiter.park();
				return true;
			}
			waiter.park(nanos);
		}
		catch (InterruptedException ex) {
			if (gaveUp(waiter)) {
				throw ex;
			}
			// It came true first: the interrupt is for what comes next.
			Thread.currentThread().interrupt();
			return true;
		}
		return !gaveUp(waiter);
	}

	/** Ends a wait; false if what was waited for has come true. */
	private boolean gaveUp(Waiter waiter) {
		this.lock.lock();
		try {
			return this.waiters.remove(waiter);
		}
		finally {
			this.lock.unlock();
		}
	}

	// The wire

	/**
	 * Takes the next frame for the wire.
	 * @return a frame, which the caller owns, or null
	 */
	public @Nullable ByteBuf poll() {
		return this.<@Nullable ByteBuf>read((dialog) -> this.outbox.poll());
	}

	/**
	 * How the dialog ended.
	 * @return the end, or null if it has not
	 */
	public final @Nullable End end() {
		return this.<@Nullable End>read(Dialog::end);
	}

	/** Whether the dialog has ended. */
	protected final boolean ended() {
		return this.ended;
	}

	/**
	 * Whether the dialog has ended and its last frame was taken.
	 * @return true if nothing more will be sent
	 */
	public final boolean finished() {
		return this.ended && this.<Boolean>read((dialog) -> this.outbox.isEmpty());
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

	/** Drops what arrived and was not taken. */
	protected final void discardInbox() {
		read((dialog) -> {
			this.inbox.clear();
			return true;
		});
	}

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
				over = this.waiters.over();
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

	// The stream

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

	/**
	 * Whether this side was cut off by the far side's end, which is an error to it and no
	 * cancel of its own, so that it may still take what it has received.
	 * @return true if it may
	 */
	protected abstract boolean drainable();

	/** Has those that wait to receive ask whether they are to give up. */
	final void wake() {
		Waiter over;
		this.lock.lock();
		try {
			over = this.waiters.over();
		}
		finally {
			this.lock.unlock();
		}
		Waiters.wake(over);
	}

	final IllegalStateException closed() {
		return new IllegalStateException(
				"This side has closed its stream of endpoint '" + this.dialog.endpoint() + "'");
	}

	private void encode(ValueWriter writer, @Nullable Object value, ScratchOutput bytes) {
		try {
			writer.write(value, bytes);
			checkSize(bytes.size(), this.payloadSize);
		}
		catch (IOException ex) {
			throw unwritable("Stream value", ex);
		}
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

	/** Whether operations on the stream fail, whatever there is to be received. */
	final boolean isCutOff() {
		return this.<Boolean>read(Dialog::cutOff);
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

	/** Fails because of a received value that cannot be read. */
	final RuntimeException unreadable(IOException cause) {
		return failed(mistyped("Stream value", cause));
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

}
