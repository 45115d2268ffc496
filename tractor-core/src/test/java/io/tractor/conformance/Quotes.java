package io.tractor.conformance;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.Stream;
import io.tractor.StreamSender;

/**
 * One-way streams of one far actor, and what became of their tasks.
 */
class Quotes {

	final AtomicInteger sent = new AtomicInteger();

	/** What the last task ended with that was cut off, and the context it had. */
	private final CompletableFuture<Throwable> cutOff = new CompletableFuture<>();

	volatile ChildContext<?, ?, ?> context;

	Throwable awaitCutOff() throws Exception {
		return this.cutOff.get(Wire.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
	}

	/** Sends so many ticks and ends. */
	@Stream
	public void ticks(StreamSender<Tick> ticks, String symbol, int count) {
		for (int i = 0; i < count; i++) {
			ticks.send(new Tick(symbol, i));
			this.sent.incrementAndGet();
		}
	}

	/** Sends for as long as it is let. */
	@Stream("endless")
	public void endless(StreamSender<Integer> numbers) {
		this.context = ChildContext.current();
		try {
			for (int i = 0;; i++) {
				numbers.send(i);
				this.sent.incrementAndGet();
			}
		}
		catch (Throwable ex) {
			this.cutOff.complete(ex);
			throw ex;
		}
	}

	/** Sends one, and waits for what does not happen. */
	@Stream("silent")
	public void silent(StreamSender<Integer> numbers) throws InterruptedException {
		this.context = ChildContext.current();
		try {
			numbers.send(1);
			Thread.sleep(Scenarios.LONG);
		}
		catch (Throwable ex) {
			this.cutOff.complete(ex);
			throw ex;
		}
	}

	/** Sends some and fails. */
	@Stream("failing")
	public void failing(StreamSender<Integer> numbers, int count) {
		for (int i = 0; i < count; i++) {
			numbers.send(i);
		}
		throw new IllegalStateException("no more quotes");
	}

	/** Passes generic values and null. */
	@Stream("lists")
	public void lists(StreamSender<List<Tick>> lists, List<Tick> first) {
		lists.send(first);
		lists.send(null);
	}

	@Context("dialog")
	public String dialog(ChildContext<Void, Void, Integer> ctx) {
		ctx.started();
		return "done";
	}

	/**
	 * A value.
	 *
	 * @param symbol what of
	 * @param number which
	 */
	record Tick(String symbol, int number) {

	}

}
