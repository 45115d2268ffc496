package io.tractor.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The array that is written to, and the pool it comes from.
 */
class ScratchOutputTests {

	@Test
	void holdsWhatWasWritten() throws IOException {
		ScratchOutput out = ScratchOutput.acquire();
		assertThat(out.size()).isZero();
		out.write(0x1ff);
		out.write(new byte[] { 1, 2, 3, 4 }, 1, 2);
		out.write(new byte[] { 9 });
		assertThat(written(out)).containsExactly(0xff, 2, 3, 9);
		out.reset();
		assertThat(out.size()).isZero();
		out.write(7);
		assertThat(written(out)).containsExactly(7);
		out.close();
		out.write(8);
		assertThat(written(out)).containsExactly(7, 8);
		out.release();
	}

	private static byte[] written(ScratchOutput out) {
		return Arrays.copyOf(out.array(), out.size());
	}

	@Test
	void growsAsItMust() throws IOException {
		ScratchOutput out = ScratchOutput.acquire();
		byte[] expected = new byte[300_000];
		for (int i = 0; i < 1000; i++) {
			byte[] part = new byte[300];
			Arrays.fill(part, (byte) i);
			out.write(part);
			System.arraycopy(part, 0, expected, 300 * i, 300);
		}
		assertThat(written(out)).isEqualTo(expected);
		out.write(new byte[1_000_000]);
		assertThat(out.size()).isEqualTo(1_300_000);
		out.release();
	}

	@Test
	void holdsWhatWasReserved() throws IOException {
		ScratchOutput out = ScratchOutput.acquire();
		out.write(9);
		Arrays.fill(out.reserve(2000), (byte) 7);
		assertThat(out.size()).isEqualTo(2000);
		out.write(8);
		assertThat(out.size()).isEqualTo(2001);
		assertThat(written(out)).startsWith(7, 7).endsWith(7, 8);
		assertThat(out.reserve(0)).isSameAs(out.array());
		assertThat(out.size()).isZero();
		out.release();
		assertThatIllegalStateException().isThrownBy(() -> out.reserve(1));
	}

	@Test
	void refusesARangeOutsideTheSource() {
		ScratchOutput out = ScratchOutput.acquire();
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> out.write(new byte[3], 2, 2));
		assertThat(out.size()).isZero();
		out.release();
	}

	@Test
	void isUsedAgainAndEmptyThen() throws IOException {
		Set<ScratchOutput> seen = new HashSet<>();
		for (int i = 0; i < 1000; i++) {
			ScratchOutput out = ScratchOutput.acquire();
			assertThat(out.size()).isZero();
			out.write(5);
			seen.add(out);
			out.release();
		}
		assertThat(seen).hasSize(1);
	}

	@Test
	void isNotKeptOnceLarge() throws IOException {
		ScratchOutput large = ScratchOutput.acquire();
		large.write(new byte[64 * 1024 + 1]);
		large.release();
		assertThat(drained()).doesNotContain(large);
		ScratchOutput small = ScratchOutput.acquire();
		small.write(new byte[60 * 1024]);
		small.release();
		assertThat(drained()).contains(small);
	}

	@Test
	void forgottenOnesAreReplaced() {
		assertThat(drained()).hasSize(1000);
	}

	@Test
	void surplusOnesAreNotKept() {
		List<ScratchOutput> first = new ArrayList<>(drained());
		first.forEach(ScratchOutput::release);
		Set<ScratchOutput> second = drained();
		second.retainAll(first);
		assertThat(second.size()).isBetween(16, 999);
	}

	/**
	 * A thousand at once, all different.
	 */
	private static Set<ScratchOutput> drained() {
		Set<ScratchOutput> held = new HashSet<>();
		for (int i = 0; i < 1000; i++) {
			assertThat(held.add(ScratchOutput.acquire())).isTrue();
		}
		return held;
	}

	@Test
	void secondReleaseIsRefused() {
		ScratchOutput out = ScratchOutput.acquire();
		out.release();
		assertThatIllegalStateException().isThrownBy(out::release);
		assertThatIllegalStateException().isThrownBy(() -> out.write(1));
		assertThat(drained()).contains(out);
	}

	@Test
	void isNeverHandedToTwoAtOnce() throws Exception {
		int threads = 8;
		int rounds = 100_000;
		Set<ScratchOutput> held = ConcurrentHashMap.newKeySet();
		CyclicBarrier start = new CyclicBarrier(threads);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Future<?>> tasks = new ArrayList<>();
			for (int t = 0; t < threads; t++) {
				byte[] mark = new byte[16];
				Arrays.fill(mark, (byte) t);
				tasks.add(executor.submit(() -> {
					start.await(10, TimeUnit.SECONDS);
					for (int i = 0; i < rounds; i++) {
						useOne(held, mark, i);
					}
					return null;
				}));
			}
			for (Future<?> task : tasks) {
				task.get(30, TimeUnit.SECONDS);
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(held).isEmpty();
	}

	private static void useOne(Set<ScratchOutput> held, byte[] mark, int round) throws IOException {
		ScratchOutput out = ScratchOutput.acquire();
		if (!held.add(out)) {
			throw new AssertionError("handed out while held");
		}
		if (out.size() != 0) {
			throw new AssertionError("handed out with " + out.size() + " bytes");
		}
		out.write(mark);
		if (round % 64 == 0) {
			Thread.yield();
		}
		if (!Arrays.equals(out.array(), 0, out.size(), mark, 0, mark.length)) {
			throw new AssertionError("changed while held");
		}
		held.remove(out);
		if (round % 100 != 0) {
			out.release();
		}
	}

}
