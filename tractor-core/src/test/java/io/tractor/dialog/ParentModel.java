package io.tractor.dialog;

import java.util.List;
import java.util.function.BooleanSupplier;

import io.tractor.ActorId;
import io.tractor.RemoteError;

/**
 * The opener's side, as {@code io.tractor.runtime.ParentSide} is.
 */
final class ParentModel extends SideModel<ParentDialog> {

	/** Whether the far side was asked to end, so that patience with it is limited. */
	boolean asked;

	/** Whether a scope around {@code open} is cancelled. */
	boolean outerCancelled;

	/** Whether a scope further out is cancelled, that of the task which opened it. */
	private final BooleanSupplier around;

	/** Whether this actor is closing. */
	boolean shutDown;

	/** Whether it gave the context up before anything of it had left. */
	boolean withdrawn;

	/** Whether {@code open} has returned or thrown. */
	boolean left;

	/** Whether it is a handle, whose scope nothing runs in. */
	final boolean held;

	ParentModel(ActorId self, int window, boolean held, BooleanSupplier around) {
		super("parent", window, (outlet) -> new ParentDialog(self, "e", window, outlet));
		this.held = held;
		this.around = around;
	}

	boolean aroundCancelled() {
		return this.outerCancelled || this.around.getAsBoolean();
	}

	@Override
	boolean toBeCut() {
		return this.dialog.bodyCutOff();
	}

	@Override
	boolean scopeEffective() {
		return aroundCancelled() || (this.scopeCancelled && !this.held) || this.siblingFailed;
	}

	@Override
	Thrown cutOff() {
		this.scopeCancelled |= toBeCut();
		return hasFailed() ? Thrown.FAILURE : Thrown.OWN;
	}

	/** Whether there is an error that is raised in the body and out of {@code open}. */
	boolean hasFailed() {
		End end = this.dialog.end();
		return this.dialog.failure() != null
				|| (!this.dialog.absorbed() && (end instanceof End.Failed || end instanceof End.Lost));
	}

	/**
	 * What is raised out of {@code open}, as {@link #hasFailed} says that something is.
	 */
	RemoteError error() {
		if (this.dialog.failure() != null) {
			return this.dialog.failure();
		}
		return (this.dialog.end() instanceof End.Failed failed) ? failed.error() : new RemoteError(
				RemoteError.Kind.ERROR, "lost", null, this.dialog.self(), List.of(), List.of(), List.of(), null);
	}

	@Override
	Thrown failed(RemoteError error) {
		update((dialog) -> dialog.fail(error));
		this.asked = true;
		return cutOff();
	}

	@Override
	void discard() {
		if (this.dialog.end() != null) {
			this.out.close();
		}
	}

	/** Whether {@code waitForResult} has nothing to wait for. */
	boolean resolved() {
		return this.dialog.end() != null || this.dialog.failure() != null || this.dialog.abandoned();
	}

	@Override
	void addTo(Fingerprint fingerprint) {
		super.addTo(fingerprint);
		fingerprint.add(this.asked);
		fingerprint.add(this.outerCancelled);
		fingerprint.add(this.shutDown);
		fingerprint.add(this.withdrawn);
		fingerprint.add(this.left);
	}

}
