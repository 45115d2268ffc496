package io.tractor.rsocket;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pools of one test's own, without caches: they know exactly how many buffers are out.
 */
final class Buffers {

	private static final Queue<String> leaks = new ConcurrentLinkedQueue<>();

	private final PooledByteBufAllocator allocator = new PooledByteBufAllocator(true, 1, 2, 8192, 3, 0, 0, false);

	Buffers() {
		ByteBufUtil.setLeakListener((resourceType, records) -> leaks.add(resourceType + records));
	}

	PooledByteBufAllocator allocator() {
		return this.allocator;
	}

	long out() {
		return Stream.of(this.allocator.metric().heapArenas(), this.allocator.metric().directArenas())
			.flatMap(List::stream)
			.mapToLong(PoolArenaMetric::numActiveAllocations)
			.sum();
	}

	void assertAllReturned() {
		Awaitility.await("buffers to be returned")
			.atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(5))
			.untilAsserted(() -> assertThat(out()).as("buffers not released").isZero());
	}

	/**
	 * Has the leak detector look at what became unreachable, wherever it was allocated.
	 */
	void assertNoLeakReported() {
		for (int i = 0; i < 5; i++) {
			System.gc();
			// A tracked allocation is when the detector looks.
			this.allocator.buffer(16).release();
		}
		assertThat(leaks).isEmpty();
	}

}
