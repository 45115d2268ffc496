package io.tractor.runtime;

import java.time.Duration;
import java.util.Objects;
import java.util.function.BiConsumer;

import io.tractor.ActorId;
import io.tractor.ContextRefusedException;
import io.tractor.RemoteError;
import io.tractor.ScopeCancelledException;
import io.tractor.TractorException;
import io.tractor.dialog.ParentDialog;
import io.tractor.protocol.Msg;
import io.tractor.scope.CancelScope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the two sides of a context hold together, on the opener's: by the channel between
 * them; by cutting the body off when the far side has ended; and by asking the far side
 * to end when the body has, for as long as it may take.
 */
abstract class ParentLink<I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object>
		extends ParentStatus<I, O, R> implements Link {

	private static final Logger logger = LoggerFactory.getLogger(ParentLink.class);

	/** The first message, until it is queued. */
	private Msg.@Nullable Start start;

	private volatile @Nullable Channel channel;

	/** When the far side was asked to end, in nanoseconds, or 0. */
	private volatile long askedToEnd;

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

	ParentLink(Actor actor, String peer, long number, Msg.Start start, String endpoint, Payloads payloads) {
		super(actor, peer, number, start, endpoint, payloads);
		this.start = start;
	}

	// The channel

	final void by(Transport way) {
		this.way = way;
	}

	final boolean goesBy(Transport way) {
		return this.way == way;
	}

	/** Makes the context known to its actor, which may be closing. */
	final void begin() {
		Msg.Start start = Objects.requireNonNull(this.start);
		this.start = null;
		Msg.Start first = tellBeginning(start);
		try {
			CancelScope.checkpoint();
			change((dialog) -> dialog.start(first));
			this.actor.opened(this);
		}
		catch (Throwable ex) {
			discardOutbox();
			tellEnd(ContextEnd.Kind.of(ex), ex);
			throw ex;
		}
	}

	/**
	 * Opens the context's channel, and does not wait.
	 * @param time how long the context may take at most, or null
	 */
	final void connect(Transport transport, @Nullable Duration time) {
		connected(transport.open(endpoint(), this));
		if (time != null) {
			limit(time, this::expire);
		}
	}

	/** The context's channel is open. */
	final void connected(Channel channel) {
		this.channel = channel;
		flush();
		if (this.shutDown && this.leaving) {
			// It may have come before this was known to be left to itself.
			askToEnd();
		}
	}

	/** The timer may have gone off just before it was stopped, and come here after. */
	final void expire() {
		change((dialog) -> {
			if (isLimited() && !dialog.cancelCalled()) {
				dialog.fail(RemoteErrors.deadline(endpoint(), this.actor.id()));
			}
		});
		askedToEnd();
	}

	@Override
	protected final void flush() {
		Channel channel = this.channel;
		if (channel != null) {
			channel.wakeup();
		}
	}

	@Override
	public final void completed() {
		change((dialog) -> dialog.onLost(null));
	}

	/** If the peer has not answered yet, nothing of the context has run there. */
	@Override
	public final void refused(String route, Throwable cause) {
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
	public final void broken(Throwable cause) {
		change((dialog) -> dialog.onLost(cause));
	}

	// What cuts the body off

	@Override
	protected final void changed(ParentDialog dialog) {
		this.bodyCutOff = dialog.bodyCutOff();
	}

	@Override
	protected final void transitioned() {
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

	/** What cuts the body off now: the far side's end, or this actor's. */
	final @Nullable RuntimeException cutsBodyOff() {
		if (this.<Boolean>read(ParentDialog::bodyCutOff)) {
			return isFinding() ? null : cutOff();
		}
		return this.shutDown ? new ScopeCancelledException(
				"The body is cut off: actor " + this.actor.id() + " is shutting down", null) : null;
	}

	/** Cuts the body off, and asks the far side to end, because this actor is closing. */
	final void shutDown() {
		shutDown("actor " + this.actor.id() + " is shutting down");
	}

	/** Cuts the body off, and asks the far side to end. */
	final void shutDown(String why) {
		this.shutDown = true;
		this.scope.cancel(why, null);
		if (this.leaving) {
			askToEnd();
		}
		react();
	}

	@Override
	protected final void checkScope() {
		CancelScope.checkpoint();
	}

	@Override
	protected final RuntimeException cutOff() {
		// Whoever made the transition may not have come to it yet: the body has woken up.
		cutBodyOff();
		TractorException failure = failureOrNull();
		return (failure != null) ? raised(failure) : ownCancel();
	}

	@Override
	protected final boolean drainable() {
		return this.bodyCutOff;
	}

	@Override
	protected final RuntimeException failed(RemoteError error) {
		change((dialog) -> dialog.fail(error));
		askedToEnd();
		return cutOff();
	}

	// What ends the far side

	/** The body has ended. */
	final void leaving() {
		this.leaving = true;
		if (this.shutDown) {
			askToEnd();
		}
	}

	/**
	 * The body has ended, or is to end while it waits for the far side.
	 * @param well whether it has come to its end by itself, and without an error
	 */
	final void leave(boolean well) {
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

	/** The body has left. */
	final void left() {
		this.left = true;
		transitioned();
	}

	/** There is no body, so that this is gone once the far side has ended. */
	final void leftToItself() {
		this.left = true;
		this.leaving = true;
	}

	final void askToEnd() {
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

	/** Whether the far side was asked to end, and this has been noted. */
	final boolean wasAskedToEnd() {
		return this.askedToEnd != 0;
	}

	/** Also if another thread has asked, and not noted yet that it did. */
	final boolean isAskedToEnd() {
		if (this.<Boolean>read((dialog) -> dialog.failure() != null || dialog.cancelCalled())) {
			askedToEnd();
		}
		return wasAskedToEnd();
	}

	/** Notes since when the far side has had its time to end. */
	final void askedToEnd() {
		if (this.askedToEnd == 0) {
			this.askedToEnd = System.nanoTime() | 1;
		}
	}

	/** Waits until the far side ends, or has had its time to. */
	final void awaitEndOrAbandon() throws InterruptedException {
		if (!await(ParentLink::over, patience())) {
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
		if (!this.<Boolean>read(ParentLink::over)) {
			logger.warn("{} was asked to end and has not within {}: it is left behind as a zombie", name(),
					this.actor.settings().abandonAfter());
			change(ParentDialog::abandon);
		}
	}

	/**
	 * Whether the far side has ended, or this one waits for it no longer.
	 * @param abandonment does something after a while, unless it does already
	 */
	final boolean isOver(BiConsumer<Duration, Runnable> abandonment) {
		if (this.<Boolean>read(ParentLink::over)) {
			return true;
		}
		if (isAskedToEnd()) {
			abandonment.accept(patience(), this::abandon);
		}
		return false;
	}

}
