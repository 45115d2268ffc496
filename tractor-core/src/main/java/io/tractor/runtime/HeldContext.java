package io.tractor.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import io.tractor.ActorId;
import io.tractor.ContextHandle;
import io.tractor.CurrentContext;
import io.tractor.MsgStream;
import io.tractor.Outcome;
import io.tractor.Side;
import io.tractor.StreamOptions;
import io.tractor.TractorException;
import io.tractor.scope.Blocking;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The opener's side of a context, held for as long as until it is closed.
 */
final class HeldContext<S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object>
		implements ContextHandle<S, I, O, R> {

	private final ParentSide<S, I, O, R> side;

	private final S first;

	/** Those of the task that it belongs to, if it does. */
	private final @Nullable Handles around;

	private final AtomicBoolean closed = new AtomicBoolean();

	private HeldContext(ParentSide<S, I, O, R> side, S first, @Nullable Handles around) {
		this.side = side;
		this.first = first;
		this.around = around;
		if (around != null) {
			around.add(this);
		}
	}

	/**
	 * Opens a context and holds it.
	 * @param side the opener's side, which has not begun
	 * @param transport the way to the peer
	 * @param time how long it may take at most, or null
	 * @return the handle
	 */
	static <S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object> HeldContext<S, I, O, R> open(
			ParentSide<S, I, O, R> side, Transport transport, @Nullable Duration time) {
		Handles around = (CurrentContext.get() instanceof ChildSide<?, ?, ?> task) ? task.handles() : null;
		side.begin();
		try {
			return new HeldContext<>(side, side.hold(transport, time), around);
		}
		catch (Throwable ex) {
			side.letGo();
			throw ex;
		}
	}

	@Override
	public S first() {
		return this.first;
	}

	@Override
	public void close() {
		Blocking.check("close()", "openReactive(..) in its stead");
		if (!this.closed.compareAndSet(false, true)) {
			return;
		}
		this.side.letGo();
		if (this.around != null) {
			this.around.remove(this);
		}
		TractorException failure = this.side.unraised();
		if (failure != null) {
			throw failure;
		}
	}

	// The context

	@Override
	public String id() {
		return this.side.id();
	}

	@Override
	public String endpoint() {
		return this.side.endpoint();
	}

	@Override
	public Side side() {
		return this.side.side();
	}

	@Override
	public ActorId localActor() {
		return this.side.localActor();
	}

	@Override
	public ActorId remoteActor() {
		return this.side.remoteActor();
	}

	@Override
	public MsgStream<I, O> openStream(StreamOptions options) {
		return this.side.openStream(options);
	}

	@Override
	public void cancel() {
		this.side.cancel();
	}

	@Override
	public boolean cancel(Duration timeout) {
		return this.side.cancel(timeout);
	}

	@Override
	public Outcome<R> waitForResult() {
		return this.side.waitForResult();
	}

	@Override
	public Mono<Boolean> cancelReactive() {
		return this.side.cancelReactive();
	}

	@Override
	public Mono<Outcome<R>> resultReactive() {
		return this.side.resultReactive();
	}

	@Override
	public Outcome<R> outcome() {
		return this.side.outcome();
	}

	@Override
	public void checkpoint() {
		this.side.checkpoint();
	}

	@Override
	public boolean cancelCalled() {
		return this.side.cancelCalled();
	}

	@Override
	public boolean cancelAcked() {
		return this.side.cancelAcked();
	}

	@Override
	public boolean cancelledCaught() {
		return this.side.cancelledCaught();
	}

	@Override
	public Optional<ActorId> canceller() {
		return this.side.canceller();
	}

	@Override
	public Optional<Throwable> maybeError() {
		return this.side.maybeError();
	}

	@Override
	public String toString() {
		return this.side.toString();
	}

}
