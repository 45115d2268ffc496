package io.tractor.boot.autoconfigure.peer;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.rsocket.RSocket;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Connections}.
 */
class ConnectionsTests {

	private final Connections connections = new Connections();

	@Test
	void isIdleBeforeTheFirstAttempt() {
		this.connections.watched(Mono.error(new IOException("not subscribed to")));
		assertThat(this.connections.status("files")).isEqualTo(new PeerStatus("files", PeerStatus.State.IDLE, 0, null));
	}

	@Test
	void isConnectedUntilTheConnectionIsLost() {
		AtomicBoolean lost = new AtomicBoolean();
		RSocket connection = new RSocket() {

			@Override
			public boolean isDisposed() {
				return lost.get();
			}

		};
		this.connections.watched(Mono.just(connection)).block();
		assertThat(this.connections.status("files"))
			.isEqualTo(new PeerStatus("files", PeerStatus.State.CONNECTED, 1, null));
		lost.set(true);
		assertThat(this.connections.status("files")).isEqualTo(new PeerStatus("files", PeerStatus.State.IDLE, 1, null));
	}

	@Test
	void aFailureIsKeptAlsoIfTheAttemptIsGivenUpAfterIt() {
		IOException failure = new IOException("refused");
		this.connections.watched(Mono.error(failure)).subscribe(new GivesUp());
		assertThat(this.connections.status("files"))
			.isEqualTo(new PeerStatus("files", PeerStatus.State.FAILED, 0, failure));
	}

	@Test
	void anAttemptThatIsGivenUpHasFailed() {
		this.connections.watched(Mono.never()).subscribe().dispose();
		PeerStatus status = this.connections.status("files");
		assertThat(status.state()).isEqualTo(PeerStatus.State.FAILED);
		assertThat(status.failure()).isInstanceOf(TimeoutException.class);
	}

	@Test
	void isIdleWhenClosedOnPurpose() {
		this.connections.watched(Mono.never()).subscribe().dispose();
		this.connections.closed();
		assertThat(this.connections.status("files").state()).isEqualTo(PeerStatus.State.IDLE);
	}

	/** Gives an attempt up when it has failed, as the transport does. */
	private static final class GivesUp implements CoreSubscriber<RSocket> {

		private Subscription subscription;

		@Override
		public void onSubscribe(Subscription subscription) {
			this.subscription = subscription;
			subscription.request(1);
		}

		@Override
		public void onNext(RSocket connection) {
		}

		@Override
		public void onError(Throwable cause) {
			this.subscription.cancel();
		}

		@Override
		public void onComplete() {
		}

	}

}
