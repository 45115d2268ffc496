package io.tractor.dialog;

import io.tractor.ActorId;
import io.tractor.RemoteError;
import io.tractor.dialog.ChildDialog.Interruption;

/**
 * The endpoint's side, as {@code io.tractor.runtime.ChildSide} is.
 */
final class ChildModel extends SideModel<ChildDialog> {

	/** Whether its deadline has passed. */
	boolean expired;

	ChildModel(ActorId self, int window) {
		super("child", window, (outlet) -> new ChildDialog(self, "e", window, outlet));
	}

	@Override
	boolean toBeCut() {
		return this.dialog.interruption() != null;
	}

	@Override
	boolean scopeEffective() {
		return this.scopeCancelled || this.siblingFailed;
	}

	@Override
	Thrown cutOff() {
		this.scopeCancelled |= toBeCut();
		if (this.dialog.interruption() instanceof Interruption.Failed) {
			return Thrown.FAILURE;
		}
		return (this.dialog.end() != null) ? Thrown.STATE : Thrown.SCOPE;
	}

	@Override
	Thrown failed(RemoteError error) {
		update((dialog) -> dialog.fail(error));
		return cutOff();
	}

	@Override
	void discard() {
		if (this.dialog.end() instanceof End.Lost) {
			this.out.close();
		}
	}

	@Override
	void addTo(Fingerprint fingerprint) {
		super.addTo(fingerprint);
		fingerprint.add(this.expired);
	}

}
