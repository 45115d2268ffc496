package io.tractor.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.netty.buffer.ByteBuf;
import io.tractor.ActorId;
import io.tractor.ContextCancelledException;
import io.tractor.RemoteError;
import io.tractor.ScopeCancelledException;
import io.tractor.dialog.ChildDialog;
import io.tractor.dialog.ChildDialog.Interruption;
import io.tractor.protocol.Msg;
import io.tractor.scope.CancelScope;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the two sides of a context hold together, on the endpoint's: by the channel between
 * them, and by cutting the task off when the far side asks for it, fails or is lost.
 */
abstract class ChildLink<S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object>
		extends ChildStatus<S, I, O> implements Link {

	private static final Logger logger = LoggerFactory.getLogger(ChildLink.class);

	final Channel channel;

	/** The endpoint's task is in it. */
	final CancelScope scope = CancelScope.root();

	/**
	 * Whether it has a place among those that its actor serves. Written by its admission.
	 */
	volatile boolean admitted;

	/** What cut the task off, as the dialog was at its last change. */
	private volatile @Nullable Interruption interruption;

	/** Whether the opener has gone on without the task, likewise. */
	private volatile boolean zombie;

	private volatile boolean zombieLogged;

	/** Whether the opener has left a one-way stream, and hears no more. */
	private volatile boolean unheard;

	ChildLink(Actor actor, String endpoint, Channel channel, Transport back) {
		super(actor, endpoint, back);
		this.channel = channel;
	}

	// The channel

	@Override
	protected final void flush() {
		this.channel.wakeup();
	}

	@Override
	protected final void flushSoon() {
		this.channel.wakeupSoon();
	}

	@Override
	public final @Nullable ByteBuf poll() {
		ByteBuf frame = super.poll();
		leaveIfFinished();
		return frame;
	}

	/** Before the far side can know of the end. */
	private void leaveIfFinished() {
		if (finished()) {
			this.actor.finished(this);
		}
	}

	@Override
	public final void completed() {
		change((dialog) -> dialog.onLost(null));
	}

	@Override
	public final void broken(Throwable cause) {
		change((dialog) -> dialog.onLost(cause));
		discardOutbox();
		leaveIfFinished();
	}

	@Override
	public final void unwanted() {
		this.unheard = true;
		change((dialog) -> {
			ActorId caller = dialog.caller();
			if (caller != null) {
				dialog.on(new Msg.Cancel(caller));
			}
			else {
				dialog.onLost(null);
			}
		});
		discardOutbox();
		leaveIfFinished();
	}

	/** Whether the opener has left a one-way stream, and hears no more. */
	final boolean isUnheard() {
		return this.unheard;
	}

	// What cuts the task off

	/** Cancels the task at the wish of someone other than the opener. */
	final boolean cancel(ActorId canceller) {
		return update((dialog) -> dialog.cancel(canceller));
	}

	/** Its time is over. */
	final void expire(Duration time) {
		this.scope.cancel("its time of " + time + " is over", null);
	}

	/** Whether the task is to end now. */
	final boolean isCutOffNow() {
		boolean cutOff = this.scope.cancelCalled() || this.<Boolean>read((dialog) -> dialog.interruption() != null);
		return cutOff && !isFinding();
	}

	@Override
	protected final void changed(ChildDialog dialog) {
		this.interruption = dialog.interruption();
		this.zombie = dialog.abandoned() && dialog.end() == null;
	}

	@Override
	protected final void transitioned() {
		Interruption interruption = this.interruption;
		if (interruption != null) {
			cutTaskOff(interruption);
		}
		if (this.zombie && !this.zombieLogged) {
			this.zombieLogged = true;
			logger.warn("{} was cancelled and has not ended, its opener has gone on without it: it is a zombie",
					name());
		}
		if (ended()) {
			if (interruption instanceof Interruption.Lost) {
				discardOutbox();
			}
			leaveIfFinished();
			flush();
		}
	}

	private void cutTaskOff(Interruption interruption) {
		if (!this.scope.cancelCalled()) {
			this.scope.cancel(describe(interruption), null);
		}
	}

	private String describe(Interruption interruption) {
		if (interruption instanceof Interruption.Cancelled cancelled) {
			return name() + " was cancelled by " + cancelled.canceller();
		}
		if (interruption instanceof Interruption.Failed failed) {
			return name() + " failed: " + failed.error().message();
		}
		return name() + " lost its connection";
	}

	/** The stacks of the task's threads, those of its nurseries included. */
	final Map<String, List<StackTraceElement>> stacks() {
		return this.scope.stacks();
	}

	// What the task's operations throw

	@Override
	protected final void checkScope() {
		CancelScope.checkpoint(this.scope);
	}

	@Override
	protected final RuntimeException cutOff() {
		// Whoever made the transition may not have come to it yet: the task has woken up.
		Interruption interruption = this.interruption;
		if (interruption != null) {
			cutTaskOff(interruption);
		}
		RuntimeException failure = failure();
		if (failure != null) {
			return failure;
		}
		try {
			// Before the end: what a cancelled Mono has left behind may outlive it.
			CancelScope.checkpoint(this.scope);
		}
		catch (ScopeCancelledException ex) {
			return ex;
		}
		if (ended()) {
			return new IllegalStateException("The task of " + name() + " has ended");
		}
		return new ScopeCancelledException(
				(interruption != null) ? describe(interruption) : "The stream of " + name() + " is cut off", null);
	}

	@Override
	protected final RuntimeException failed(RemoteError error) {
		change((dialog) -> dialog.fail(error));
		return cutOff();
	}

	@Override
	protected final boolean drainable() {
		return false;
	}

	@Override
	protected final boolean absorbs(ContextCancelledException ex) {
		return false;
	}

}
