package io.tractor.boot.test.assertj;

import java.util.List;
import java.util.Objects;

import io.tractor.ActorId;
import io.tractor.ContextCancelledException;
import io.tractor.RemoteActorException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions for a {@link RemoteActorException}.
 */
public final class RemoteErrorAssert extends AbstractThrowableAssert<RemoteErrorAssert, RemoteActorException> {

	RemoteErrorAssert(@Nullable RemoteActorException error) {
		super(error, RemoteErrorAssert.class);
	}

	/**
	 * Verifies which exception was thrown where it began.
	 * @param type exactly that class
	 * @return these assertions
	 */
	public RemoteErrorAssert hasBoxedType(Class<? extends Throwable> type) {
		return hasBoxedType(type.getName());
	}

	/**
	 * Verifies which exception was thrown where it began.
	 * @param type the name of its class, which need not exist here
	 * @return these assertions
	 */
	public RemoteErrorAssert hasBoxedType(String type) {
		String actual = error().boxedType();
		return is(actual.equals(type), "a " + type + " to be what was thrown", actual);
	}

	/**
	 * Verifies the message of the exception where it began.
	 * @param message the message, or null if there is to be none
	 * @return these assertions
	 */
	public RemoteErrorAssert hasBoxedMessage(@Nullable String message) {
		String actual = error().boxedMessage();
		return is(Objects.equals(actual, message), "the message to be \"" + message + "\"", "\"" + actual + "\"");
	}

	/**
	 * Verifies a part of the message of the exception where it began.
	 * @param text what is to be in it
	 * @return these assertions
	 */
	public RemoteErrorAssert hasBoxedMessageContaining(String text) {
		String actual = error().boxedMessage();
		return is(actual != null && actual.contains(text), "\"" + text + "\" to be in the message",
				"\"" + actual + "\"");
	}

	/**
	 * Verifies where it began.
	 * @param actor the name of the actor
	 * @return these assertions
	 */
	public RemoteErrorAssert hasSource(String actor) {
		ActorId actual = error().source();
		return is(actual.name().equals(actor), actor + " to be where it began", actual);
	}

	/**
	 * Verifies which actors have passed it on.
	 * @param actors their names, that of the one nearest to the source first; none if it
	 * came from the source itself
	 * @return these assertions
	 */
	public RemoteErrorAssert isRelayedBy(String... actors) {
		List<String> actual = error().relayPath().stream().map(ActorId::name).toList();
		return is(actual.equals(List.of(actors)), List.of(actors) + " to have passed it on", actual);
	}

	/**
	 * Verifies that it is a cancel, and by whom.
	 * @param canceller the name of the actor that asked for it
	 * @return these assertions
	 */
	public RemoteErrorAssert isCancelledBy(String canceller) {
		isInstanceOf(ContextCancelledException.class);
		ActorId actual = ((ContextCancelledException) error()).canceller();
		return is(actual.name().equals(canceller), canceller + " to have cancelled", actual);
	}

	private RemoteErrorAssert is(boolean fulfilled, String expected, Object actual) {
		if (!fulfilled) {
			failWithMessage("Expected %s, and it was %s, in: %s", expected, actual, error());
		}
		return this;
	}

	private RemoteActorException error() {
		isNotNull();
		return Objects.requireNonNull(this.actual);
	}

}
