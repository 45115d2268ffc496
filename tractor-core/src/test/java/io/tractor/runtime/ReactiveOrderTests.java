package io.tractor.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tractor.ActorId;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.MsgTypeException;
import io.tractor.protocol.Envelopes;
import io.tractor.protocol.Msg;
import io.tractor.stream.ReactionThreads;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.NonBlocking;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who finds an error hears of it before what is around is cut off, also where a word of
 * something older comes in between.
 */
class ReactiveOrderTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final int ONE = 1;

	private static final int TEXT_X = 0x78;

	private final Queue<String> seen = new ConcurrentLinkedQueue<>();

	private final Actor worker = Actor.builder("worker").endpoints(new Reader()).build();

	public final class Reader {

		@Context("read")
		public Mono<Void> read(ChildContext<String, Integer, Integer> ctx) {
			ctx.started("up");
			return ctx
				.streamReactive((stream) -> stream.asFlux()
					.doOnNext((value) -> ReactiveOrderTests.this.seen.add("value " + value))
					.doOnError((ex) -> ReactiveOrderTests.this.seen.add(ex.getClass().getSimpleName()))
					.doOnCancel(() -> ReactiveOrderTests.this.seen.add("cancelled"))
					.then(Mono.empty()))
				.then();
		}

	}

	@Test
	void whoFindsAnErrorHearsOfItBeforeTheTaskIsCutOff() throws Exception {
		Opener opener = new Opener();
		opener.link = this.worker.accept("read", opener, new LocalTransport(this.worker));
		onEventLoop(() -> {
			opener.tell(new Msg.Start(1, "id", ActorId.create("opener"), "cbor", Map.of(), null, 64));
			return null;
		});
		CountDownLatch oneIsFree = new CountDownLatch(1);
		CountDownLatch allAreFree = new CountDownLatch(1);
		occupyReactionThreads(oneIsFree, allAreFree);
		try {
			// Told on a thread that is no event loop: word of it waits for a free one.
			opener.tell(value(ONE));
			opener.uponWakeup = () -> {
				// The task has failed, and its reader does not know yet.
				CountDownLatch olderWordCame = new CountDownLatch(1);
				ReactionThreads.execute(olderWordCame::countDown);
				oneIsFree.countDown();
				await(olderWordCame);
			};
			onEventLoop(() -> {
				opener.tell(value(0x61, TEXT_X));
				return null;
			});
		}
		finally {
			oneIsFree.countDown();
			allAreFree.countDown();
		}
		assertThat(opener.uponWakeup).as("it was made to fail").isNull();
		assertThat(this.worker.awaitIdle(PATIENCE)).isTrue();
		assertThat(this.seen).containsExactly("value 1", MsgTypeException.class.getSimpleName());
	}

	/** A value as CBOR has it. */
	private static Msg value(int... bytes) {
		byte[] value = new byte[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			value[i] = (byte) bytes[i];
		}
		return new Msg.Yield(value);
	}

	private static void occupyReactionThreads(CountDownLatch oneIsFree, CountDownLatch allAreFree)
			throws InterruptedException {
		int threads = Math.max(4, Runtime.getRuntime().availableProcessors());
		CountDownLatch occupied = new CountDownLatch(threads);
		for (int i = 0; i < threads; i++) {
			CountDownLatch free = (i == 0) ? oneIsFree : allAreFree;
			ReactionThreads.execute(() -> {
				occupied.countDown();
				await(free);
			});
		}
		await(occupied);
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private static void onEventLoop(Callable<Void> action) throws Exception {
		FutureTask<Void> task = new FutureTask<>(action);
		EventLoop thread = new EventLoop(task);
		thread.start();
		task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
	}

	/** A thread on which is acted at once. */
	private static final class EventLoop extends Thread implements NonBlocking {

		EventLoop(Runnable action) {
			super(action, "event loop");
		}

	}

	/** The far side's channel. */
	private static final class Opener implements Channel {

		private volatile Link link;

		private volatile Runnable uponWakeup;

		@Override
		public void wakeup() {
			if (this.link == null) {
				return;
			}
			Runnable action = this.uponWakeup;
			if (action != null && Thread.currentThread() instanceof EventLoop) {
				this.uponWakeup = null;
				action.run();
			}
			for (ByteBuf frame = this.link.poll(); frame != null; frame = this.link.poll()) {
				frame.release();
			}
		}

		void tell(Msg message) {
			ByteBuf frame = Unpooled.buffer();
			Envelopes.write(message, frame);
			this.link.receive(frame);
		}

		@Override
		public void abandon() {
		}

	}

}
