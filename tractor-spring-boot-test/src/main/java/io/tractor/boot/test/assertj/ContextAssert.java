package io.tractor.boot.test.assertj;

import java.time.Duration;
import java.util.Objects;

import io.tractor.ActorId;
import io.tractor.Outcome;
import io.tractor.ParentContext;
import io.tractor.TractorException;
import io.tractor.scope.CancelScope;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions for the opener's side of a context.
 *
 * @param <R> the result's type
 */
public final class ContextAssert<R extends @Nullable Object>
		extends AbstractAssert<ContextAssert<R>, ParentContext<?, ?, R>> {

	ContextAssert(@Nullable ParentContext<?, ?, R> context) {
		super(context, ContextAssert.class);
	}

	/**
	 * Verifies that it has not ended.
	 * @return these assertions
	 */
	public ContextAssert<R> isOpen() {
		outcome().isUnresolved();
		return this;
	}

	/**
	 * Begins assertions for how it has ended so far.
	 * @return the assertions
	 */
	public OutcomeAssert<R> outcome() {
		isNotNull();
		return new OutcomeAssert<>(context().outcome());
	}

	/**
	 * Waits for its end, and verifies that it comes in time. As
	 * {@link ParentContext#waitForResult()}, this gives up a stream that is not open.
	 * @param timeout how long to wait at most
	 * @return assertions for how it has ended, whatever way that was
	 */
	public OutcomeAssert<R> endsWithin(Duration timeout) {
		isNotNull();
		try {
			CancelScope.moveOnAfter(timeout, () -> context().waitForResult());
		}
		catch (TractorException ex) {
			if (context().outcome() instanceof Outcome.Unresolved) {
				throw ex;
			}
		}
		if (context().outcome() instanceof Outcome.Unresolved) {
			failWithMessage("Expected context %s to %s to end within %s, and it has not", context().id(),
					context().endpoint(), timeout);
		}
		return outcome();
	}

	/**
	 * Verifies that this side has asked for a cancel.
	 * @return these assertions
	 */
	public ContextAssert<R> isCancelCalled() {
		return is(context().cancelCalled(), "to have been asked to cancel by this side");
	}

	/**
	 * Verifies that this side has asked for a cancel, and the far task has ended.
	 * @return these assertions
	 */
	public ContextAssert<R> isCancelAcked() {
		return is(context().cancelAcked(), "to have acknowledged the cancel");
	}

	/**
	 * Verifies whose request cancelled it.
	 * @param canceller the actor that asked
	 * @return these assertions
	 */
	public ContextAssert<R> isCancelledBy(ActorId canceller) {
		ActorId actual = context().canceller().orElse(null);
		return is(canceller.equals(actual), "to be cancelled by " + canceller + ", and it was by " + actual);
	}

	/**
	 * Verifies whose request cancelled it.
	 * @param canceller the name of the actor that asked
	 * @return these assertions
	 */
	public ContextAssert<R> isCancelledBy(String canceller) {
		ActorId actual = context().canceller().orElse(null);
		return is(actual != null && actual.name().equals(canceller),
				"to be cancelled by " + canceller + ", and it was by " + actual);
	}

	/**
	 * Verifies that nobody has cancelled it.
	 * @return these assertions
	 */
	public ContextAssert<R> isNotCancelled() {
		ActorId actual = context().canceller().orElse(null);
		return is(actual == null, "not to be cancelled, and it was by " + actual);
	}

	private ContextAssert<R> is(boolean fulfilled, String expected) {
		if (!fulfilled) {
			failWithMessage("Expected context %s to %s %s", context().id(), context().endpoint(), expected);
		}
		return this;
	}

	private ParentContext<?, ?, R> context() {
		isNotNull();
		return Objects.requireNonNull(this.actual);
	}

}
