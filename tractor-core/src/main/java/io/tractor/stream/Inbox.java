package io.tractor.stream;

import java.util.ArrayDeque;

import io.netty.buffer.ByteBuf;
import io.tractor.codec.ScratchOutput;
import io.tractor.protocol.FrameReader;
import org.jspecify.annotations.Nullable;

/**
 * The stream values that arrived and were not taken yet, left in the frames they came in.
 * Not thread-safe.
 */
final class Inbox {

	private @Nullable ArrayDeque<Run> runs;

	/**
	 * Queues values that stand in a row in {@code frame}, and retains the frame for them.
	 * @param frame the frame they came in
	 * @param index where the first one's envelope begins
	 * @param count how many there are
	 */
	void add(ByteBuf frame, int index, int count) {
		if (this.runs == null) {
			this.runs = new ArrayDeque<>(2);
		}
		this.runs.add(new Run(frame.retain(), index, count));
	}

	/** Takes the oldest value's bytes. */
	void take(ScratchOutput into) {
		ArrayDeque<Run> runs = this.runs;
		Run run = (runs != null) ? runs.peek() : null;
		if (runs == null || run == null) {
			throw new IllegalStateException("No value is queued");
		}
		run.take(into);
		if (run.left == 0) {
			runs.remove();
			run.frame.release();
		}
	}

	/** Drops what is queued. */
	void clear() {
		ArrayDeque<Run> runs = this.runs;
		if (runs != null) {
			runs.forEach((run) -> run.frame.release());
			this.runs = null;
		}
	}

	private static final class Run {

		final ByteBuf frame;

		final FrameReader reader;

		int left;

		Run(ByteBuf frame, int index, int count) {
			this.frame = frame;
			this.reader = new FrameReader(frame, index);
			this.left = count;
		}

		void take(ScratchOutput into) {
			this.reader.next();
			int length = this.reader.bodyLength();
			this.frame.getBytes(this.reader.bodyIndex(), into.reserve(length), 0, length);
			this.left--;
		}

	}

}
