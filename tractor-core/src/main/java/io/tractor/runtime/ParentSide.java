package io.tractor.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

import io.tractor.ActorId;
import io.tractor.ContextBody;
import io.tractor.ContextCancelledException;
import io.tractor.ContextRefusedException;
import io.tractor.CurrentContext;
import io.tractor.DeadlineExceededException;
import io.tractor.MsgStream;
import io.tractor.MsgTypeException;
import io.tractor.Outcome;
import io.tractor.ParentContext;
import io.tractor.RemoteActorException;
import io.tractor.RemoteError;
import io.tractor.ScopeCancelledException;
import io.tractor.Side;
import io.tractor.StreamOptions;
import io.tractor.TractorException;
import io.tractor.TransportClosedException;
import io.tractor.codec.ValueReader;
import io.tractor.dialog.End;
import io.tractor.dialog.ParentDialog;
import io.tractor.protocol.Msg;
import io.tractor.scope.Blocking;
import io.tractor.scope.CancelScope;
import io.tractor.scope.Deadline;
import io.tractor.scope.Interrupts;
import io.tractor.stream.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The opener's side of a context: runs the body under its scope, or is held as a handle,
 * and stays until the far side has ended.
 */
final class ParentSide<S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object>
		extends Exchange<ParentDialog> implements ParentContext<I, O, R>, Link {

	private static final Logger logger = LoggerFactory.getLogger(ParentSide.class);

	/** How far the two sides may be apart in keeping one deadline. */
	private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(1);

	private final Actor actor;

	private final String id;

	private final String endpoint;

	private final String peer;

	private final Payloads payloads;

	private final Time time;

	/** The first message, until it is queued. */
	private Msg.@Nullable Start start;

	/** Those who want to know, or null if nobody does. */
	private volatile @Nullable Watches watches;

	/** The context in whose endpoint's task this one is opened. */
	private final @Nullable String within;

	/** Cut off when the far side fails or is lost; the body's threads are in it. */
	private final CancelScope scope = CancelScope.create();

	private volatile @Nullable Channel channel;

	/** When the far side was asked to end, in nanoseconds, or 0. */
	private volatile long askedToEnd;

	private @Nullable TractorException failure;

	private @Nullable ContextCancelledException ownCancel;

	private volatile @Nullable Outcome<R> result;

	/** Whether the body has left, so that nothing of this context runs here any more. */
	private volatile boolean left;

	/** Whether the body has ended. */
	private volatile boolean leaving;

	/** Whether this actor is closing, or the way to the peer is. */
	private volatile boolean shutDown;

	/** The way to the peer. Set before this is known to the actor. */
	private @Nullable Transport way;

	/** Whether the body is to be cut off, as the dialog was at its last change. */
	private volatile boolean bodyCutOff;

	/** Whether an operation has thrown the failure. */
	private volatile boolean raised;

	/** Of a context that is held; that of a body is the scope's around it. */
	private volatile @Nullable Deadline deadline;

	ParentSide(Actor actor, String peer, Msg.Start start, String endpoint, Payloads payloads) {
		super((outlet) -> new ParentDialog(actor.id(), endpoint, start.window(), outlet)
			.limitCredit(actor.limits().streamBuffer()), actor.limits().payloadSize());
		this.actor = actor;
		this.peer = peer;
		this.id = start.id();
		this.endpoint = endpoint;
		this.payloads = payloads;
		this.time = new Time(start.deadline());
		this.within = (CurrentContext.get() != null) ? CurrentContext.get().id() : null;
		this.start = start;
	}

	ParentSide<S, I, O, R> by(Transport way) {
		this.way = way;
		return this;
	}

	boolean goesBy(Transport way) {
		return this.way == way;
	}

	// The life of a context

	/** Opens the context, runs {@code body}, and leaves. */
	@SuppressWarnings("NullAway")
	<T extends @Nullable Object, X extends Exception> T run(BiFunction<String, Link, Channel> opening,
			ContextBody<S, I, O, R, T, X> body, boolean owesValue) throws X {
		begin();
		T value = null;
		Throwable thrown = null;
		this.scope.enter();
		try {
			this.channel = opening.apply(this.endpoint, this);
			flush();
			value = body.run(this, awaitStarted());
		}
		catch (Throwable ex) {
			thrown = ex;
		}
		this.scope.exit(null);
		thrown = leave(thrown);
		this.left = true;
		transitioned();
		TractorException far = failureOrNull();
		Throwable raised = Conclusion.of(thrown, owesValue, far, read((dialog) -> this.ownCancel));
		if (raised != null && raised == far) {
			ScopeCancelledException expired = expired(far);
			raised = (expired != null) ? expired : raised;
		}
		if (raised != null) {
			throw ParentSide.<X>unchanged(raised);
		}
		return value;
	}

	/**
	 * Opens the context, which has begun, for as long as until it is let go. Nothing of
	 * it runs here, so it is gone once the far side has ended.
	 * @param time how long that may take at most, or null
	 */
	S hold(Transport transport, @Nullable Duration time) {
		this.left = true;
		this.leaving = true;
		connect(transport, time);
		return awaitStarted();
	}

	/**
	 * Opens the context's channel, and does not wait.
	 * @param time how long the context may take at most, or null
	 */
	void connect(Transport transport, @Nullable Duration time) {
		this.channel = transport.open(this.endpoint, this);
		flush();
		if (this.shutDown && this.leaving) {
			// It may have come before this was known to be left to itself.
			askToEnd();
		}
		if (time != null) {
			Deadline deadline = new Deadline();
			this.deadline = deadline;
			deadline.set(time, this::expire);
		}
	}

	private void expire() {
		change((dialog) -> dialog.fail(RemoteErrors.deadline(this.endpoint, this.actor.id())));
		askedToEnd();
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
		if (this.deadline != null) {
			this.deadline.stop();
		}
		discardInbox();
		outcome();
		transitioned();
	}

	/**
	 * The failure, if no operation has thrown it.
	 * @return what is still to be thrown, or null
	 */
	@Nullable TractorException unraised() {
		TractorException failure = failureOrNull();
		return this.raised ? null : failure;
	}

	/** Notes that {@code failure} is thrown, so that closing need not do it again. */
	private TractorException raised(TractorException failure) {
		this.raised = true;
		return failure;
	}

	/** Makes the context known to its actor, which may be closing. */
	void begin() {
		Msg.Start start = Objects.requireNonNull(this.start);
		this.start = null;
		if (this.actor.listened()) {
			Map<String, String> headers = new LinkedHashMap<>();
			this.watches = this.actor.watch(new ContextBeginning(this.id, this.endpoint, Side.PARENT, this.peer, true),
					headers);
			start = Watches.withHeaders(start, headers);
		}
		Msg.Start first = start;
		try {
			CancelScope.checkpoint();
			change((dialog) -> dialog.start(first));
			this.actor.opened(this);
		}
		catch (Throwable ex) {
			discardOutbox();
			ended(ContextEnd.Kind.of(ex), ex);
			throw ex;
		}
	}

	/** Called once, when this side is over and done with. */
	void tellEnd() {
		if (this.watches != null) {
			RemoteError found = read(ParentDialog::failure);
			ended((found != null) ? ContextEnd.Kind.of(found.kind()) : ContextEnd.Kind.of(end()), failureOrNull());
		}
	}

	private void ended(ContextEnd.Kind kind, @Nullable Throwable error) {
		Watches watches = this.watches;
		if (watches != null) {
			ActorId canceller = (kind == ContextEnd.Kind.CANCELLED) ? canceller().orElse(this.actor.id()) : null;
			watches.ended(read((dialog) -> new ContextEnd(kind, dialog.callee(), this.time.passed(),
					dialog.statistics(), canceller, error)));
		}
	}

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

	/** Waits for the far side's end; gives what the body threw, or what cut this off. */
	private @Nullable Throwable leave(@Nullable Throwable thrown) {
		this.leaving = true;
		if (this.shutDown) {
			askToEnd();
		}
		if (thrown == null) {
			change(ParentDialog::leave);
			thrown = awaitEndAsCheckpoint();
		}
		if (thrown != null) {
			change(ParentDialog::leaveSilently);
			askToEnd();
		}
		if (this.<Boolean>read((dialog) -> dialog.failure() != null || dialog.cancelCalled())) {
			askedToEnd();
		}
		if (this.askedToEnd != 0) {
			Interrupts.heldBack(this::awaitEndOrAbandon);
		}
		discardInbox();
		outcome();
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
		if (this.askedToEnd != 0 || ended()) {
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

	private void askToEnd() {
		Channel channel = this.channel;
		if (channel != null && withdraw()) {
			change(ParentDialog::withdraw);
			channel.abandon();
			return;
		}
		if (this.<Boolean>update((dialog) -> dialog.failure() == null && dialog.cancel())) {
			askedToEnd();
		}
	}

	private void askedToEnd() {
		if (this.askedToEnd == 0) {
			this.askedToEnd = System.nanoTime() | 1;
		}
	}

	/** Waits until the far side ends, or has had its time to. */
	private void awaitEndOrAbandon() throws InterruptedException {
		if (!await(ParentSide::over, patience())) {
			abandon();
		}
	}

	private static boolean over(ParentDialog dialog) {
		return dialog.end() != null || dialog.abandoned();
	}

	/** How much longer the far side may take, which was asked to end. */
	private Duration patience() {
		return this.actor.settings().abandonAfter().minusNanos(System.nanoTime() - this.askedToEnd);
	}

	/** Waits no longer for the far side, unless it has ended. */
	private void abandon() {
		if (!this.<Boolean>read(ParentSide::over)) {
			logger.warn("{} was asked to end and has not within {}: it is left behind as a zombie", name(),
					this.actor.settings().abandonAfter());
			change(ParentDialog::abandon);
		}
	}

	// For a body that is not a thread's, and does not wait

	/** Whether the body may begin, or never will. */
	boolean begun() {
		return read(ParentSide::begun);
	}

	/** What cuts the body off: the far side's end, or this actor's. */
	@Nullable RuntimeException cutsBodyOff() {
		if (this.<Boolean>read(ParentDialog::bodyCutOff)) {
			return cutOff();
		}
		return this.shutDown ? new ScopeCancelledException(
				"The body is cut off: actor " + this.actor.id() + " is shutting down", null) : null;
	}

	/**
	 * The body has ended, or is to end while it waits for the far side.
	 * @param well whether it has come to its end by itself, and without an error
	 */
	void leave(boolean well) {
		this.leaving = true;
		if (well) {
			change(ParentDialog::leave);
		}
		else {
			change(ParentDialog::leaveSilently);
		}
		if (!well || this.shutDown) {
			askToEnd();
		}
	}

	/**
	 * Whether the far side has ended, or this one waits for it no longer.
	 * @param abandonment does something after a while, unless it does already
	 */
	boolean isOver(BiConsumer<Duration, Runnable> abandonment) {
		if (this.<Boolean>read(ParentSide::over)) {
			return true;
		}
		if (this.<Boolean>read((dialog) -> dialog.failure() != null || dialog.cancelCalled())) {
			askedToEnd();
		}
		if (this.askedToEnd != 0) {
			abandonment.accept(patience(), this::abandon);
		}
		return false;
	}

	/** As {@link #run} does at its end: gives what is raised, or null. */
	@Nullable Throwable conclude(@Nullable Throwable thrown) {
		if (this.deadline != null) {
			this.deadline.stop();
		}
		discardInbox();
		outcome();
		this.left = true;
		transitioned();
		return Conclusion.of(thrown, false, failureOrNull(), read((dialog) -> this.ownCancel));
	}

	/** How much of its time is left, or null if it has none. */
	@Nullable Duration remaining() {
		return this.time.left();
	}

	@SuppressWarnings("unchecked")
	private static <X extends Throwable> X unchanged(Throwable thrown) throws X {
		throw (X) thrown;
	}

	// The far side's end

	@Override
	protected void changed(ParentDialog dialog) {
		this.bodyCutOff = dialog.bodyCutOff();
	}

	@Override
	protected void transitioned() {
		if (ended()) {
			discardOutbox();
			flush();
		}
		if (ended() && this.left) {
			this.actor.ended(this);
		}
		cutBodyOff();
	}

	private void cutBodyOff() {
		if (this.bodyCutOff && !this.scope.cancelCalled()) {
			this.scope.cancel("the far side of " + name() + " has ended", null);
		}
	}

	@Override
	protected void flush() {
		Channel channel = this.channel;
		if (channel != null) {
			channel.wakeup();
		}
	}

	@Override
	protected void checkScope() {
		CancelScope.checkpoint();
	}

	@Override
	protected RuntimeException cutOff() {
		// Whoever made the transition may not have come to it yet: the body has woken up.
		cutBodyOff();
		TractorException failure = failureOrNull();
		return (failure != null) ? raised(failure) : ownCancel();
	}

	@Override
	protected boolean drainable() {
		return this.bodyCutOff;
	}

	@Override
	protected boolean absorbs(ContextCancelledException ex) {
		return ex == ownCancel();
	}

	@Override
	protected RuntimeException failed(RemoteError error) {
		change((dialog) -> dialog.fail(error));
		askedToEnd();
		return cutOff();
	}

	/** How the dialog failed: null if it did not, or its cancel is this side's own. */
	private @Nullable TractorException failureOrNull() {
		End end = read(ParentDialog::end);
		RemoteError found = read(ParentDialog::failure);
		if (found == null && this.<Boolean>read(ParentDialog::absorbed)) {
			return null;
		}
		return this.<@Nullable TractorException>read((dialog) -> {
			if (this.failure == null) {
				this.failure = toException(found, end);
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

	private ContextCancelledException ownCancel() {
		return read((dialog) -> {
			if (this.ownCancel == null) {
				ActorId callee = dialog.callee();
				this.ownCancel = new ContextCancelledException(
						RemoteError.cancelled((callee != null) ? callee : dialog.self(), dialog.self()));
			}
			return this.ownCancel;
		});
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
				if (this.askedToEnd != 0) {
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
	public Outcome<R> outcome() {
		TractorException failure = failureOrNull();
		if (failure != null) {
			return (failure instanceof ContextCancelledException cancelled) ? new Outcome.Cancelled<>(cancelled)
					: new Outcome.Failed<>(failure);
		}
		End end = read(ParentDialog::end);
		if (this.<Boolean>read((dialog) -> dialog.absorbed() || (dialog.abandoned() && dialog.end() == null))) {
			return new Outcome.Cancelled<>(ownCancel());
		}
		return (end instanceof End.Returned returned) ? returned(returned.value()) : new Outcome.Unresolved<>();
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
	private <V extends @Nullable Object> V decode(ValueReader reader, byte[] bytes, String what) {
		try {
			return (V) reader.read(bytes, 0, bytes.length);
		}
		catch (IOException ex) {
			throw failed(RemoteError.found(RemoteError.Kind.TYPE, MsgTypeException.class,
					what + " of endpoint '" + this.endpoint + "': " + ex.getMessage(), this.actor.id()));
		}
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

	// What can be asked

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public String endpoint() {
		return this.endpoint;
	}

	@Override
	public Side side() {
		return Side.PARENT;
	}

	@Override
	public ActorId localActor() {
		return this.actor.id();
	}

	@Override
	public ActorId remoteActor() {
		ActorId callee = read(ParentDialog::callee);
		if (callee == null) {
			throw new IllegalStateException("The far side of " + name() + " has not answered yet");
		}
		return callee;
	}

	@Override
	public boolean cancelCalled() {
		return read(ParentDialog::cancelCalled);
	}

	@Override
	public boolean cancelAcked() {
		return read(ParentDialog::cancelAcked);
	}

	@Override
	public boolean cancelledCaught() {
		return this.scope.cancelCalled();
	}

	@Override
	public Optional<ActorId> canceller() {
		End end = read(ParentDialog::end);
		if (end instanceof End.Failed failed && failed.error().canceller() != null) {
			return Optional.of(failed.error().canceller());
		}
		return cancelCalled() ? Optional.of(this.actor.id()) : Optional.empty();
	}

	@Override
	public Optional<Throwable> maybeError() {
		TractorException failure = failureOrNull();
		if (failure == null && outcome() instanceof Outcome.Cancelled<R> cancelled) {
			return Optional.of(cancelled.cause());
		}
		return Optional.ofNullable(failure);
	}

	ContextSnapshot snapshot() {
		return read((dialog) -> new ContextSnapshot(this.id, this.endpoint, Side.PARENT, dialog.callee(), this.within,
				dialog.phase().name(), this.time.passed(), this.time.left(), dialog.statistics(), dialog.cancelCalled(),
				canceller().orElse(null), dialog.abandoned() && dialog.end() == null));
	}

	/** Cuts the body off, and asks the far side to end, because this actor is closing. */
	void shutDown() {
		shutDown("actor " + this.actor.id() + " is shutting down");
	}

	/** Cuts the body off, and asks the far side to end. */
	void shutDown(String why) {
		this.shutDown = true;
		this.scope.cancel(why, null);
		if (this.leaving) {
			askToEnd();
		}
		react();
	}

	/** What it is called in messages. */
	private String name() {
		return "context " + this.id + " to endpoint '" + this.endpoint + "' of peer '" + this.peer + "'";
	}

	@Override
	public String toString() {
		return name() + " [" + snapshot() + "]";
	}

	// The channel

	@Override
	public void completed() {
		change((dialog) -> dialog.onLost(null));
	}

	/** If the peer has not answered yet, nothing of the context has run there. */
	@Override
	public void refused(String route, Throwable cause) {
		String why = "Peer '" + this.peer + "' refused the route '" + route + "'"
				+ ((cause.getMessage() != null) ? ": " + cause.getMessage() : "");
		RemoteError refusal = RemoteError.found(RemoteError.Kind.REFUSED, ContextRefusedException.class, why,
				new ActorId(this.peer, "unknown"));
		change((dialog) -> {
			if (dialog.callee() == null && dialog.end() == null) {
				dialog.on(new Msg.Error(refusal));
			}
			else {
				dialog.onLost(cause);
			}
		});
	}

	@Override
	public void broken(Throwable cause) {
		change((dialog) -> dialog.onLost(cause));
	}

}
