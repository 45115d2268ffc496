package io.tractor.runtime;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import io.tractor.ContextCancelledException;
import io.tractor.TractorException;
import io.tractor.scope.CancelScope;
import org.jspecify.annotations.Nullable;

/**
 * What comes out of {@code open}, from what the body did and how the dialog ended.
 *
 * <table>
 * <caption>What is raised</caption>
 * <tr>
 * <th>the body</th>
 * <th>far side well, or its cancel absorbed</th>
 * <th>far side failed, was cancelled by others, or lost</th>
 * </tr>
 * <tr>
 * <td>returned</td>
 * <td>nothing</td>
 * <td>the far error</td>
 * </tr>
 * <tr>
 * <td>was cut off by a cancelled scope or an interrupt</td>
 * <td>that cancellation</td>
 * <td>the far error</td>
 * </tr>
 * <tr>
 * <td>threw the cancellation it had asked for itself</td>
 * <td>nothing, or that cancellation if it owed a value</td>
 * <td>the far error</td>
 * </tr>
 * <tr>
 * <td>threw its own exception</td>
 * <td>that exception</td>
 * <td>that exception, the far error suppressed on it</td>
 * </tr>
 * </table>
 */
final class Conclusion {

	private Conclusion() {
	}

	/**
	 * Decides what is raised.
	 * @param thrown what the body threw, or null if it returned
	 * @param owesValue whether {@code open} was to return the body's value
	 * @param far how the dialog failed, or null if it did not or the cancel is absorbed
	 * @param ownCancel the cancellation that this side's operations threw after it had
	 * called {@code cancel()}, or null
	 * @return what to raise, or null to return the body's value
	 */
	static @Nullable Throwable of(@Nullable Throwable thrown, boolean owesValue, @Nullable TractorException far,
			@Nullable ContextCancelledException ownCancel) {
		if (thrown == null) {
			return far;
		}
		if (thrown == far) {
			return far;
		}
		if (thrown == ownCancel) {
			return (far != null) ? far : (owesValue ? thrown : null);
		}
		if (far == null) {
			return thrown;
		}
		if (CancelScope.isCancellation(thrown)) {
			if (thrown.getCause() != null && thrown.getCause() != far) {
				far.addSuppressed(thrown);
			}
			return far;
		}
		if (!causedBy(thrown, far)) {
			thrown.addSuppressed(far);
		}
		return thrown;
	}

	private static boolean causedBy(Throwable thrown, Throwable cause) {
		Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		for (Throwable link = thrown; link != null && seen.add(link); link = link.getCause()) {
			if (link == cause) {
				return true;
			}
		}
		return false;
	}

}
