package io.tractor.benchmarks.candidate.tractor;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import io.tractor.ParentContext;
import io.tractor.Portal;
import io.tractor.benchmarks.candidate.Counted;
import io.tractor.benchmarks.candidate.Tick;
import io.tractor.benchmarks.candidate.WrongDataException;
import io.tractor.scope.Nursery;
import org.jspecify.annotations.Nullable;

/**
 * Contexts that wait: the task of each on its stream, on both sides. Closing cancels each
 * by a {@code cancel()} that waits for its acknowledgement.
 */
final class IdleContexts implements AutoCloseable {

	private static final int MINUTES = 2;

	private static final int CANCELLED_AT_ONCE = 64;

	private final ParentContext<?, ?, ?>[] contexts;

	private final AtomicInteger ended = new AtomicInteger();

	private final Thread holder;

	/** Why not all were held. */
	private volatile @Nullable RuntimeException failure;

	IdleContexts(Portal portal, int count) {
		this.contexts = new ParentContext<?, ?, ?>[count];
		CountDownLatch begun = new CountDownLatch(count);
		this.holder = new Thread(() -> {
			try {
				hold(portal, begun);
			}
			catch (RuntimeException ex) {
				this.failure = ex;
				LongStream.range(0, begun.getCount()).forEach((one) -> begun.countDown());
			}
		}, "idle contexts");
		this.holder.start();
		try {
			if (!begun.await(MINUTES, TimeUnit.MINUTES)) {
				throw new IllegalStateException(begun.getCount() + " of " + count + " contexts have not begun");
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		RuntimeException failure = this.failure;
		if (failure != null) {
			throw failure;
		}
	}

	private void hold(Portal portal, CountDownLatch begun) {
		Nursery.run((nursery) -> {
			for (int i = 0; i < this.contexts.length; i++) {
				int index = i;
				nursery.start(() -> {
					portal.context(TickEndpoints::await).open((context, first) -> {
						await(context, index, begun);
					});
					this.ended.incrementAndGet();
				});
			}
		});
	}

	private void await(ParentContext<Tick, Tick, Counted> context, int index, CountDownLatch begun) throws Exception {
		this.contexts[index] = context;
		context.stream((stream) -> {
			begun.countDown();
			stream.receive();
		});
	}

	@Override
	public void close() throws Exception {
		AtomicInteger next = new AtomicInteger();
		Nursery.run((nursery) -> {
			for (int i = 0; i < CANCELLED_AT_ONCE; i++) {
				nursery.start(() -> cancel(next));
			}
		});
		this.holder.join(TimeUnit.MINUTES.toMillis(MINUTES));
		if (this.ended.get() != this.contexts.length) {
			throw new WrongDataException(this.ended + " of " + this.contexts.length + " contexts have ended");
		}
	}

	private void cancel(AtomicInteger next) {
		for (int i = next.getAndIncrement(); i < this.contexts.length; i = next.getAndIncrement()) {
			if (!this.contexts[i].cancel(TractorClient.PATIENCE)) {
				throw new WrongDataException("The cancel of a context was not acknowledged");
			}
		}
	}

}
