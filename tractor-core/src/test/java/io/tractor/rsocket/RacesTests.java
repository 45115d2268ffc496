package io.tractor.rsocket;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.rsocket.DuplexConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What ends a channel may come from anywhere at any time: each side is told one end at
 * most, and no buffer stays behind.
 */
@ParameterizedClass
@EnumSource(Wire.class)
class RacesTests {

	private static final int ROUNDS = 100;

	private final Pair pair;

	private final ExecutorService threads = Executors.newFixedThreadPool(4);

	RacesTests(Wire wire) {
		this.pair = new Pair(wire);
	}

	@AfterEach
	void allBuffersReturn() {
		this.threads.shutdownNow();
		this.pair.close();
	}

	private void together(List<Callable<?>> actions) throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(actions.size());
		List<Future<?>> running = new ArrayList<>();
		for (Callable<?> action : actions) {
			running.add(this.threads.submit(() -> {
				barrier.await(20, TimeUnit.SECONDS);
				return action.call();
			}));
		}
		for (Future<?> each : running) {
			each.get(20, TimeUnit.SECONDS);
		}
	}

	private static Callable<?> action(Runnable action) {
		return Executors.callable(action);
	}

	private static Callable<?> sending(QueueLink link) {
		return action(() -> IntStream.range(0, 50).forEach((i) -> link.send("value " + i)));
	}

	@Test
	void manySendersAreOneStream() throws Exception {
		QueueLink parent = this.pair.open("begin");
		QueueLink child = this.pair.child();
		child.awaitFrame();
		for (int round = 0; round < 20; round++) {
			together(List.of(sending(parent), sending(parent), sending(child), sending(child)));
			assertThat(child.awaitValues(100)).hasSize(100);
			assertThat(parent.awaitValues(100)).hasSize(100);
		}
		assertThat(parent.clash).isFalse();
		assertThat(child.clash).isFalse();
	}

	@Test
	void bothSidesAbandonWhileBothSend() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			QueueLink parent = this.pair.open("begin");
			QueueLink child = this.pair.child();
			together(List.of(sending(parent), sending(child), action(parent::abandon), action(child::abandon)));
			assertThat(parent.ends).hasValueLessThanOrEqualTo(1);
			assertThat(child.ends).hasValueLessThanOrEqualTo(1);
		}
		this.pair.buffers.assertAllReturned();
	}

	@Test
	void oneSideAbandonsWhileBothSend() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			QueueLink parent = this.pair.open("begin");
			QueueLink child = this.pair.child();
			QueueLink leaving = (round % 2 == 0) ? parent : child;
			QueueLink staying = (round % 2 == 0) ? child : parent;
			together(List.of(sending(parent), sending(child), action(leaving::abandon)));
			staying.awaitBroken();
			assertThat(leaving.ends).hasValue(0);
			assertThat(staying.ends).hasValue(1);
		}
		this.pair.buffers.assertAllReturned();
	}

	@Test
	void theParentAbandonsWhileItOpens() throws Exception {
		this.pair.open("first");
		this.pair.child();
		for (int round = 0; round < ROUNDS; round++) {
			QueueLink parent = this.pair.open();
			together(List.of(action(() -> parent.send("begin")), action(parent::abandon)));
			assertThat(parent.ends).hasValue(0);
		}
		this.pair.open("last");
		QueueLink child = this.pair.child();
		while (!child.awaitFrame().equals("last")) {
			child.awaitBroken();
			assertThat(child.ends).hasValue(1);
			child = this.pair.child();
		}
		this.pair.buffers.assertAllReturned();
	}

	@Test
	void bothSidesFinishWhileOneAbandons() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			QueueLink parent = this.pair.open("begin");
			QueueLink child = this.pair.child();
			child.awaitFrame();
			QueueLink leaving = (round % 2 == 0) ? parent : child;
			together(List.of(action(parent::finish), action(child::finish), action(leaving::abandon)));
			QueueLink staying = (round % 2 == 0) ? child : parent;
			Object end = CompletableFuture.anyOf(staying.completed, staying.broken).get(20, TimeUnit.SECONDS);
			assertThat(staying.ends).as("ended by %s", end).hasValue(1);
		}
		this.pair.buffers.assertAllReturned();
	}

	@Test
	void theConnectionIsLostWhileBothSendAndOneAbandons() throws Exception {
		for (int round = 0; round < 40; round++) {
			QueueLink parent = this.pair.open("begin");
			QueueLink child = this.pair.children.poll(10, TimeUnit.MILLISECONDS);
			while (child == null) {
				if (parent.broken.isDone()) {
					// That was the connection of the last round, whose loss was not
					// noticed yet.
					parent = this.pair.open("begin");
				}
				child = this.pair.children.poll(10, TimeUnit.MILLISECONDS);
			}
			List<DuplexConnection> connections = (round % 2 == 0) ? this.pair.clientSide : this.pair.serverSide;
			QueueLink leaving = (round % 4 < 2) ? parent : child;
			QueueLink staying = (round % 4 < 2) ? child : parent;
			together(List.of(sending(parent), sending(child), action(leaving::abandon),
					action(() -> this.pair.cut(connections))));
			staying.awaitBroken();
			assertThat(leaving.ends).hasValueLessThanOrEqualTo(1);
			assertThat(staying.ends).hasValue(1);
			this.pair.clientSide.clear();
			this.pair.serverSide.clear();
		}
		this.pair.buffers.assertAllReturned();
	}

	@Test
	void thousandsOpenedAndAbandonedLeaveNothing() throws Exception {
		this.pair.contexts((endpoint, channel, peer) -> {
			QueueLink child = this.pair.newLink().on(channel);
			return child.onFrame((frame) -> {
				switch (frame) {
					case "abandon" -> child.abandon();
					case "answer" -> child.send("a", "b");
					case "finish" -> child.queue("a").finish();
					default -> child.queue("never asked for");
				}
			});
		});
		String[] phases = { "begin", "abandon", "answer", "finish" };
		for (int i = 0; i < 2_000; i++) {
			boolean unsent = i % 5 == 0;
			QueueLink parent = unsent ? this.pair.open() : this.pair.open(phases[i % phases.length]);
			if (i % 3 == 0) {
				parent.send("more", "and more");
			}
			parent.abandon();
			parent.send("late");
		}
		this.pair.buffers.assertAllReturned();
		this.pair.buffers.assertNoLeakReported();
	}

}
