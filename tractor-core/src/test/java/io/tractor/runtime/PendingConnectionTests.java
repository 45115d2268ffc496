package io.tractor.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.tractor.scope.CancelScope;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A context whose connection is still being made has no far side to wait for.
 */
class PendingConnectionTests {

	private final CountDownLatch abandoned = new CountDownLatch(1);

	private final Actor desk = Actor.builder("desk")
		.settings(ActorSettings.DEFAULT.withAbandonAfter(Duration.ofHours(1)))
		.build();

	@Test
	void cancellingTheOpenerEndsAtOnceAndGivesTheChannelUp() throws InterruptedException {
		CancelScope.run((scope) -> {
			this.desk.portal("nobody", new Pending(scope)).context("files.search").call();
		});
		assertThat(this.abandoned.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.desk.contexts()).isEmpty();
		assertThat(Thread.interrupted()).isFalse();
	}

	/**
	 * Never gets a connection, so never polls; the opener is cancelled while it waits.
	 */
	private final class Pending implements Transport {

		private final CancelScope opener;

		Pending(CancelScope opener) {
			this.opener = opener;
		}

		@Override
		public Channel open(String endpoint, Link link) {
			this.opener.cancel();
			return new Channel() {

				@Override
				public void wakeup() {
				}

				@Override
				public void abandon() {
					PendingConnectionTests.this.abandoned.countDown();
				}

			};
		}

		@Override
		public Channel openStream(String endpoint, Link link, int window) {
			return open(endpoint, link);
		}

		@Override
		public void close() {
		}

	}

}
