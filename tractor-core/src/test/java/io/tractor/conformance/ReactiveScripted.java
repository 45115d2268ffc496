package io.tractor.conformance;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import io.tractor.ActorId;
import io.tractor.ChildContext;
import io.tractor.Context;
import io.tractor.EndOfChannelException;
import io.tractor.MsgStream;
import io.tractor.Outcome;
import io.tractor.Portal;
import io.tractor.Side;
import io.tractor.StreamOptions;
import reactor.core.publisher.Mono;

/**
 * A {@link Scripted} endpoint in the reactive form: its script runs on a thread of
 * Reactor's, and waits for what is a Mono or Flux. Its task has ended when its Mono has.
 */
public final class ReactiveScripted {

	private final Scripted scripted;

	ReactiveScripted(Scripted scripted) {
		this.scripted = scripted;
	}

	@Context("scripted")
	public Mono<Object> run(ChildContext<String, Integer, Integer> ctx) {
		AtomicBoolean over = new AtomicBoolean();
		return Awaiting.<Object>task(() -> this.scripted.perform(new Face<>(ctx), over))
			.doFinally((end) -> over.set(true));
	}

	/** The context as the script knows it. */
	private record Face<S, I, O>(ChildContext<S, I, O> context) implements ChildContext<S, I, O> {

		@Override
		public MsgStream<I, O> openStream(StreamOptions options) {
			return new ReactiveStream<>(this.context.openStream(options),
					() -> new EndOfChannelException("The far side has ended the stream"));
		}

		@Override
		public void started(S first) {
			this.context.started(first);
		}

		@Override
		public void cancel() {
			this.context.cancel();
		}

		@Override
		public Portal peer() {
			return this.context.peer();
		}

		@Override
		public Outcome<?> outcome() {
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
