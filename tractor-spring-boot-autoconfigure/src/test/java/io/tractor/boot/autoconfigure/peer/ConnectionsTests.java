package io.tractor.boot.autoconfigure.peer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

import io.rsocket.RSocket;
import io.rsocket.exceptions.RejectedSetupException;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Connections}.
 */
class ConnectionsTests {

	private final List<String> events = new ArrayList<>();

	private final Connections connections = new Connections("tcp://files:1", new Connections.Watcher() {

		@Override
		public void connected(String address) {
			ConnectionsTests.this.events.add("connected " + address);
		}

		@Override
		public void lost(String address, Throwable cause) {
			ConnectionsTests.this.events.add("lost " + address + " " + cause);
		}

	});

	@Test
	void isIdleBeforeTheFirstAttempt() {
		this.connections.watched(Mono.error(new IOException("not subscribed to")));
		is(PeerStatus.State.IDLE, 0);
		assertThat(this.connections.failure()).isNull();
	}

	@Test
	void isConnectedUntilTheConnectionIsLost() {
		Connection connection = new Connection();
		this.connections.watched(Mono.just(connection)).block();
		is(PeerStatus.State.CONNECTED, 1);
		connection.end(null);
		is(PeerStatus.State.IDLE, 1);
		assertThat(this.events).containsExactly("connected tcp://files:1", "lost tcp://files:1 null");
	}

	@Test
	void whatHasHappenedToAConnectionIsTold() {
		Connection connection = new Connection();
		this.connections.watched(Mono.just(connection)).block();
		connection.end(new IOException("reset"));
		is(PeerStatus.State.IDLE, 1);
		assertThat(this.events).contains("lost tcp://files:1 java.io.IOException: reset");
	}

	@Test
	void aConnectionThatThePeerDoesNotAcceptIsAFailure() {
		Connection connection = new Connection();
		this.connections.watched(Mono.just(connection)).block();
		RejectedSetupException rejected = new RejectedSetupException("who are you?");
		connection.end(rejected);
		is(PeerStatus.State.FAILED, 1);
		assertThat(this.connections.failure()).isSameAs(rejected);
	}

	@Test
	void connectionsMadeAgainAreCounted() {
		this.connections.watched(Mono.just(new Connection())).block();
		assertThat(this.connections.madeAgain()).isZero();
		this.connections.watched(Mono.just(new Connection())).block();
		assertThat(this.connections.madeAgain()).isOne();
	}

	@Test
	void aFailureIsKeptAlsoIfTheAttemptIsGivenUpAfterIt() {
		IOException failure = new IOException("refused");
		this.connections.watched(Mono.error(failure)).subscribe(new GivesUp());
		is(PeerStatus.State.FAILED, 0);
		assertThat(this.connections.failure()).isSameAs(failure);
	}

	@Test
	void anAttemptThatIsGivenUpHasFailed() {
		this.connections.watched(Mono.never()).subscribe().dispose();
		is(PeerStatus.State.FAILED, 0);
		assertThat(this.connections.failure()).isInstanceOf(TimeoutException.class);
	}

	@Test
	void isIdleWhenClosedOnPurpose() {
		Connection connection = new Connection();
		this.connections.watched(Mono.just(connection)).block();
		this.connections.closed();
		connection.end(null);
		is(PeerStatus.State.IDLE, 1);
		assertThat(this.events).containsExactly("connected tcp://files:1");
	}

	private void is(PeerStatus.State state, long made) {
		assertThat(this.connections.state()).isEqualTo(state);
		assertThat(this.connections.made()).isEqualTo(made);
	}

	/** A connection that ends when it is told to. */
	private static final class Connection implements RSocket {

		private final Sinks.Empty<Void> end = Sinks.empty();

		private boolean ended;

		void end(Throwable cause) {
			this.ended = true;
			if (cause != null) {
				this.end.tryEmitError(cause);
			}
			else {
				this.end.tryEmitEmpty();
			}
		}

		@Override
		public boolean isDisposed() {
			return this.ended;
		}

		@Override
		public Mono<Void> onClose() {
			return this.end.asMono();
		}

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
