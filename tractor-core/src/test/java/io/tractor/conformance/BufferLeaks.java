package io.tractor.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fails a class whose tests leaked a buffer. Netty's detector notices what was collected
 * without a release, and reports it when the next buffer is allocated; it has to be set
 * to paranoid to notice all.
 */
public final class BufferLeaks implements BeforeEachCallback, AfterAllCallback {

	private static final ResourceLeakDetector.Level LEVEL = ResourceLeakDetector.getLevel();

	private static final int ROUNDS = 3;

	private static final Queue<String> reports = new ConcurrentLinkedQueue<>();

	/**
	 * Has one buffer in a hundred watched until the end of the test, for those that use
	 * so many that watching each takes ten times what they take themselves.
	 */
	static void sample() {
		ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.SIMPLE);
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		ResourceLeakDetector.setLevel(LEVEL);
		ByteBufUtil.setLeakListener((type, records) -> reports.add(type + ": " + records));
	}

	@Override
	public void afterAll(ExtensionContext context) {
		ResourceLeakDetector.setLevel(LEVEL);
		for (int i = 0; i < ROUNDS; i++) {
			System.gc();
			ByteBufAllocator.DEFAULT.buffer(1).release();
		}
		List<String> leaks = new ArrayList<>();
		for (String report = reports.poll(); report != null; report = reports.poll()) {
			leaks.add(report);
		}
		assertThat(leaks).as("leaked buffers").isEmpty();
	}

}
