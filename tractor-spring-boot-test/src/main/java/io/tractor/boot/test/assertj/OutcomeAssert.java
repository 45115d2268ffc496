package io.tractor.boot.test.assertj;

import java.util.Objects;

import io.tractor.ActorId;
import io.tractor.Outcome;
import io.tractor.RemoteActorException;
import io.tractor.TractorException;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ObjectAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions for an {@link Outcome}.
 *
 * @param <R> the result's type
 */
public final class OutcomeAssert<R extends @Nullable Object> extends AbstractAssert<OutcomeAssert<R>, Outcome<R>> {

	OutcomeAssert(@Nullable Outcome<R> outcome) {
		super(outcome, OutcomeAssert.class);
	}

	/**
	 * Verifies that the context has not ended.
	 * @return these assertions
	 */
	public OutcomeAssert<R> isUnresolved() {
		return is(Outcome.Unresolved.class, "still be open");
	}

	/**
	 * Verifies that the endpoint has returned.
	 * @return these assertions
	 */
	public OutcomeAssert<R> isReturned() {
		return is(Outcome.Returned.class, "have returned");
	}

	/**
	 * Verifies that the endpoint has returned a value equal to this.
	 * @param value the value
	 * @return these assertions
	 */
	public OutcomeAssert<R> hasValue(R value) {
		returned().isEqualTo(value);
		return this;
	}

	/**
	 * Verifies that the endpoint has returned.
	 * @return assertions for what it returned
	 */
	@SuppressWarnings("NullAway")
	public ObjectAssert<R> returned() {
		isReturned();
		return Assertions.assertThat(((Outcome.Returned<R>) this.actual).value());
	}

	/**
	 * Verifies that the context was cancelled, by whomever.
	 * @return these assertions
	 */
	public OutcomeAssert<R> isCancelled() {
		return is(Outcome.Cancelled.class, "have been cancelled");
	}

	/**
	 * Verifies that the context was cancelled, and by whom.
	 * @param canceller the actor that asked for it
	 * @return these assertions
	 */
	public OutcomeAssert<R> isCancelledBy(ActorId canceller) {
		ActorId actual = canceller();
		if (!actual.equals(canceller)) {
			failWithMessage("Expected the context to have been cancelled by %s, and it was by %s", canceller, actual);
		}
		return this;
	}

	/**
	 * Verifies that the context was cancelled, and by whom.
	 * @param canceller the name of the actor that asked for it
	 * @return these assertions
	 */
	public OutcomeAssert<R> isCancelledBy(String canceller) {
		ActorId actual = canceller();
		if (!actual.name().equals(canceller)) {
			failWithMessage("Expected the context to have been cancelled by %s, and it was by %s", canceller, actual);
		}
		return this;
	}

	private ActorId canceller() {
		isCancelled();
		return ((Outcome.Cancelled<R>) this.actual).cause().canceller();
	}

	/**
	 * Verifies that the context has failed.
	 * @return assertions for what it failed with
	 */
	public AbstractThrowableAssert<?, ? extends TractorException> failure() {
		is(Outcome.Failed.class, "have failed");
		return Assertions.assertThat(((Outcome.Failed<R>) this.actual).cause());
	}

	/**
	 * Verifies that the context has failed with an error of another actor.
	 * @return assertions for that error
	 */
	public RemoteErrorAssert remoteError() {
		failure().isInstanceOf(RemoteActorException.class);
		return new RemoteErrorAssert((RemoteActorException) ((Outcome.Failed<R>) this.actual).cause());
	}

	private OutcomeAssert<R> is(Class<?> kind, String expected) {
		isNotNull();
		if (!kind.isInstance(this.actual)) {
			failWithActualExpectedAndMessage(this.actual, kind.getSimpleName(), "Expected the context to " + expected
					+ ", and it " + describe(Objects.requireNonNull(this.actual)));
		}
		return this;
	}

	private static String describe(Outcome<?> outcome) {
		if (outcome instanceof Outcome.Returned<?> returned) {
			return "has returned " + returned.value();
		}
		if (outcome instanceof Outcome.Cancelled<?> cancelled) {
			return "was cancelled by " + cancelled.cause().canceller();
		}
		if (outcome instanceof Outcome.Failed<?> failed) {
			return "has failed with " + failed.cause();
		}
		return "is still open";
	}

}
