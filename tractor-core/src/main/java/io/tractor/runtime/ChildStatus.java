package io.tractor.runtime;

import java.time.Duration;
import java.util.Optional;

import io.tractor.ActorId;
import io.tractor.ChildContext;
import io.tractor.ContextCancelledException;
import io.tractor.Outcome;
import io.tractor.Portal;
import io.tractor.RemoteActorException;
import io.tractor.Side;
import io.tractor.TransportClosedException;
import io.tractor.dialog.ChildDialog;
import io.tractor.dialog.ChildDialog.Interruption;
import io.tractor.dialog.End;
import io.tractor.protocol.Msg;
import io.tractor.stream.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * How a context stands, as its endpoint's side sees it: what it is, and what has become
 * of it.
 */
abstract class ChildStatus<S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object>
		extends Exchange<ChildDialog> implements ChildContext<S, I, O> {

	final Actor actor;

	private final String endpointName;

	/** Leads to the endpoints of the opener's actor. */
	private final Transport back;

	private volatile @Nullable String id;

	private volatile Time time = new Time(null);

	private volatile int depth = 1;

	private volatile @Nullable Object result;

	private @Nullable RuntimeException failure;

	/** Those who want to know, or null if nobody does. */
	private volatile @Nullable Watches watches;

	ChildStatus(Actor actor, String endpoint, Transport back) {
		super((outlet) -> new ChildDialog(actor.id(), endpoint, actor.settings().bufferSize(), outlet)
			.limitCredit(actor.limits().streamBuffer()), actor.limits().payloadSize());
		this.actor = actor;
		this.endpointName = endpoint;
		this.back = back;
	}

	/** What it is to be has arrived. */
	final void begin(Msg.Start start) {
		this.id = start.id();
		this.time = new Time(start.deadline());
		if (this.actor.listened()) {
			this.watches = this.actor.watch(new ContextBeginning(start.id(), this.endpointName, Side.CHILD,
					start.caller().name(), this.actor.endpoint(this.endpointName) != null), start.headers());
		}
		this.depth = start.depth();
	}

	// What it is

	@Override
	public final String id() {
		return String.valueOf(this.id);
	}

	@Override
	public final String endpoint() {
		return this.endpointName;
	}

	@Override
	public final Side side() {
		return Side.CHILD;
	}

	@Override
	public final ActorId localActor() {
		return this.actor.id();
	}

	@Override
	public final ActorId remoteActor() {
		ActorId caller = read(ChildDialog::caller);
		if (caller == null) {
			throw new IllegalStateException(name() + " has not begun");
		}
		return caller;
	}

	@Override
	public final Portal peer() {
		return this.actor.portal(remoteActor().name(), this.back);
	}

	/** How many contexts stand one in the other, this one included. */
	final int depth() {
		return this.depth;
	}

	/** The way back over the connection it came by. */
	final Transport back() {
		return this.back;
	}

	/** How much of its time is left, or null if it has none. */
	final @Nullable Duration remaining() {
		return this.time.left();
	}

	/** What it is called in messages. */
	final String name() {
		return "context " + this.id + " of endpoint '" + this.endpointName + "'";
	}

	@Override
	public final String toString() {
		return name() + " [" + snapshot() + "]";
	}

	// What has become of it

	/** The task has returned this, if that is how the context ends. */
	final void returns(@Nullable Object value) {
		this.result = value;
	}

	@Override
	public final Outcome<?> outcome() {
		End end = read(ChildDialog::end);
		if (end instanceof End.Returned) {
			return new Outcome.Returned<@Nullable Object>(this.result);
		}
		if (end instanceof End.Failed failed) {
			RemoteActorException exception = failed.error().toException();
			return (exception instanceof ContextCancelledException cancelled) ? new Outcome.Cancelled<>(cancelled)
					: new Outcome.Failed<>(exception);
		}
		if (end instanceof End.Lost lost) {
			return new Outcome.Failed<>(
					new TransportClosedException("The connection of " + name() + " was lost", lost.cause()));
		}
		return new Outcome.Unresolved<>();
	}

	@Override
	public final boolean cancelCalled() {
		return read((dialog) -> dialog.interruption() instanceof Interruption.Cancelled cancelled
				&& cancelled.canceller().equals(dialog.self()));
	}

	@Override
	public final boolean cancelAcked() {
		return cancelCalled() && ended();
	}

	@Override
	public final boolean cancelledCaught() {
		return read(ChildDialog::cancelledCaught);
	}

	@Override
	public final Optional<ActorId> canceller() {
		Interruption interruption = read(ChildDialog::interruption);
		return (interruption instanceof Interruption.Cancelled cancelled) ? Optional.of(cancelled.canceller())
				: Optional.empty();
	}

	@Override
	public final Optional<Throwable> maybeError() {
		Outcome<?> outcome = outcome();
		if (outcome instanceof Outcome.Failed<?> failed) {
			return Optional.of(failed.cause());
		}
		return (outcome instanceof Outcome.Cancelled<?> cancelled) ? Optional.of(cancelled.cause()) : Optional.empty();
	}

	final ContextSnapshot snapshot() {
		return read((dialog) -> new ContextSnapshot(id(), this.endpointName, Side.CHILD, dialog.caller(), null,
				dialog.phase().name(), this.time.passed(), this.time.left(), dialog.statistics(),
				dialog.interruption() != null, canceller().orElse(null), dialog.abandoned() && dialog.end() == null));
	}

	/** What the dialog's failure is as an exception: always the same one. */
	final @Nullable RuntimeException failure() {
		return this.<@Nullable RuntimeException>read((dialog) -> {
			if (this.failure == null && dialog.interruption() instanceof Interruption.Failed failed) {
				this.failure = failed.error().toException();
			}
			return this.failure;
		});
	}

	/** Whether {@code thrown} is the dialog's failure. */
	final boolean isFailure(Throwable thrown) {
		return thrown == this.failure;
	}

	// Those who watch it

	final @Nullable Watches watches() {
		return this.watches;
	}

	/** Called once, when this side is over and done with. */
	final void tellEnd() {
		Watches watches = this.watches;
		if (watches != null) {
			End end = end();
			Throwable error = (end instanceof End.Returned) ? null : maybeError().orElse(null);
			ContextEnd.Kind kind = ContextEnd.Kind.of(end);
			ActorId canceller = (kind == ContextEnd.Kind.CANCELLED) ? canceller().orElse(this.actor.id()) : null;
			watches.ended(read((dialog) -> new ContextEnd(kind, dialog.caller(), this.time.passed(),
					dialog.statistics(), canceller, error)));
		}
	}

}
