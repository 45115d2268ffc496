package io.tractor.rsocket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.rsocket.DuplexConnection;
import io.rsocket.frame.PayloadFrameCodec;
import io.rsocket.frame.RequestChannelFrameCodec;
import io.rsocket.frame.RequestStreamFrameCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Peers that do with RSocket's frames what an RSocket does not.
 */
@Timeout(120)
class HostileChannelsTests {

	private static final Duration BOUND = Duration.ofSeconds(30);

	/** Client and server count them so. */
	private static final int FIRST_STREAM = 1;

	private final Pair pair = new Pair(Wire.TCP);

	private final AtomicInteger idle = new AtomicInteger();

	private final ConnectionUse served = new ConnectionUse(this.idle::incrementAndGet);

	HostileChannelsTests() {
		this.pair.server((server) -> server.interceptors(this.served::install));
	}

	@AfterEach
	void allBuffersReturn() {
		this.pair.close();
	}

	/** An endpoint that is over as soon as it is asked for. */
	private void refuseAll() {
		this.pair.contexts((endpoint, channel, peer) -> {
			QueueLink child = this.pair.newLink().on(channel);
			this.pair.children.add(child);
			return child.onFrame((frame) -> {
				child.queue("no");
				child.finish();
			});
		});
	}

	@Test
	void aPeerThatNeverCompletesKeepsNoMoreThanANumberOfEndedChannels() throws Exception {
		refuseAll();
		List<QueueLink> parents = new ArrayList<>();
		int beyond = 100;
		for (int i = 0; i < Lingering.MOST + beyond; i++) {
			parents.add(this.pair.open("begin"));
		}
		for (QueueLink parent : parents) {
			assertThat(parent.awaitFrame()).isEqualTo("no");
			parent.awaitCompleted();
		}
		await().atMost(BOUND).until(() -> this.served.live() == Lingering.MOST);
		List<QueueLink> children = List.copyOf(this.pair.children);
		for (QueueLink child : children.subList(0, beyond)) {
			child.awaitCompleted();
		}
		assertThat(children.subList(beyond, children.size())).noneMatch((child) -> child.completed.isDone());
		// Who is only slow misses nothing by it.
		parents.forEach(QueueLink::finish);
		await().atMost(BOUND).until(() -> this.served.live() == 0);
		for (QueueLink side : children) {
			side.awaitCompleted();
		}
		parents.addAll(children);
		assertThat(parents).allMatch((side) -> side.ends.get() == 1 && !side.broken.isDone());
		assertThat(this.pair.connections).hasValue(1);
	}

	@Test
	void aContextWhosePeerAsksForNoAnswerIsRefused() {
		this.pair.connect();
		ByteBuf frame = RequestChannelFrameCodec.encode(ByteBufAllocator.DEFAULT, FIRST_STREAM, false, false, 1,
				Unpooled.wrappedBuffer(RouteFormat.encode("some.endpoint")),
				Unpooled.wrappedBuffer(new byte[] { 'x' }));
		send(this.pair.clientSide, FIRST_STREAM, nothingWanted(frame));
		await().atMost(BOUND).until(() -> this.idle.get() == 1);
		assertThat(this.pair.children).isEmpty();
	}

	@Test
	void aOneWayStreamWhosePeerAsksForNothingIsBroken() throws Exception {
		this.pair.connect();
		ByteBuf frame = RequestStreamFrameCodec.encode(ByteBufAllocator.DEFAULT, FIRST_STREAM, false, 1,
				Unpooled.wrappedBuffer(RouteFormat.encodeStream("some.endpoint")),
				Unpooled.wrappedBuffer(new byte[] { 'x' }));
		send(this.pair.clientSide, FIRST_STREAM, nothingWanted(frame));
		QueueLink child = this.pair.child();
		assertThat(child.awaitBroken()).hasMessageContaining("is to ask for values");
		await().atMost(BOUND).until(() -> this.idle.get() == 1);
		assertThat(child.received).isEmpty();
	}

	/** RSocket's own encoder writes no zero. */
	private static ByteBuf nothingWanted(ByteBuf frame) {
		return frame.setInt(6, 0);
	}

	@Test
	void aPayloadInFragmentsThatNeverEndBreaksItsContextOnly() throws Exception {
		QueueLink parent = this.pair.open("begin");
		this.pair.child();
		QueueLink other = this.pair.open("begin");
		QueueLink otherChild = this.pair.child();
		for (int sent = 0; sent <= RSocketTransport.MAX_PAYLOAD; sent += 4 << 20) {
			send(this.pair.serverSide, FIRST_STREAM, PayloadFrameCodec.encode(ByteBufAllocator.DEFAULT, FIRST_STREAM,
					true, false, true, null, Unpooled.wrappedBuffer(new byte[4 << 20])));
		}
		assertThat(parent.awaitBroken()).hasMessage("Reassembled payload size went out of allowed 16777215 bytes");
		otherChild.send("answer");
		assertThat(other.awaitFrame()).isEqualTo("answer");
		assertThat(this.pair.connections).hasValue(1);
		finish(other, otherChild);
	}

	private static void finish(QueueLink parent, QueueLink child) throws Exception {
		parent.finish();
		child.finish();
		parent.awaitCompleted();
		child.awaitCompleted();
	}

	private static void send(List<DuplexConnection> connections, int stream, ByteBuf frame) {
		connections.get(connections.size() - 1).sendFrame(stream, frame);
	}

}
