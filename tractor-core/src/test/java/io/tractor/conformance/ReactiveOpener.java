package io.tractor.conformance;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

import io.tractor.ActorId;
import io.tractor.ContextAction;
import io.tractor.ContextBody;
import io.tractor.ContextHandle;
import io.tractor.ContextSpec;
import io.tractor.EndOfChannelException;
import io.tractor.MsgStream;
import io.tractor.Outcome;
import io.tractor.ParentContext;
import io.tractor.Side;
import io.tractor.StreamOptions;
import io.tractor.TypeRef;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs a scenario's blocking body by way of the reactive form: the context is opened by
 * {@code openReactive}, and whatever the body waits for, it waits for a Mono or Flux.
 *
 * @param spec what is opened
 */
record ReactiveOpener<S, I, O, R>(ContextSpec<S, I, O, R> spec) implements ContextSpec<S, I, O, R> {

	@Override
	public <T, X extends Exception> T open(ContextBody<S, I, O, R, T, X> body) throws X {
		Gate begun = new Gate();
		Gate over = new Gate();
		Mono<T> end = this.spec.openReactive((context, first) -> Awaiting.task(() -> {
			begun.open();
			try {
				return body.run(new Face<>(context), first);
			}
			finally {
				over.open();
			}
		}));
		try {
			return Awaiting.<T, X>here(end);
		}
		finally {
			// One that was cut off is not waited for, but by who looks at what it has
			// seen.
			if (begun.isOpen()) {
				over.passStubbornly();
			}
		}
	}

	@Override
	public <X extends Exception> void open(ContextAction<S, I, O, R, X> action) throws X {
		this.<Object, X>open((context, first) -> {
			action.run(context, first);
			return null;
		});
	}

	@Override
	public ContextHandle<S, I, O, R> open() {
		throw new UnsupportedOperationException("A handle is of the blocking form");
	}

	@Override
	public <T> Mono<T> openReactive(
			BiFunction<? super ParentContext<I, O, R>, ? super S, ? extends Mono<? extends T>> body) {
		return this.spec.openReactive(body);
	}

	@Override
	public <T> Flux<T> openFlux(
			BiFunction<? super ParentContext<I, O, R>, ? super S, ? extends Publisher<? extends T>> body) {
		return this.spec.openFlux(body);
	}

	@Override
	public ContextSpec<S, I, O, R> argument(String name, Object value) {
		return new ReactiveOpener<>(this.spec.argument(name, value));
	}

	@Override
	public <T> ContextSpec<S, I, O, R> argument(String name, T value, Class<T> type) {
		return new ReactiveOpener<>(this.spec.argument(name, value, type));
	}

	@Override
	public <T> ContextSpec<S, I, O, R> argument(String name, T value, TypeRef<T> type) {
		return new ReactiveOpener<>(this.spec.argument(name, value, type));
	}

	@Override
	public ContextSpec<S, I, O, R> codec(String name) {
		return new ReactiveOpener<>(this.spec.codec(name));
	}

	@Override
	public ContextSpec<S, I, O, R> deadline(Duration time) {
		return new ReactiveOpener<>(this.spec.deadline(time));
	}

	@Override
	public <T> ContextSpec<T, I, O, R> started(Class<T> type) {
		return new ReactiveOpener<>(this.spec.started(type));
	}

	@Override
	public <T> ContextSpec<T, I, O, R> started(TypeRef<T> type) {
		return new ReactiveOpener<>(this.spec.started(type));
	}

	@Override
	public <T> ContextSpec<S, T, O, R> receives(Class<T> type) {
		return new ReactiveOpener<>(this.spec.receives(type));
	}

	@Override
	public <T> ContextSpec<S, T, O, R> receives(TypeRef<T> type) {
		return new ReactiveOpener<>(this.spec.receives(type));
	}

	@Override
	public <T> ContextSpec<S, I, T, R> sends(Class<T> type) {
		return new ReactiveOpener<>(this.spec.sends(type));
	}

	@Override
	public <T> ContextSpec<S, I, T, R> sends(TypeRef<T> type) {
		return new ReactiveOpener<>(this.spec.sends(type));
	}

	@Override
	public <T> ContextSpec<S, I, O, T> returns(Class<T> type) {
		return new ReactiveOpener<>(this.spec.returns(type));
	}

	@Override
	public <T> ContextSpec<S, I, O, T> returns(TypeRef<T> type) {
		return new ReactiveOpener<>(this.spec.returns(type));
	}

	/** The context as the body knows it. */
	private record Face<I, O, R>(ParentContext<I, O, R> context) implements ParentContext<I, O, R> {

		@Override
		public void cancel() {
			Awaiting.here(this.context.cancelReactive());
		}

		@Override
		public boolean cancel(Duration timeout) {
			return this.context.cancel(timeout);
		}

		@Override
		public Outcome<R> waitForResult() {
			return Awaiting.here(this.context.resultReactive());
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
			return new ReactiveStream<>(this.context.openStream(options), this::ended);
		}

		private RuntimeException ended() {
			// A Flux completes on either.
			return this.context.cancelCalled() ? (RuntimeException) this.context.maybeError().orElseThrow()
					: new EndOfChannelException("The far side has ended the stream");
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

}
