package io.tractor.rsocket;

import java.time.Duration;

import io.rsocket.RSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of the connection to an address that is gone.
 */
@Timeout(60)
class MemberTests {

	private static final Duration BOUND = Duration.ofSeconds(30);

	private final Pair pair = new Pair(Wire.TCP);

	private final Member member = new Member("files", "gone", (address, interceptors) -> {
		this.pair.connector.interceptors(interceptors);
		return this.pair.connecting().doOnNext((made) -> this.connection = made);
	}, BOUND, Backoff.NONE);

	private volatile @Nullable RSocket connection;

	@BeforeEach
	void connect() {
		this.member.transport().probe();
		await().atMost(BOUND).until(() -> this.member.transport().connection() != null);
	}

	@AfterEach
	void allBuffersReturn() {
		this.member.transport().close();
		this.pair.close();
	}

	private boolean isClosed() {
		RSocket connection = this.connection;
		return connection != null && connection.isDisposed();
	}

	/** Whether it is decided that it stays open for now. */
	private boolean isKept() {
		Claim claim = this.member.claim();
		if (claim != null) {
			claim.release();
		}
		return claim != null;
	}

	@Test
	void anIdleOneIsClosedAtOnceAndGivenToNobody() {
		this.member.retire();
		assertThat(isKept()).isFalse();
		assertThat(this.member.give(new OutgoingChannel(this.pair.newLink(), new byte[0], (channel) -> {
		}))).isFalse();
		await().atMost(BOUND).until(this::isClosed);
	}

	@Test
	void oneThatIsGoneWhenItIsAskedIsNotWaitedFor() {
		this.member.retire();
		BalancedTransport nowhere = new BalancedTransport("files", (address, interceptors) -> Mono.never(),
				BalancedTransport.weighted(), BOUND, Backoff.NONE, () -> {
				});
		QueueLink parent = this.pair.newLink();
		new Choice(nowhere, new OutgoingChannel(parent, new byte[0], (again) -> {
		}), BOUND).begin(this.member);
		assertThat(parent.broken).isCompletedWithValueMatching((cause) -> cause.getMessage().contains("no address"));
	}

	@Test
	void itStaysForAChannelThatWasGivenItAndHasNotBegun() throws Exception {
		QueueLink parent = this.pair.newLink();
		OutgoingChannel channel = new OutgoingChannel(parent, RouteFormat.encode("some.endpoint"), (again) -> {
		});
		parent.on(channel);
		assertThat(this.member.give(channel)).isTrue();
		this.member.retire();
		assertThat(isKept()).isTrue();
		parent.send("begin");
		QueueLink child = this.pair.child();
		child.send("answer");
		assertThat(parent.awaitFrame()).isEqualTo("answer");
		assertThat(isKept()).isTrue();
		child.finish();
		parent.finish();
		parent.awaitCompleted();
		await().atMost(BOUND).until(this::isClosed);
	}

	@Test
	void itClosesWhenAChannelThatWasGivenItNeverBegins() {
		QueueLink parent = this.pair.newLink();
		OutgoingChannel channel = new OutgoingChannel(parent, RouteFormat.encode("some.endpoint"), (again) -> {
		});
		this.member.give(channel);
		this.member.retire();
		assertThat(isKept()).isTrue();
		channel.abandon();
		await().atMost(BOUND).until(this::isClosed);
	}

	@Test
	void aClaimThatIsReleasedTwiceCountsOnce() {
		Claim first = this.member.claim();
		Claim second = this.member.claim();
		assertThat(first).isNotNull();
		assertThat(second).isNotNull();
		first.release();
		first.release();
		this.member.retire();
		assertThat(isKept()).isTrue();
		second.release();
		await().atMost(BOUND).until(this::isClosed);
	}

}
