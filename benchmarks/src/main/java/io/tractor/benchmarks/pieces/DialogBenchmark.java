package io.tractor.benchmarks.pieces;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

import io.tractor.ActorId;
import io.tractor.dialog.ChildDialog;
import io.tractor.dialog.ChildDialog.TaskEnd;
import io.tractor.dialog.Dialog;
import io.tractor.dialog.End;
import io.tractor.dialog.Outlet;
import io.tractor.dialog.ParentDialog;
import io.tractor.protocol.Msg;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The transitions of both sides' state machines, with nothing between them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DialogBenchmark {

	private static final int WINDOW = 64;

	private static final int VALUES = 1024;

	private final ActorId desk = ActorId.create("desk");

	private final ActorId files = ActorId.create("files");

	private final byte[] value = new byte[50];

	/**
	 * A context from its Start to its Return.
	 * @return how it ended
	 */
	@Benchmark
	public @Nullable End context() {
		Pair pair = new Pair();
		pair.begin();
		return pair.end();
	}

	/**
	 * A context whose parent sends many values; the time is that of one, with its share
	 * of the credit and of the context.
	 * @return how it ended
	 */
	@Benchmark
	@OperationsPerInvocation(VALUES)
	public @Nullable End values() {
		Pair pair = new Pair();
		pair.begin();
		pair.parent.openStream();
		pair.child.openStream();
		for (int i = 0; i < VALUES; i++) {
			pair.parent.admit();
			pair.child.onValues(1);
			pair.child.receiveState();
			pair.child.taken(57);
			pair.deliver(pair.toParent, pair.parent);
		}
		return pair.end();
	}

	/** Both sides, and what is under way between them. */
	private final class Pair {

		final Queue<Msg> toChild = new ArrayDeque<>();

		final Queue<Msg> toParent = new ArrayDeque<>();

		final ParentDialog parent = new ParentDialog(DialogBenchmark.this.desk, "files.search", WINDOW,
				new Queued(this.toChild));

		final ChildDialog child = new ChildDialog(DialogBenchmark.this.files, "files.search", WINDOW,
				new Queued(this.toParent));

		void begin() {
			this.parent.start(new Msg.Start(1, "c1", DialogBenchmark.this.desk, "cbor", Map.of(), null, WINDOW));
			deliver(this.toChild, this.child);
			this.child.accept();
			this.child.started(DialogBenchmark.this.value);
			deliver(this.toParent, this.parent);
		}

		@Nullable End end() {
			this.parent.leave();
			deliver(this.toChild, this.child);
			this.child.taskEnded(new TaskEnd.Returned(DialogBenchmark.this.value));
			deliver(this.toParent, this.parent);
			return this.parent.end();
		}

		void deliver(Queue<Msg> messages, Dialog to) {
			for (Msg message = messages.poll(); message != null; message = messages.poll()) {
				to.on(message);
			}
		}

	}

	/**
	 * Queues what a side says.
	 *
	 * @param messages where
	 */
	private record Queued(Queue<Msg> messages) implements Outlet {

		@Override
		public void inOrder(Msg message) {
			this.messages.add(message);
		}

		@Override
		public void ahead(Msg message) {
			this.messages.add(message);
		}

	}

}
