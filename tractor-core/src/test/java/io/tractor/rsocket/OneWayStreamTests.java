package io.tractor.rsocket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.rsocket.DuplexConnection;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.util.DefaultPayload;
import io.tractor.ActorId;
import io.tractor.MsgTypeException;
import io.tractor.RemoteError;
import io.tractor.protocol.Msg;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One-way streams on request-stream: what the opener's messages become, and that nothing
 * is left whoever ends one, and when.
 */
@ParameterizedClass
@EnumSource(Wire.class)
class OneWayStreamTests {

	private static final int ROUNDS = 100;

	private static final int WINDOW = 8;

	private static final ActorId DESK = new ActorId("desk", "d1");

	private static final Msg START = new Msg.Start(1, "c1", DESK, "cbor", Map.of(), null, WINDOW);

	private static final Msg VALUE = new Msg.Yield(new byte[] { 1 });

	private static final Msg RETURN = new Msg.Return(new byte[] { (byte) 0xf6 });

	private final BlockingQueue<MsgLink> children = new LinkedBlockingQueue<>();

	private final ExecutorService threads = Executors.newFixedThreadPool(3);

	@Parameter
	private Wire wire;

	private Pair pair;

	@BeforeEach
	void serve() {
		this.pair = new Pair(this.wire).contexts((endpoint, channel, peer) -> {
			assertThat(endpoint).isEqualTo("ticks");
			assertThat(channel.oneWay()).isTrue();
			MsgLink child = newLink().on(channel);
			this.children.add(child);
			return child;
		});
	}

	@AfterEach
	void allBuffersReturn() {
		this.threads.shutdownNow();
		this.pair.close();
	}

	private MsgLink newLink() {
		return new MsgLink(this.pair.buffers.allocator());
	}

	private MsgLink open() {
		MsgLink parent = newLink().queue(START);
		return parent.on(this.pair.transport().openStream("ticks", parent, WINDOW));
	}

	/** Opens one on a connection that is not being lost. */
	private MsgLink openServed() {
		while (true) {
			MsgLink parent = open();
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.pollInterval(Duration.ofMillis(1))
				.until(() -> !this.children.isEmpty() || parent.end.isDone());
			if (!this.children.isEmpty()) {
				return parent;
			}
		}
	}

	private MsgLink child() throws InterruptedException {
		MsgLink child = this.children.poll(20, TimeUnit.SECONDS);
		assertThat(child).as("the child side").isNotNull();
		assertThat(child.awaitMessage()).isInstanceOf(Msg.Start.class);
		return child;
	}

	@Test
	void valuesAndTheEnd() throws Exception {
		MsgLink parent = open();
		MsgLink child = child();
		for (int i = 0; i < WINDOW; i++) {
			child.send(VALUE);
			assertThat(parent.awaitMessage()).isInstanceOf(Msg.Yield.class);
		}
		child.queue(VALUE).send(RETURN);
		child.finish();
		assertThat(parent.awaitMessage()).isInstanceOf(Msg.Yield.class);
		assertThat(parent.awaitMessage()).isInstanceOf(Msg.Return.class);
		assertThat(parent.awaitEnd()).isEqualTo("completed");
		assertThat(child.awaitEnd()).isEqualTo("completed");
		parent.send(new Msg.Cancel(DESK));
		parent.channel().abandon();
		assertThat(parent.ends).hasValue(1);
		assertThat(child.ends).hasValue(1);
	}

	@Test
	void framesWaitUntilTheyAreAskedFor() throws Exception {
		MsgLink parent = open();
		MsgLink child = child();
		int first = WINDOW + OutgoingStream.CONTROL_FRAMES;
		for (int i = 0; i < first; i++) {
			child.send(VALUE);
			assertThat(parent.awaitMessage()).isInstanceOf(Msg.Yield.class);
		}
		child.send(VALUE);
		assertThat(parent.received.poll(50, TimeUnit.MILLISECONDS)).isNull();
		parent.send(new Msg.Credit(5));
		assertThat(parent.awaitMessage()).isInstanceOf(Msg.Yield.class);
		assertThat(child.awaitMessage()).isEqualTo(new Msg.Credit(5));
		parent.channel().abandon();
	}

	@Test
	void aCancelIsAnsweredAtOnce() throws Exception {
		MsgLink parent = open();
		MsgLink child = child();
		parent.queue(new Msg.Stop()).send(new Msg.Cancel(DESK));
		assertThat(parent.awaitMessage()).isInstanceOfSatisfying(Msg.Error.class, (error) -> {
			assertThat(error.error().kind()).isEqualTo(RemoteError.Kind.CANCELLED);
			assertThat(error.error().canceller()).isEqualTo(DESK);
		});
		assertThat(parent.awaitEnd()).isEqualTo("completed");
		assertThat(child.awaitEnd()).isEqualTo("unwanted");
		child.send(VALUE);
		assertThat(parent.received.poll(50, TimeUnit.MILLISECONDS)).isNull();
	}

	@Test
	void anErrorIsAnsweredByItself() throws Exception {
		MsgLink parent = open();
		MsgLink child = child();
		Msg.Error error = new Msg.Error(RemoteError.found(RemoteError.Kind.TYPE, MsgTypeException.class, "bad", DESK));
		parent.send(error);
		assertThat(parent.awaitMessage()).isEqualTo(error);
		assertThat(child.awaitEnd()).isEqualTo("unwanted");
	}

	@Test
	void moreThanRSocketCountsBreaksIt() throws Exception {
		MsgLink parent = open();
		MsgLink child = child();
		parent.send(new Msg.Credit(Integer.MAX_VALUE - WINDOW - OutgoingStream.CONTROL_FRAMES));
		assertThat(parent.awaitEnd()).contains("less than 2^31 values");
		assertThat(child.awaitEnd()).isEqualTo("unwanted");
	}

	@Test
	void aLostConnectionEndsBoth() throws Exception {
		MsgLink parent = open();
		MsgLink child = child();
		this.pair.cut(this.pair.serverSide);
		assertThat(parent.awaitEnd()).startsWith("broken");
		assertThat(child.awaitEnd()).isEqualTo("unwanted");
	}

	@Test
	void whateverEndsItEachSideIsToldOnceAndNothingIsLeft() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			MsgLink parent = openServed();
			MsgLink child = child();
			int way = round % 4;
			together(() -> {
				for (int i = 0; i < 20; i++) {
					child.send(VALUE);
				}
				child.send(RETURN);
				child.finish();
			}, () -> {
				parent.send(new Msg.Credit(3));
				if (way < 2) {
					parent.send(new Msg.Cancel(DESK));
				}
				else {
					parent.channel().abandon();
				}
			}, () -> {
				if (way % 2 == 0) {
					this.pair.clientSide.forEach(DuplexConnection::dispose);
				}
			});
			child.awaitEnd();
			assertThat(parent.ends).hasValueLessThanOrEqualTo(1);
			assertThat(child.ends).hasValue(1);
		}
		this.pair.buffers.assertAllReturned();
	}

	@Test
	void anOpenerThatLeavesWhileItOpensLeavesNothing() throws Exception {
		open().channel().abandon();
		for (int round = 0; round < ROUNDS; round++) {
			MsgLink parent = newLink().queue(START);
			together(() -> parent.on(this.pair.transport().openStream("ticks", parent, WINDOW)), () -> {
				while (!parent.opened()) {
					Thread.onSpinWait();
				}
				parent.channel().abandon();
			});
			assertThat(parent.ends).hasValue(0);
		}
		for (MsgLink child = this.children.poll(); child != null; child = this.children.poll()) {
			assertThat(child.awaitEnd()).isEqualTo("unwanted");
		}
	}

	private void together(Runnable... actions) throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(actions.length);
		List<Future<?>> running = new ArrayList<>();
		for (Runnable action : actions) {
			running.add(this.threads.submit(() -> {
				barrier.await(20, TimeUnit.SECONDS);
				action.run();
				return null;
			}));
		}
		for (Future<?> each : running) {
			each.get(20, TimeUnit.SECONDS);
		}
	}

	@Test
	void aNameThatIsTooLongIsTold() {
		MsgLink parent = newLink().queue(START);
		this.pair.transport().openStream("x".repeat(250), parent, WINDOW);
		assertThat(parent.end.getNow("nothing")).contains("too long");
	}

	@Test
	void noConnectionIsTold() throws Exception {
		MsgLink parent = newLink().queue(START);
		RSocketTransport nowhere = new RSocketTransport("far", "nowhere", Mono.error(new IllegalStateException("no")));
		nowhere.openStream("ticks", parent, WINDOW);
		assertThat(parent.awaitEnd()).contains("no connection to peer 'far'");
	}

	@Test
	void oneThatCannotBeBegunIsToldAndReleased() throws Exception {
		this.pair.contexts((endpoint, channel, peer) -> {
			throw new IllegalStateException("no such luck");
		});
		assertThat(open().awaitEnd()).contains("could not be begun");
	}

	@Test
	void streamsOfOthersPass() {
		this.pair.others(SocketAcceptor.forRequestStream((payload) -> {
			String text = text(payload);
			return Flux.range(0, 300).map((i) -> DefaultPayload.create(text + i));
		}));
		RSocket rsocket = this.pair.connect();
		for (byte[] route : new byte[][] { RouteFormat.encode("ticks"), {} }) {
			Payload request = DefaultPayload.create("a".getBytes(), route);
			assertThat(rsocket.requestStream(request)
				.limitRate(7)
				.map(OneWayStreamTests::text)
				.collectList()
				.block(Duration.ofSeconds(20))).hasSize(300).startsWith("a0").endsWith("a299");
		}
		assertThat(this.children).isEmpty();
	}

	private static String text(Payload payload) {
		String text = payload.getDataUtf8();
		payload.release();
		return text;
	}

}
