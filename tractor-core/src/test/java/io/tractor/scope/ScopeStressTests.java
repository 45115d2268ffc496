package io.tractor.scope;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.tractor.DeadlineExceededException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random trees of scopes and nurseries under random cancels: no flag leaks, every task
 * has ended when its tree has, no genuine error is lost, and none is made up.
 */
class ScopeStressTests {

	private static final long NANOS = TimeUnit.SECONDS.toNanos(4);

	private static final int DEPTH = 5;

	private static final int TREES_AT_ONCE = 4;

	@Test
	void randomTrees() throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(TREES_AT_ONCE);
		ConcurrentLinkedQueue<CancelScope> targets = new ConcurrentLinkedQueue<>();
		AtomicBoolean stop = new AtomicBoolean();
		Thread chaos = new Thread(() -> cancelAtRandom(targets, stop));
		chaos.start();
		long end = System.nanoTime() + NANOS;
		long seed = 0;
		try {
			while (System.nanoTime() - end < 0) {
				List<Future<?>> trees = new ArrayList<>();
				for (int i = 0; i < TREES_AT_ONCE; i++) {
					Tree tree = new Tree(seed++, targets);
					trees.add(pool.submit(tree::run));
				}
				for (Future<?> tree : trees) {
					tree.get(20, TimeUnit.SECONDS);
				}
			}
		}
		finally {
			stop.set(true);
			Waiting.join(chaos);
			pool.shutdownNow();
		}
		assertThat(seed).isGreaterThan(100);
		assertThat(Deadline.pending()).isZero();
	}

	private static void cancelAtRandom(ConcurrentLinkedQueue<CancelScope> targets, AtomicBoolean stop) {
		Random random = new Random(1);
		while (!stop.get()) {
			CancelScope scope = targets.poll();
			if (scope != null && random.nextInt(4) == 0) {
				scope.cancel();
			}
		}
	}

	private static final class Tree {

		private final long seed;

		private final Random shape;

		/** An interrupt is already there from elsewhere, and must be there at the end. */
		private final boolean foreign;

		private final ConcurrentLinkedQueue<CancelScope> targets;

		private final Set<Throwable> thrown = Collections.newSetFromMap(new IdentityHashMap<>());

		private final AtomicInteger live = new AtomicInteger();

		Tree(long seed, ConcurrentLinkedQueue<CancelScope> targets) {
			this.seed = seed;
			// Neighbours among small seeds begin alike.
			this.shape = new Random(seed * 0x9E3779B97F4A7C15L);
			this.foreign = this.shape.nextInt(8) == 0;
			this.targets = targets;
		}

		void run() {
			if (this.foreign) {
				Thread.currentThread().interrupt();
			}
			Throwable out = null;
			try {
				// The cancel is there before anything could consume the interrupt.
				CancelScope.run((scope) -> {
					if (this.foreign) {
						scope.cancel();
					}
					node(DEPTH, this.shape);
				});
			}
			catch (Throwable ex) {
				out = ex;
			}
			assertThat(Thread.interrupted()).as("flag, seed %s", this.seed).isEqualTo(this.foreign);
			assertThat(ScopedThread.current()).as("scope, seed %s", this.seed).isNull();
			assertThat(this.live).as("live tasks, seed %s", this.seed).hasValue(0);
			assertThat(CancelScope.isCancellation(out)).as("cancellation out, seed %s", this.seed).isFalse();
			Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
			collect(out, seen);
			assertThat(seen).as("errors, seed %s", this.seed).containsAll(this.thrown);
			assertThat(this.thrown).as("errors, seed %s", this.seed).containsAll(seen);
		}

		private static void collect(Throwable error, Set<Throwable> seen) {
			if (error == null) {
				return;
			}
			boolean known = (error instanceof DeadlineExceededException || CancelScope.isCancellation(error));
			if (known || seen.add(error)) {
				for (Throwable suppressed : error.getSuppressed()) {
					collect(suppressed, seen);
				}
			}
		}

		private void node(int depth, Random random) throws Exception {
			int kind = random.nextInt((depth > 0) ? 12 : 5);
			switch (kind) {
				case 0 -> CancelScope.checkpoint();
				case 1 -> Thread.sleep(random.nextInt(3));
				case 2 -> swallow(random);
				case 3 -> fail(random);
				case 4 -> compute(random);
				case 5 -> CancelScope.moveOnAfter(micros(random), () -> several(depth - 1, random));
				case 6 -> CancelScope.failAfter(micros(random), () -> several(depth - 1, random));
				case 7 -> shielded(depth, random);
				case 8 -> CancelScope.run((scope) -> {
					this.targets.add(scope);
					several(depth - 1, random);
				});
				default -> nursery(depth, random);
			}
		}

		private void shielded(int depth, Random random) throws Exception {
			if (this.foreign) {
				// A shield does not hold it back, so that its body may consume it.
				several(depth - 1, random);
			}
			else {
				CancelScope.shielded(() -> several(depth - 1, random));
			}
		}

		private void several(int depth, Random random) throws Exception {
			for (int i = random.nextInt(3); i >= 0; i--) {
				node(depth, random);
			}
		}

		private static void swallow(Random random) {
			try {
				Thread.sleep(random.nextInt(2));
				CancelScope.checkpoint();
			}
			catch (Exception ex) {
				// Swallowed.
			}
		}

		private static void compute(Random random) {
			for (int i = random.nextInt(1000); i > 0; i--) {
				CancelScope.checkpoint();
			}
		}

		private void fail(Random random) throws Exception {
			if (random.nextInt(6) == 0) {
				Exception error = new Exception("seed " + this.seed);
				synchronized (this.thrown) {
					this.thrown.add(error);
				}
				throw error;
			}
		}

		private void nursery(int depth, Random random) throws Exception {
			Nursery.run((nursery) -> {
				this.targets.add(nursery.cancelScope());
				List<Task<?>> tasks = new ArrayList<>();
				for (int i = random.nextInt(4); i >= 0; i--) {
					tasks.add(start(nursery, depth - 1, random.nextLong()));
				}
				several(depth - 1, random);
				if (random.nextBoolean()) {
					for (Task<?> task : tasks) {
						task.get();
					}
				}
			});
		}

		private Task<?> start(Nursery nursery, int depth, long taskSeed) {
			return nursery.start(() -> {
				this.live.incrementAndGet();
				try {
					Random random = new Random(taskSeed);
					several(depth, random);
					if (depth > 0 && random.nextInt(4) == 0) {
						start(nursery, 0, random.nextLong());
					}
				}
				finally {
					this.live.decrementAndGet();
				}
			});
		}

		private static Duration micros(Random random) {
			return Duration.ofNanos(random.nextInt(3_000_000));
		}

	}

}
