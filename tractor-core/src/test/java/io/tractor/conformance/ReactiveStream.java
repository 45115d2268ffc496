package io.tractor.conformance;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

import io.tractor.BroadcastReceiver;
import io.tractor.MsgStream;
import io.tractor.ScopeCancelledException;
import io.tractor.StreamStatistics;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A stream that is used by its reactive form alone: a value is asked for when it is
 * received, and sent by itself.
 */
final class ReactiveStream<I, O> implements MsgStream<I, O> {

	private final MsgStream<I, O> stream;

	private final Supplier<RuntimeException> ended;

	/**
	 * A stream.
	 * @param stream what it is
	 * @param ended what is thrown by who receives when a Flux completes
	 */
	ReactiveStream(MsgStream<I, O> stream, Supplier<RuntimeException> ended) {
		this.stream = stream;
		this.ended = ended;
	}

	@Override
	public void send(O value) {
		Awaiting.here(this.stream.sendAll(Mono.just(value)));
	}

	@Override
	public I receive() {
		return Awaiting.here(this.stream.asFlux().next().switchIfEmpty(Mono.error(this.ended)));
	}

	@Override
	public Iterator<I> iterator() {
		return new Values();
	}

	@Override
	public Flux<I> asFlux() {
		return this.stream.asFlux();
	}

	@Override
	public Mono<Void> sendAll(Publisher<? extends O> values) {
		return this.stream.sendAll(values);
	}

	@Override
	public BroadcastReceiver<I, O> subscribe() {
		return this.stream.subscribe();
	}

	@Override
	public BroadcastReceiver<I, O> subscribe(LongConsumer whenLagged) {
		return this.stream.subscribe(whenLagged);
	}

	@Override
	public StreamStatistics statistics() {
		return this.stream.statistics();
	}

	@Override
	public void close() {
		this.stream.close();
	}

	@Override
	public void abort() {
		this.stream.abort();
	}

	/** All that one subscriber gets, asked for one by one. */
	private final class Values extends BaseSubscriber<I> implements Iterator<I> {

		private final LinkedBlockingQueue<Mono<I>> signals = new LinkedBlockingQueue<>();

		private @Nullable Mono<I> next;

		Values() {
			ReactiveStream.this.stream.asFlux().subscribe(this);
		}

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
		}

		@Override
		protected void hookOnNext(I value) {
			this.signals.add(Mono.just(value));
		}

		@Override
		protected void hookOnError(Throwable error) {
			this.signals.add(Mono.error(error));
		}

		@Override
		protected void hookOnComplete() {
			this.signals.add(Mono.empty());
		}

		@Override
		public boolean hasNext() {
			if (this.next == null) {
				request(1);
				try {
					this.next = this.signals.take();
				}
				catch (InterruptedException ex) {
					cancel();
					Thread.currentThread().interrupt();
					throw new ScopeCancelledException("Interrupted", ex);
				}
			}
			return Awaiting.here(this.next.hasElement());
		}

		@Override
		public I next() {
			if (!hasNext()) {
				throw new NoSuchElementException();
			}
			Mono<I> next = this.next;
			this.next = null;
			return Awaiting.here(next);
		}

	}

}
