package io.tractor.boot.test.assertj;

import io.tractor.Outcome;
import io.tractor.ParentContext;
import io.tractor.RemoteActorException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Where assertions for contexts, their outcomes and errors of other actors begin. To be
 * imported statically, beside AssertJ's own.
 */
public final class TractorAssertions {

	private TractorAssertions() {
	}

	/**
	 * Begins assertions for an outcome.
	 * @param outcome what {@code waitForResult()} gave
	 * @param <R> the result's type
	 * @return the assertions
	 */
	public static <R extends @Nullable Object> OutcomeAssert<R> assertThat(@Nullable Outcome<R> outcome) {
		return new OutcomeAssert<>(outcome);
	}

	/**
	 * Begins assertions for the opener's side of a context, a handle among them.
	 * @param context the context
	 * @param <R> the result's type
	 * @return the assertions
	 */
	public static <R extends @Nullable Object> ContextAssert<R> assertThat(@Nullable ParentContext<?, ?, R> context) {
		return new ContextAssert<>(context);
	}

	/**
	 * Begins assertions for an error of another actor.
	 * @param error what {@code open} threw
	 * @return the assertions
	 */
	public static RemoteErrorAssert assertThat(@Nullable RemoteActorException error) {
		return new RemoteErrorAssert(error);
	}

	/**
	 * Runs code that is to throw an error of another actor, and begins assertions for
	 * that.
	 * @param code what is to throw
	 * @return the assertions
	 * @throws AssertionError if it throws nothing, or anything else
	 */
	public static RemoteErrorAssert assertThatRemoteErrorIsThrownBy(ThrowingCallable code) {
		return new RemoteErrorAssert(assertThatExceptionOfType(RemoteActorException.class).isThrownBy(code).actual());
	}

}
