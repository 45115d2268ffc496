package io.tractor.runtime;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

import io.tractor.ContextBody;
import io.tractor.MsgStream;
import io.tractor.Outcome;
import io.tractor.RemoteActorException;
import io.tractor.RemoteError;
import io.tractor.ScopeCancelledException;
import io.tractor.StreamOptions;
import io.tractor.TractorException;
import io.tractor.dialog.ParentDialog;
import io.tractor.protocol.Msg;
import io.tractor.scope.Blocking;
import io.tractor.scope.CancelScope;
import io.tractor.scope.Interrupts;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The opener's side of a context: runs the body under its scope, or is held as a handle,
 * and stays until the far side has ended.
 * <p>
 * It is one object in layers: {@link ParentStatus} can be asked how the context stands,
 * {@link ParentLink} holds the two sides together, and here is what runs.
 */
final class ParentSide<S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object>
		extends ParentLink<I, O, R> {

	ParentSide(Actor actor, String peer, long number, Msg.Start start, String endpoint, Payloads payloads) {
		super(actor, peer, number, start, endpoint, payloads);
	}

	// The life of a context with a block for its body

	/** Opens the context, runs {@code body}, and leaves. */
	@SuppressWarnings("NullAway")
	<T extends @Nullable Object, X extends Exception> T run(BiFunction<String, Link, Channel> opening,
			ContextBody<S, I, O, R, T, X> body, boolean owesValue) throws X {
		begin();
		T value = null;
		Throwable thrown = null;
		this.scope.enter();
		try {
			connected(opening.apply(endpoint(), this));
			value = body.run(this, awaitStarted());
		}
		catch (Throwable ex) {
			thrown = ex;
		}
		this.scope.exit(null);
		thrown = leave(thrown);
		left();
		TractorException far = failureOrNull();
		Throwable raised = Conclusion.of(thrown, owesValue, far, ownCancelOrNull());
		if (raised != null && raised == far) {
			ScopeCancelledException expired = expired(far);
			raised = (expired != null) ? expired : raised;
		}
		if (raised != null) {
			throw ParentSide.<X>unchanged(raised);
		}
		return value;
	}

	/** Waits for the far side's end; gives what the body threw, or what cut this off. */
	private @Nullable Throwable leave(@Nullable Throwable thrown) {
		leaving();
		if (thrown == null) {
			change(ParentDialog::leave);
			thrown = awaitEndAsCheckpoint();
		}
		if (thrown != null) {
			change(ParentDialog::leaveSilently);
			askToEnd();
		}
		if (isAskedToEnd()) {
			Interrupts.heldBack(this::awaitEndOrAbandon);
		}
		discardInbox();
		readResult();
		return thrown;
	}

	/**
	 * If the far side's clock was ahead of this one's in keeping the deadline that both
	 * have, waits the moment until it passes here too, so that it is the scope with that
	 * deadline which ends by it.
	 */
	private static @Nullable ScopeCancelledException expired(TractorException far) {
		Duration left = CancelScope.remaining();
		if (left == null || left.compareTo(CLOCKS_DIFFER) > 0 || !(far instanceof RemoteActorException remote)
				|| remote.remoteError().kind() != RemoteError.Kind.DEADLINE) {
			return null;
		}
		try {
			Interrupts.asCheckpoint(() -> TimeUnit.NANOSECONDS.sleep(left.plus(CLOCKS_DIFFER).toNanos()));
			return null;
		}
		catch (ScopeCancelledException ex) {
			return ex;
		}
	}

	private @Nullable ScopeCancelledException awaitEndAsCheckpoint() {
		if (wasAskedToEnd() || ended()) {
			return null;
		}
		try {
			Interrupts.asCheckpoint(() -> await(
					(dialog) -> dialog.end() != null || dialog.bodyCutOff() || dialog.cancelCalled(), null));
			return null;
		}
		catch (ScopeCancelledException ex) {
			return ex;
		}
	}

	@SuppressWarnings("unchecked")
	private static <X extends Throwable> X unchanged(Throwable thrown) throws X {
		throw (X) thrown;
	}

	// The life of a context that is held

	/**
	 * Opens the context, which has begun, for as long as until it is let go. Nothing of
	 * it runs here, so it is gone once the far side has ended.
	 * @param time how long that may take at most, or null
	 */
	S hold(Transport transport, @Nullable Duration time) {
		leftToItself();
		connect(transport, time);
		return awaitStarted();
	}

	/** Leaves a context that is held: its far side ends, unless it has. */
	void letGo() {
		change(ParentDialog::leaveSilently);
		if (!ended()) {
			askToEnd();
			// Another thread may have asked, and not have noted when.
			askedToEnd();
			Interrupts.heldBack(this::awaitEndOrAbandon);
		}
		limitNoLonger();
		discardInbox();
		readResult();
		transitioned();
	}

	// The hand-shake

	private S awaitStarted() {
		awaitHere(() -> await(ParentSide::begun, null));
		return first();
	}

	private static boolean begun(ParentDialog dialog) {
		return dialog.started() || dialog.bodyCutOff() || dialog.end() != null;
	}

	/** The first value of a context that has begun, or ended before it did. */
	S first() {
		byte[] first = read((dialog) -> dialog.bodyCutOff() ? null : dialog.takeFirst());
		if (first == null) {
			throw cutOff();
		}
		return decode(this.payloads.firstReader(), first, "First value");
	}

	/** Waits as a checkpoint at which the dialog's failure has precedence. */
	private void awaitHere(Interrupts.Wait wait) {
		try {
			Interrupts.asCheckpoint(wait);
		}
		catch (ScopeCancelledException ex) {
			TractorException failure = failureOrNull();
			throw (failure != null) ? raised(failure) : ex;
		}
	}

	// For a body that is not a thread's, and does not wait

	/** Whether the body may begin, or never will. */
	boolean begun() {
		return read(ParentSide::begun);
	}

	/** As {@link #run} does at its end: gives what is raised, or null. */
	@Nullable Throwable conclude(@Nullable Throwable thrown) {
		limitNoLonger();
		discardInbox();
		readResult();
		left();
		return Conclusion.of(thrown, false, failureOrNull(), ownCancelOrNull());
	}

	// What the body asks for

	@Override
	public void cancel() {
		cancel(this.actor.settings().cancelTimeout());
	}

	@Override
	public boolean cancel(Duration timeout) {
		Blocking.check("cancel()", "cancelReactive()");
		if (askCancel()) {
			awaitHere(() -> await((dialog) -> dialog.end() != null, timeout));
		}
		return ended();
	}

	@Override
	public Outcome<R> waitForResult() {
		Blocking.check("waitForResult()", "resultReactive()");
		wantResult();
		awaitHere(() -> {
			while (!isResolved()) {
				if (wasAskedToEnd()) {
					awaitEndOrAbandon();
				}
				else {
					await((dialog) -> resolved(dialog) || dialog.cancelCalled(), null);
				}
			}
		});
		return resolved();
	}

	/** Gives the stream up that nobody has opened. */
	void wantResult() {
		change(ParentDialog::awaitResult);
	}

	/** Whether there is a result, or never will be. */
	boolean isResolved() {
		return read(ParentSide::resolved);
	}

	/** What has become of the context that is resolved. */
	Outcome<R> resolved() {
		TractorException failure = failureOrNull();
		if (failure != null) {
			throw raised(failure);
		}
		Outcome<R> outcome = outcome();
		if (outcome instanceof Outcome.Failed<R> failed) {
			throw failed.cause();
		}
		return outcome;
	}

	@Override
	public Mono<Boolean> cancelReactive() {
		return new Awaited<>(this, this::askCancel, (patience) -> {
			patience.begin(this.actor.settings().cancelTimeout(), () -> {
			});
			return ended() || patience.isOver();
		}, this::ended);
	}

	@Override
	public Mono<Outcome<R>> resultReactive() {
		return new Awaited<>(this, () -> {
			wantResult();
			return true;
		}, (patience) -> isResolved() || isOver(patience::begin), this::resolved);
	}

	/** Asks the far side to end; whether it was asked now. */
	boolean askCancel() {
		boolean asked = this.<Boolean>update(ParentDialog::cancel);
		if (asked) {
			askedToEnd();
		}
		return asked;
	}

	private static boolean resolved(ParentDialog dialog) {
		return dialog.end() != null || dialog.failure() != null || dialog.abandoned();
	}

	@Override
	public MsgStream<I, O> openStream(StreamOptions options) {
		return this.actor.settings()
			.openStream(this, this.payloads.sentReader(), this.payloads.receivedWriter(), options, this.actor.limits());
	}

	@Override
	public void checkpoint() {
		pass();
	}

}
