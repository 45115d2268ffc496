package io.tractor.conformance;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

import io.tractor.ActorId;
import io.tractor.BroadcastReceiver;
import io.tractor.ContextAction;
import io.tractor.ContextSpec;
import io.tractor.EndOfChannelException;
import io.tractor.MsgStream;
import io.tractor.Outcome;
import io.tractor.ParentContext;
import io.tractor.ScopeCancelledException;
import io.tractor.Side;
import io.tractor.StreamOptions;
import io.tractor.StreamStatistics;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Runs a scenario's blocking body by way of the reactive form: the context is opened by
 * {@code openReactive}, and whatever the body waits for, it waits for a Mono or Flux.
 */
final class ReactiveOpener {

	private ReactiveOpener() {
	}

	@SuppressWarnings("unchecked")
	static <S, I, O, R, X extends Exception> void open(ContextSpec<S, I, O, R> spec, ContextAction<S, I, O, R, X> body)
			throws X {
		CompletableFuture<Object> end = spec.openReactive((context, first) -> Mono.<Object>fromCallable(() -> {
			body.run(new Face<>(context), first);
			return true;
		}).subscribeOn(Schedulers.boundedElastic())).toFuture();
		try {
			await(end);
		}
		catch (Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw (X) ex;
		}
	}

	private static <T> T await(CompletableFuture<T> future) throws Throwable {
		try {
			return future.get(Wire.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw ex.getCause();
		}
		catch (TimeoutException ex) {
			throw new AssertionError("It has not ended", ex);
		}
	}

	/** As a block of a user's waits: until an interrupt. */
	private static <T> T awaitHere(Mono<T> mono) {
		CompletableFuture<T> future = mono.toFuture();
		try {
			return await(future);
		}
		catch (InterruptedException | CancellationException ex) {
			future.cancel(true);
			Thread.currentThread().interrupt();
			throw new ScopeCancelledException("Interrupted", ex);
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new AssertionError(ex);
		}
	}

	/** The context as the body knows it. */
	private record Face<I, O, R>(ParentContext<I, O, R> context) implements ParentContext<I, O, R> {

		@Override
		public void cancel() {
			awaitHere(this.context.cancelReactive());
		}

		@Override
		public boolean cancel(Duration timeout) {
			return this.context.cancel(timeout);
		}

		@Override
		public Outcome<R> waitForResult() {
			return awaitHere(this.context.resultReactive());
		}

		@Override
		public Mono<Boolean> cancelReactive() {
			return this.context.cancelReactive();
		}

		@Override
		public Mono<Outcome<R>> resultReactive() {
			return this.context.resultReactive();
		}

		@Override
		public MsgStream<I, O> openStream(StreamOptions options) {
			return new StreamFace<>(this.context, this.context.openStream(options));
		}

		@Override
		public Outcome<R> outcome() {
			return this.context.outcome();
		}

		@Override
		public String id() {
			return this.context.id();
		}

		@Override
		public String endpoint() {
			return this.context.endpoint();
		}

		@Override
		public Side side() {
			return this.context.side();
		}

		@Override
		public ActorId localActor() {
			return this.context.localActor();
		}

		@Override
		public ActorId remoteActor() {
			return this.context.remoteActor();
		}

		@Override
		public void checkpoint() {
			this.context.checkpoint();
		}

		@Override
		public boolean cancelCalled() {
			return this.context.cancelCalled();
		}

		@Override
		public boolean cancelAcked() {
			return this.context.cancelAcked();
		}

		@Override
		public boolean cancelledCaught() {
			return this.context.cancelledCaught();
		}

		@Override
		public Optional<ActorId> canceller() {
			return this.context.canceller();
		}

		@Override
		public Optional<Throwable> maybeError() {
			return this.context.maybeError();
		}

	}

	/** Its stream: a value is asked for when the body receives, and sent by itself. */
	private static final class StreamFace<I, O> implements MsgStream<I, O> {

		private final ParentContext<I, O, ?> context;

		private final MsgStream<I, O> stream;

		StreamFace(ParentContext<I, O, ?> context, MsgStream<I, O> stream) {
			this.context = context;
			this.stream = stream;
		}

		@Override
		public void send(O value) {
			awaitHere(this.stream.sendAll(Mono.just(value)));
		}

		@Override
		public I receive() {
			return awaitHere(this.stream.asFlux().next().switchIfEmpty(Mono.error(this::ended)));
		}

		private RuntimeException ended() {
			// A Flux completes on either.
			return this.context.cancelCalled() ? (RuntimeException) this.context.maybeError().orElseThrow()
					: new EndOfChannelException("The far side has ended the stream");
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
				StreamFace.this.stream.asFlux().subscribe(this);
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
				return awaitHere(this.next.hasElement());
			}

			@Override
			public I next() {
				if (!hasNext()) {
					throw new NoSuchElementException();
				}
				Mono<I> next = this.next;
				this.next = null;
				return awaitHere(next);
			}

		}

	}

}
