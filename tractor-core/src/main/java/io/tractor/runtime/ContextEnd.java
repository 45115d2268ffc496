package io.tractor.runtime;

import java.time.Duration;

import io.tractor.ActorId;
import io.tractor.RemoteError;
import io.tractor.StreamStatistics;
import io.tractor.dialog.End;
import io.tractor.scope.CancelScope;
import org.jspecify.annotations.Nullable;

/**
 * How a context ended on one side, and what went through it.
 *
 * @param kind how it ended
 * @param peer the actor of the other side, or null if it has never answered
 * @param duration how long it took on this side
 * @param stream what went through this side's end of the stream
 * @param canceller who asked for the cancel if it was cancelled, as far as this side
 * knows it; else null
 * @param error what its failure is to this side; null if it returned, or ended by a
 * cancel that this side had asked for itself
 */
public record ContextEnd(Kind kind, @Nullable ActorId peer, Duration duration, StreamStatistics stream,
		@Nullable ActorId canceller, @Nullable Throwable error) {

	/**
	 * The ways in which a context ends. Both sides agree, but for a connection that was
	 * lost when only one of them had ended, and for a side that failed by itself.
	 */
	public enum Kind {

		/** The endpoint returned. */
		RETURNED,

		/** It was cancelled, by whomever. */
		CANCELLED,

		/**
		 * Its deadline passed, and the endpoint's clock was the first to tell; if it is
		 * the opener's, it is cancelled.
		 */
		DEADLINE,

		/** A side did not receive what the other sent. */
		OVERRUN,

		/** The endpoint threw, or a side broke a rule or the contract. */
		FAILED,

		/** Nothing of it has run. */
		REFUSED,

		/** The connection was lost, or could not be made. */
		LOST;

		static Kind of(@Nullable End end) {
			if (end instanceof End.Returned) {
				return RETURNED;
			}
			if (end instanceof End.Failed failed) {
				return of(failed.error().kind());
			}
			return (end instanceof End.Lost) ? LOST : FAILED;
		}

		/** Of what has kept it from being opened. */
		static Kind of(Throwable unopened) {
			return CancelScope.isCancellation(unopened) ? CANCELLED : FAILED;
		}

		static Kind of(RemoteError.Kind kind) {
			return switch (kind) {
				case CANCELLED -> CANCELLED;
				case DEADLINE -> DEADLINE;
				case OVERRUN -> OVERRUN;
				case REFUSED -> REFUSED;
				case ERROR, TYPE, PROTOCOL -> FAILED;
			};
		}

	}

}
