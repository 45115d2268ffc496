package io.tractor.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.tractor.ActorId;
import io.tractor.ChildContext;
import io.tractor.ContextCancelledException;
import io.tractor.CurrentContext;
import io.tractor.DeadlineExceededException;
import io.tractor.MsgTypeException;
import io.tractor.Outcome;
import io.tractor.ParentContext;
import io.tractor.RemoteActorException;
import io.tractor.RemoteError;
import io.tractor.Side;
import io.tractor.TractorException;
import io.tractor.TransportClosedException;
import io.tractor.codec.ValueReader;
import io.tractor.dialog.End;
import io.tractor.dialog.ParentDialog;
import io.tractor.protocol.Msg;
import io.tractor.scope.CancelScope;
import io.tractor.scope.Deadline;
import io.tractor.stream.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * How a context stands, as its opener's side sees it: what it is, what has become of it,
 * and the one exception that each end of it is on this side.
 */
abstract class ParentStatus<I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object>
		extends Exchange<ParentDialog> implements ParentContext<I, O, R> {

	/** How far the two sides may be apart in keeping one deadline. */
	static final Duration CLOCKS_DIFFER = Duration.ofSeconds(1);

	final Actor actor;

	/** Its id is made of it when it is asked for: mostly it is not. */
	private final long number;

	private final String endpoint;

	final String peer;

	final Payloads payloads;

	private final Time time;

	/** Those who want to know, or null if nobody does. */
	private volatile @Nullable Watches watches;

	/** The context in whose endpoint's task this one is opened. */
	private final @Nullable String within;

	/** Cut off when the far side fails or is lost; the body's threads are in it. */
	final CancelScope scope = CancelScope.create();

	/** Of a context that is held; that of a body is the scope's around it. */
	private volatile @Nullable Deadline deadline;

	private @Nullable TractorException failure;

	private @Nullable ContextCancelledException ownCancel;

	private volatile @Nullable Outcome<R> result;

	/** Whether an operation has thrown the failure. */
	private volatile boolean raised;

	ParentStatus(Actor actor, String peer, long number, Msg.Start start, String endpoint, Payloads payloads) {
		super((outlet) -> new ParentDialog(actor.id(), endpoint, start.window(), outlet)
			.limitCredit(actor.limits().streamBuffer()), actor.limits().payloadSize());
		this.actor = actor;
		this.peer = peer;
		this.number = number;
		this.endpoint = endpoint;
		this.payloads = payloads;
		this.time = new Time(start.deadline());
		ChildContext<?, ?, ?> around = CurrentContext.get();
		this.within = (around != null) ? around.id() : null;
	}

	// What it is

	@Override
	public final String id() {
		return this.actor.contextId(this.number);
	}

	@Override
	public final String endpoint() {
		return this.endpoint;
	}

	@Override
	public final Side side() {
		return Side.PARENT;
	}

	@Override
	public final ActorId localActor() {
		return this.actor.id();
	}

	@Override
	public final ActorId remoteActor() {
		ActorId callee = read(ParentDialog::callee);
		if (callee == null) {
			throw new IllegalStateException("The far side of " + name() + " has not answered yet");
		}
		return callee;
	}

	/** What it is called in messages. */
	final String name() {
		return "context " + id() + " to endpoint '" + this.endpoint + "' of peer '" + this.peer + "'";
	}

	@Override
	public final String toString() {
		return name() + " [" + snapshot() + "]";
	}

	// Its time

	/**
	 * Limits the time of a context that is no block's.
	 * @param time how long it may take at most
	 * @param expired done when that is over
	 */
	final void limit(Duration time, Runnable expired) {
		Deadline deadline = new Deadline();
		this.deadline = deadline;
		deadline.set(time, expired);
	}

	/** From now on its time ends nothing: how it has ended stands. */
	final void limitNoLonger() {
		if (this.deadline != null) {
			this.deadline.stop();
		}
	}

	/** Whether its time still counts. */
	final boolean isLimited() {
		return this.deadline != null && !this.deadline.stopped();
	}

	/** How much of its time is left, or null if it has none. */
	final @Nullable Duration remaining() {
		return this.time.left();
	}

	// What has become of it

	@Override
	public final Outcome<R> outcome() {
		TractorException failure = failureOrNull();
		if (failure != null) {
			return (failure instanceof ContextCancelledException cancelled) ? new Outcome.Cancelled<>(cancelled)
					: new Outcome.Failed<>(failure);
		}
		if (endsByOwnCancel()) {
			return new Outcome.Cancelled<>(ownCancel());
		}
		return (end() instanceof End.Returned returned) ? returned(returned.value()) : new Outcome.Unresolved<>();
	}

	private boolean endsByOwnCancel() {
		return read((dialog) -> dialog.absorbed() || (dialog.abandoned() && dialog.end() == null));
	}

	/**
	 * Reads the result, if there is one, which fails if it breaks the contract. A cancel
	 * is no exception before somebody asks for it: there may be many at once.
	 */
	final void readResult() {
		if (!endsByOwnCancel()) {
			outcome();
		}
	}

	private Outcome<R> returned(byte[] value) {
		if (this.result == null) {
			try {
				R decoded = decode(this.payloads.resultReader(), value, "Result");
				return read((dialog) -> {
					this.result = (this.result != null) ? this.result : new Outcome.Returned<>(decoded);
					return this.result;
				});
			}
			catch (TractorException ex) {
				return new Outcome.Failed<>(ex);
			}
		}
		return this.result;
	}

	@SuppressWarnings({ "unchecked", "NullAway" })
	final <V extends @Nullable Object> V decode(ValueReader reader, byte[] bytes, String what) {
		try {
			return (V) reader.read(bytes, 0, bytes.length);
		}
		catch (IOException ex) {
			throw failed(RemoteError.found(RemoteError.Kind.TYPE, MsgTypeException.class,
					what + " of endpoint '" + this.endpoint + "': " + ex.getMessage(), this.actor.id()));
		}
	}

	@Override
	public final boolean cancelCalled() {
		return read(ParentDialog::cancelCalled);
	}

	@Override
	public final boolean cancelAcked() {
		return read(ParentDialog::cancelAcked);
	}

	@Override
	public final boolean cancelledCaught() {
		return this.scope.cancelCalled();
	}

	@Override
	public final Optional<ActorId> canceller() {
		End end = read(ParentDialog::end);
		if (end instanceof End.Failed failed && failed.error().canceller() != null) {
			return Optional.of(failed.error().canceller());
		}
		return cancelCalled() ? Optional.of(this.actor.id()) : Optional.empty();
	}

	@Override
	public final Optional<Throwable> maybeError() {
		TractorException failure = failureOrNull();
		if (failure == null && outcome() instanceof Outcome.Cancelled<R> cancelled) {
			return Optional.of(cancelled.cause());
		}
		return Optional.ofNullable(failure);
	}

	final ContextSnapshot snapshot() {
		return read((dialog) -> new ContextSnapshot(id(), this.endpoint, Side.PARENT, dialog.callee(), this.within,
				dialog.phase().name(), this.time.passed(), this.time.left(), dialog.statistics(), dialog.cancelCalled(),
				canceller().orElse(null), dialog.abandoned() && dialog.end() == null));
	}

	// What its end is as an exception

	/** How the dialog failed: null if it did not, or its cancel is this side's own. */
	final @Nullable TractorException failureOrNull() {
		return this.<@Nullable TractorException>read((dialog) -> {
			RemoteError found = dialog.failure();
			if (found == null && dialog.absorbed()) {
				return null;
			}
			if (this.failure == null) {
				this.failure = toException(found, dialog.end());
			}
			return this.failure;
		});
	}

	private @Nullable TractorException toException(@Nullable RemoteError found, @Nullable End end) {
		if (found != null) {
			return toException(found);
		}
		if (end instanceof End.Failed failed) {
			return toException(failed.error());
		}
		return (end instanceof End.Lost lost) ? lost(lost.cause()) : null;
	}

	private TractorException toException(RemoteError error) {
		RemoteActorException exception = error.toException();
		Deadline deadline = this.deadline;
		Long left = (deadline != null) ? deadline.left() : null;
		boolean expired = error.kind() == RemoteError.Kind.DEADLINE && left != null && left <= CLOCKS_DIFFER.toNanos();
		return expired ? new DeadlineExceededException(String.valueOf(error.message()), exception) : exception;
	}

	private TransportClosedException lost(@Nullable Throwable cause) {
		if (cause instanceof TransportClosedException closed) {
			return new TransportClosedException(String.valueOf(closed.getMessage()), closed.getCause());
		}
		return new TransportClosedException("The connection to peer '" + this.peer + "' was lost while endpoint '"
				+ this.endpoint + "' had not ended" + ((cause != null) ? ": " + cause : ""), cause);
	}

	/** What operations throw once this side's own cancel has cut the dialog off. */
	final ContextCancelledException ownCancel() {
		return read((dialog) -> {
			if (this.ownCancel == null) {
				ActorId callee = dialog.callee();
				this.ownCancel = new ContextCancelledException(
						RemoteError.cancelled((callee != null) ? callee : dialog.self(), dialog.self()));
			}
			return this.ownCancel;
		});
	}

	@Override
	protected final boolean absorbs(ContextCancelledException ex) {
		return ex == ownCancel();
	}

	/** As {@link #ownCancel()}, or null if no operation has thrown it. */
	final @Nullable ContextCancelledException ownCancelOrNull() {
		return this.<@Nullable ContextCancelledException>read((dialog) -> this.ownCancel);
	}

	/** Notes that {@code failure} is thrown, so that closing need not do it again. */
	final TractorException raised(TractorException failure) {
		this.raised = true;
		return failure;
	}

	/**
	 * The failure, if no operation has thrown it.
	 * @return what is still to be thrown, or null
	 */
	final @Nullable TractorException unraised() {
		TractorException failure = failureOrNull();
		return this.raised ? null : failure;
	}

	// Those who watch it

	/**
	 * Tells those who listen that it begins.
	 * @return the first message, with what they add to it
	 */
	final Msg.Start tellBeginning(Msg.Start start) {
		if (!this.actor.listened()) {
			return start;
		}
		Map<String, String> headers = new LinkedHashMap<>();
		this.watches = this.actor.watch(new ContextBeginning(id(), this.endpoint, Side.PARENT, this.peer, true),
				headers);
		return Watches.withHeaders(start, headers);
	}

	/** Called once, when this side is over and done with. */
	final void tellEnd() {
		if (this.watches != null) {
			RemoteError found = read(ParentDialog::failure);
			tellEnd((found != null) ? ContextEnd.Kind.of(found.kind()) : ContextEnd.Kind.of(end()), failureOrNull());
		}
	}

	final void tellEnd(ContextEnd.Kind kind, @Nullable Throwable error) {
		Watches watches = this.watches;
		if (watches != null) {
			ActorId canceller = (kind == ContextEnd.Kind.CANCELLED) ? canceller().orElse(this.actor.id()) : null;
			watches.ended(read((dialog) -> new ContextEnd(kind, dialog.callee(), this.time.passed(),
					dialog.statistics(), canceller, error)));
		}
	}

}
