package io.tractor;

import java.util.NoSuchElementException;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How a context ended, or that it has not.
 *
 * @param <R> the result's type
 */
public sealed interface Outcome<R extends @Nullable Object> {

	/**
	 * The result.
	 * @return the value the endpoint returned
	 * @throws ContextCancelledException if the context was cancelled
	 * @throws RuntimeException what it failed with, if it failed
	 * @throws NoSuchElementException if it has not ended
	 */
	R get();

	/**
	 * The result, or {@code other} if the context was cancelled.
	 * @param other what stands for the result of a cancelled context
	 * @return the value the endpoint returned, or {@code other}
	 * @throws RuntimeException what it failed with, if it failed
	 * @throws NoSuchElementException if it has not ended
	 */
	default R orElse(R other) {
		return (this instanceof Cancelled) ? other : get();
	}

	/**
	 * The context is still running.
	 *
	 * @param <R> the result's type
	 */
	record Unresolved<R extends @Nullable Object>() implements Outcome<R> {

		@Override
		public R get() {
			throw new NoSuchElementException("The context has not ended");
		}

	}

	/**
	 * The endpoint returned.
	 *
	 * @param <R> the result's type
	 * @param value what it returned
	 */
	record Returned<R extends @Nullable Object>(R value) implements Outcome<R> {

		@Override
		public R get() {
			return this.value;
		}

	}

	/**
	 * The context was cancelled, and by whom:
	 * {@link ContextCancelledException#canceller()}.
	 *
	 * @param <R> the result's type
	 * @param cause the cancellation
	 */
	record Cancelled<R extends @Nullable Object>(ContextCancelledException cause) implements Outcome<R> {

		public Cancelled {
			Objects.requireNonNull(cause, "cause");
		}

		@Override
		public R get() {
			throw this.cause;
		}

	}

	/**
	 * The context failed: its endpoint threw, the connection was lost, or a rule of the
	 * dialog was broken.
	 *
	 * @param <R> the result's type
	 * @param cause what it failed with
	 */
	record Failed<R extends @Nullable Object>(TractorException cause) implements Outcome<R> {

		public Failed {
			Objects.requireNonNull(cause, "cause");
		}

		@Override
		public R get() {
			throw this.cause;
		}

	}

}
