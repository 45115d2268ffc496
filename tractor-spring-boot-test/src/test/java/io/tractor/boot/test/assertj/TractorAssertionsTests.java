package io.tractor.boot.test.assertj;

import java.time.Duration;
import java.util.List;

import io.tractor.ActorId;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextCancelledException;
import io.tractor.ContextHandle;
import io.tractor.Outcome;
import io.tractor.RemoteActorException;
import io.tractor.RemoteError;
import io.tractor.TransportClosedException;
import io.tractor.runtime.Actor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import static io.tractor.boot.test.assertj.TractorAssertions.assertThat;
import static io.tractor.boot.test.assertj.TractorAssertions.assertThatRemoteErrorIsThrownBy;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Each assertion holds what it says, and tells what it has found instead.
 */
class TractorAssertionsTests {

	private static final ActorId SHELF = new ActorId("shelf", "1234567890");

	private static final ActorId DESK = new ActorId("desk", "abcdefghij");

	private static final ContextCancelledException CANCELLED = new ContextCancelledException(
			RemoteError.cancelled(SHELF, DESK));

	private static final RemoteActorException FAILED = new RemoteActorException(
			new RemoteError(RemoteError.Kind.ERROR, "java.io.IOException", "disk", SHELF,
					List.of(new ActorId("stock", "1"), new ActorId("shop", "2")), List.of(), List.of(), null));

	private static void assertFails(ThrowingCallable assertion, String message) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessageContaining(message);
	}

	@Test
	void outcomes() {
		Outcome<String> open = new Outcome.Unresolved<>();
		Outcome<String> returned = new Outcome.Returned<>("yes");
		Outcome<String> cancelled = new Outcome.Cancelled<>(CANCELLED);
		Outcome<String> failed = new Outcome.Failed<>(FAILED);
		Outcome<String> lost = new Outcome.Failed<>(new TransportClosedException("gone", null));
		assertThat(open).isUnresolved();
		assertThat(returned).isReturned().hasValue("yes").returned().isEqualTo("yes");
		assertThat(cancelled).isCancelled().isCancelledBy("desk").isCancelledBy(DESK);
		assertThat(failed).remoteError().hasBoxedMessage("disk");
		assertThat(lost).failure().isInstanceOf(TransportClosedException.class);
		assertFails(() -> assertThat(returned).isUnresolved(),
				"Expected the context to still be open, and it has returned yes");
		assertFails(() -> assertThat(returned).hasValue("no"), "\"yes\"");
		assertFails(() -> assertThat(cancelled).isReturned(),
				"Expected the context to have returned, and it was cancelled by desk@abcdefgh");
		assertFails(() -> assertThat(failed).isCancelled(),
				"Expected the context to have been cancelled, and it has failed with io.tractor.RemoteActorException");
		assertFails(() -> assertThat(open).failure(), "Expected the context to have failed, and it is still open");
		assertFails(() -> assertThat(lost).remoteError(), "RemoteActorException");
		assertFails(() -> assertThat(cancelled).isCancelledBy("shelf"),
				"Expected the context to have been cancelled by shelf, and it was by desk@abcdefgh");
		assertFails(() -> assertThat(cancelled).isCancelledBy(SHELF), "by shelf@12345678, and it was by desk");
		assertFails(() -> assertThat((Outcome<String>) null).isReturned(), "null");
	}

	@Test
	void remoteErrors() {
		assertThat(FAILED).hasBoxedType("java.io.IOException")
			.hasBoxedType(java.io.IOException.class)
			.hasBoxedMessage("disk")
			.hasBoxedMessageContaining("is")
			.hasSource("shelf")
			.isRelayedBy("stock", "shop");
		assertThat(CANCELLED).isCancelledBy("desk");
		assertFails(() -> assertThat(FAILED).hasBoxedType(Error.class), "java.io.IOException");
		assertFails(() -> assertThat(FAILED).hasBoxedMessage("full"), "\"full\"");
		assertFails(() -> assertThat(FAILED).hasBoxedMessageContaining("full"), "\"full\"");
		assertFails(() -> assertThat(CANCELLED).hasBoxedMessageContaining("full"), "\"full\"");
		assertFails(() -> assertThat(FAILED).hasSource("stock"), "stock to be where it began, and it was shelf@");
		assertFails(() -> assertThat(FAILED).isRelayedBy("shop", "stock"), "[stock, shop]");
		assertFails(() -> assertThat(FAILED).isCancelledBy("desk"), "ContextCancelledException");
		assertFails(() -> assertThat(CANCELLED).isCancelledBy("shelf"), "shelf to have cancelled, and it was desk@");
	}

	@Test
	void remoteErrorsThatAreThrown() {
		assertThatRemoteErrorIsThrownBy(() -> {
			throw FAILED;
		}).hasSource("shelf");
		assertFails(() -> assertThatRemoteErrorIsThrownBy(() -> {
		}), "Expecting code to raise a throwable");
		assertFails(() -> assertThatRemoteErrorIsThrownBy(() -> {
			throw new IllegalStateException();
		}), "RemoteActorException");
	}

	@Test
	void contexts() {
		try (Actor actor = Actor.builder("desk").endpoints(new Echo()).build();
				ContextHandle<Void, String, String, String> context = actor.self().context(Echo::echo).open()) {
			assertThat(context).isOpen().isNotCancelled();
			assertThat(context).outcome().isUnresolved();
			assertFails(() -> assertThat(context).isCancelCalled(),
					"to echo to have been asked to cancel by this side");
			assertFails(() -> assertThat(context).isCancelAcked(), "to have acknowledged the cancel");
			assertFails(() -> assertThat(context).isCancelledBy("desk"), "to be cancelled by desk, and it was by null");
			assertFails(() -> assertThat(context).isCancelledBy(SHELF), "to be cancelled by shelf@");
			// Else it would be given up, and end.
			context.openStream();
			assertFails(() -> assertThat(context).endsWithin(Duration.ofMillis(1)),
					"to end within PT0.001S, and it has not");
			context.cancel(Duration.ofSeconds(10));
			assertThat(context).isCancelCalled().isCancelAcked().isCancelledBy("desk").isCancelledBy(actor.id());
			assertThat(context).endsWithin(Duration.ofSeconds(10)).isCancelledBy(actor.id());
			assertFails(() -> assertThat(context).isOpen(), "still be open");
			assertFails(() -> assertThat(context).isNotCancelled(), "not to be cancelled, and it was by desk@");
		}
	}

	@Test
	void aContextThatFailsEnds() {
		try (Actor actor = Actor.builder("desk").endpoints(new Echo()).build();
				ContextHandle<Void, String, String, String> context = actor.self().context(Echo::echo).open()) {
			context.openStream().send("bad");
			assertThat(context).endsWithin(Duration.ofSeconds(10)).remoteError().hasBoxedMessage("bad");
		}
	}

	/**
	 * An endpoint.
	 */
	public static class Echo {

		@Context("echo")
		public String echo(ChildContext<Void, String, String> ctx) {
			ctx.started();
			return ctx.stream((stream) -> {
				for (String word : stream) {
					if (word.equals("bad")) {
						throw new IllegalStateException(word);
					}
					stream.send(word);
				}
				return "done";
			});
		}

	}

}
