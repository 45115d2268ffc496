package io.tractor.runtime;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

import io.tractor.ChildContext;
import io.tractor.CurrentContext;
import io.tractor.ParentContext;
import io.tractor.ScopeCancelledException;
import io.tractor.stream.Reaction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * The opener's side of a context with a body that is a publisher: what {@code open} does
 * with a block on a thread, done as things happen.
 *
 * <pre>
 *            first value             body over, or cut off           far side ended, or abandoned
 *   OPENING -------------> RUNNING -------------------------> LEAVING -----------------------> CONCLUDED
 *      |                                                        ^                        the subscriber is told
 *      +--------------------------------------------------------+
 *        far side ended, subscription cancelled
 * </pre>
 *
 * @param <T> what the body gives
 */
final class ReactiveBody<S extends @Nullable Object, I extends @Nullable Object, O extends @Nullable Object, R extends @Nullable Object, T>
		extends Reaction implements CoreSubscriber<T>, Subscription {

	private static final Logger logger = LoggerFactory.getLogger(ReactiveBody.class);

	@SuppressWarnings("rawtypes")
	private static final AtomicLongFieldUpdater<ReactiveBody> REQUESTED = AtomicLongFieldUpdater
		.newUpdater(ReactiveBody.class, "requested");

	private final ParentSide<S, I, O, R> side;

	private final BiFunction<? super ParentContext<I, O, R>, ? super S, ? extends Publisher<? extends T>> body;

	private final CoreSubscriber<? super T> actual;

	/** Whether what the body gives is given on at its end only. */
	private final boolean single;

	private final @Nullable ReactiveScope around;

	private final ReactiveScope scope;

	private final Patience patience = new Patience(this);

	private Phase phase = Phase.OPENING;

	private volatile @Nullable Subscription upstream;

	/** Asked for before there was a body to ask. */
	private volatile long requested;

	/** Whether the channel is being opened, or was. */
	private volatile boolean connected;

	/** The body, until it is subscribed to. */
	private final AtomicReference<@Nullable Publisher<? extends T>> begun = new AtomicReference<>();

	private volatile boolean cancelled;

	private volatile boolean cutOffFromAround;

	/** Whether the body is over, by itself. */
	private volatile boolean over;

	/** Written before {@link #over}. */
	private @Nullable Throwable error;

	/** Written before {@link #over}. */
	private @Nullable T value;

	/** Whether nothing of the body is given on any more. */
	private volatile boolean deaf;

	/** Whether something of the body is being given on. */
	private volatile boolean giving;

	/** What the body threw, or what cut it off. */
	private @Nullable Throwable thrown;

	ReactiveBody(ParentSide<S, I, O, R> side,
			BiFunction<? super ParentContext<I, O, R>, ? super S, ? extends Publisher<? extends T>> body,
			CoreSubscriber<? super T> actual, boolean single) {
		this.side = side;
		this.body = body;
		this.actual = actual;
		this.single = single;
		this.around = ReactiveScope.of(actual.currentContext());
		ChildContext<?, ?, ?> task = (this.around != null) ? this.around.task() : null;
		this.scope = new ReactiveScope(this, (task != null) ? task : CurrentContext.get(), side::remaining);
	}

	/**
	 * Opens the context.
	 * @param transport the way to the peer
	 * @param time how long it may take at most, or null
	 */
	void open(Transport transport, @Nullable Duration time) {
		if (this.around != null && !this.around.enter(this)) {
			Operators.error(this.actual, fromAround());
			return;
		}
		try {
			this.side.begin();
		}
		catch (Throwable ex) {
			leaveAround();
			Operators.error(this.actual, ex);
			return;
		}
		this.actual.onSubscribe(this);
		this.side.tell(this);
		this.side.connect(transport, time);
		this.connected = true;
		changedHere();
	}

	private static ScopeCancelledException fromAround() {
		return new ScopeCancelledException("The body or endpoint that this context is opened in is cut off, or over",
				null);
	}

	private void leaveAround() {
		if (this.around != null) {
			this.around.exit(this);
		}
	}

	/** What it was opened in is cut off. */
	void cutOffFromAround() {
		this.cutOffFromAround = true;
		changed();
	}

	// What the subscriber says

	@Override
	public void request(long n) {
		if (Operators.validate(n) && !this.single) {
			Operators.addCap(REQUESTED, this, n);
			askBody();
		}
	}

	private void askBody() {
		Subscription upstream = this.upstream;
		if (upstream != null && this.requested > 0) {
			long n = REQUESTED.getAndSet(this, 0);
			if (n > 0) {
				upstream.request(n);
			}
		}
	}

	@Override
	public void cancel() {
		this.cancelled = true;
		changedHere();
	}

	/** Not while acting: the body may give at once, and take its time. */
	@Override
	protected void afterwards() {
		Publisher<? extends T> body = this.begun.getAndSet(null);
		if (body == null || this.deaf) {
			return;
		}
		try {
			Flux.from(body).subscribe(this);
		}
		catch (Throwable ex) {
			onError(ex);
		}
	}

	// What the body says

	@Override
	public void onSubscribe(Subscription subscription) {
		if (Operators.validate(this.upstream, subscription)) {
			this.upstream = subscription;
			if (this.deaf) {
				subscription.cancel();
			}
			else if (this.single) {
				subscription.request(Long.MAX_VALUE);
			}
			else {
				askBody();
			}
		}
	}

	@Override
	public void onNext(T value) {
		if (this.single) {
			this.value = value;
			return;
		}
		this.giving = true;
		if (!this.deaf) {
			this.actual.onNext(value);
		}
		this.giving = false;
		if (this.deaf) {
			changedHere();
		}
	}

	@Override
	public void onError(Throwable cause) {
		this.error = cause;
		this.over = true;
		changedHere();
	}

	@Override
	public void onComplete() {
		this.over = true;
		changedHere();
	}

	@Override
	public Context currentContext() {
		return this.actual.currentContext().put(ReactiveScope.class, this.scope);
	}

	// What follows

	@Override
	protected void act() {
		if (!this.connected) {
			return;
		}
		if (this.phase == Phase.OPENING) {
			begin();
		}
		if (this.phase == Phase.RUNNING) {
			lookAround();
		}
		if (this.phase == Phase.LEAVING) {
			follow();
		}
	}

	private void begin() {
		RuntimeException cutOff = cutsOff();
		if (cutOff != null) {
			leave(cutOff);
		}
		else if (this.side.begun()) {
			try {
				this.begun.set(Objects.requireNonNull(this.body.apply(this.side, this.side.first()),
						() -> "The body of " + this.side + " gave no publisher"));
				this.phase = Phase.RUNNING;
			}
			catch (Throwable ex) {
				leave(ex);
			}
		}
	}

	private void lookAround() {
		if (this.over) {
			leave(this.error);
			return;
		}
		RuntimeException cutOff = cutsOff();
		if (cutOff != null) {
			leave(cutOff);
		}
	}

	private @Nullable RuntimeException cutsOff() {
		RuntimeException cutOff = this.side.cutsBodyOff();
		if (cutOff != null) {
			return cutOff;
		}
		if (this.cutOffFromAround) {
			return fromAround();
		}
		return this.cancelled ? new ScopeCancelledException("The subscription was cancelled", null) : null;
	}

	/** The body has ended, by itself or now. */
	private void leave(@Nullable Throwable thrown) {
		this.phase = Phase.LEAVING;
		this.thrown = thrown;
		this.deaf = true;
		Subscription upstream = this.upstream;
		if (upstream != null && !this.over) {
			upstream.cancel();
		}
		this.scope.cutOff();
		this.side.leave(thrown == null);
	}

	private void follow() {
		if (this.thrown == null && (this.cancelled || this.cutOffFromAround)) {
			this.thrown = cutsOff();
			this.side.leave(false);
		}
		if (this.side.isOver(this.patience::begin) && !this.giving && this.scope.leave()) {
			conclude();
		}
	}

	private void conclude() {
		this.phase = Phase.CONCLUDED;
		this.patience.end();
		this.side.forget(this);
		Throwable raised = this.side.conclude(this.thrown);
		T value = this.value;
		leaveAround();
		if (this.cancelled) {
			if (raised != null && raised != this.thrown) {
				logger.warn("{} failed after its subscription was cancelled", this.side, raised);
			}
		}
		else if (raised != null) {
			this.actual.onError(raised);
		}
		else {
			if (value != null) {
				this.actual.onNext(value);
			}
			this.actual.onComplete();
		}
	}

	/** Where it stands. */
	private enum Phase {

		/** The endpoint has not called {@code started}. */
		OPENING,

		/** The body is subscribed to. */
		RUNNING,

		/** The body is over, the far side is not. */
		LEAVING,

		/** All is over. */
		CONCLUDED

	}

}
