package io.tractor.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tractor.ActorId;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.ContextCancelledException;
import io.tractor.ContextHandle;
import io.tractor.RemoteError;
import io.tractor.protocol.Envelopes;
import io.tractor.protocol.FrameReader;
import io.tractor.protocol.Msg;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Handles between threads: opened while the actor closes, let go while another thread
 * asks the far side to end.
 */
class HeldContextTests {

	private final Actor worker = Actor.builder("worker").endpoints(new Sleeper()).build();

	private final Actor desk = Actor.builder("desk").build();

	public static final class Sleeper {

		@Context("sleep")
		public void sleep(ChildContext<String, String, String> ctx) throws InterruptedException {
			ctx.started("asleep");
			new CountDownLatch(1).await();
		}

	}

	@Test
	void aShutdownBeforeItIsHeldCancelsItToo() throws Exception {
		ParentSide<Object, Object, Object, Object> side = side();
		side.begin();
		side.shutDown();
		try (LocalTransport transport = new LocalTransport(this.worker)) {
			try {
				side.hold(transport, null);
			}
			catch (ContextCancelledException ex) {
				// It came before the endpoint's first value.
			}
			assertThat(this.worker.awaitIdle(Duration.ofSeconds(10))).isTrue();
			assertThat(this.desk.awaitIdle(Duration.ofSeconds(10))).isTrue();
		}
	}

	@Test
	void letGoWhileAnotherThreadAsksItToEndItWaitsForTheEnd() throws Exception {
		Slow far = new Slow();
		ContextHandle<Object, Object, Object, Object> handle = this.desk.portal("slow", far).context("any").open();
		far.letsGo = handle::close;
		handle.cancel();
		far.lettingGo.join(TimeUnit.SECONDS.toMillis(10));
		assertThat(far.lettingGo.isAlive()).isFalse();
		assertThat(far.cancels).as("asks once, and abandons nobody").hasValue(1);
		assertThat(handle.cancelAcked()).isTrue();
		assertThat(this.desk.awaitIdle(Duration.ofSeconds(10))).isTrue();
	}

	private ParentSide<Object, Object, Object, Object> side() {
		long number = this.desk.nextContext();
		Msg.Start start = new Msg.Start(1, this.desk.contextId(number), this.desk.id(), this.desk.codec().name(),
				Map.of(), null, 1);
		Contract.PayloadTypes any = new Contract.PayloadTypes(Object.class, Object.class, Object.class, Object.class);
		return new ParentSide<>(this.desk, "worker", number, start, "sleep", Payloads.of(any, this.desk.codec()));
	}

	/**
	 * A peer that, when it is asked to end, has another thread let the context go first.
	 */
	private final class Slow implements Transport, Channel {

		private final ActorId id = ActorId.create("slow");

		private final AtomicInteger cancels = new AtomicInteger();

		private volatile Link link;

		private volatile Runnable letsGo;

		private volatile Thread lettingGo;

		@Override
		public Channel open(String endpoint, Link link) {
			this.link = link;
			wakeup();
			tell(new Msg.StartAck(this.id, 64));
			tell(new Msg.Started(new byte[] { (byte) 0xf6 }));
			return this;
		}

		@Override
		public void wakeup() {
			for (ByteBuf frame = this.link.poll(); frame != null; frame = this.link.poll()) {
				FrameReader reader = new FrameReader(frame);
				while (reader.next()) {
					if (reader.message() instanceof Msg.Cancel && this.cancels.incrementAndGet() == 1) {
						letGo();
					}
				}
				frame.release();
			}
		}

		private void letGo() {
			Thread thread = new Thread(this.letsGo, "letting go");
			this.lettingGo = thread;
			thread.start();
			Awaitility.await("it to wait, or be over")
				.atMost(Duration.ofSeconds(10))
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.pollInSameThread()
				.until(() -> thread.getState() == Thread.State.TIMED_WAITING || !thread.isAlive());
			tell(new Msg.Error(RemoteError.cancelled(this.id, HeldContextTests.this.desk.id())));
		}

		private void tell(Msg message) {
			ByteBuf frame = Unpooled.buffer();
			Envelopes.write(message, frame);
			this.link.receive(frame);
		}

		@Override
		public void abandon() {
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
