package io.tractor.benchmarks.process;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;

import io.netty.util.internal.PlatformDependent;

/**
 * What this process has taken.
 */
final class Memory {

	private static final int COLLECTIONS = 3;

	private Memory() {
	}

	/** The heap in use after several collections, and what is outside of it. */
	static Map<String, Double> used() {
		for (int i = 0; i < COLLECTIONS; i++) {
			System.gc();
		}
		double direct = PlatformDependent.usedDirectMemory();
		for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
			direct += pool.getMemoryUsed();
		}
		double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
		return Map.of("heap", heap, "direct", direct);
	}

}
