package io.tractor.runtime;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.tractor.DeadlineExceededException;
import io.tractor.RemoteActorException;
import io.tractor.RemoteError;
import io.tractor.codec.Codec;
import io.tractor.dialog.ChildDialog.TaskEnd;
import io.tractor.stream.Reaction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * The task of an endpoint that returns a {@link Mono}: what {@link ChildSide} does with a
 * thread for others, done as things happen. The method is called, and its Mono subscribed
 * to, on the connection's event loop. The task has ended when the Mono has, or its
 * subscription was cancelled, and all contexts that were opened in it have.
 *
 * <pre>
 *         begin()           the Mono is over, or cut off           contexts inside have ended
 *   NEW ----------> RUNNING -----------------------------> ENDING ---------------------------> ENDED
 *    |                                                                                           ^
 *    +-------------------------------------------------------------------------------------------+
 *      refused
 * </pre>
 */
final class ReactiveTask extends Reaction implements CoreSubscriber<Object> {

	private final ChildSide<?, ?, ?> side;

	private final Endpoint endpoint;

	private final Codec codec;

	private final ReactiveScope scope;

	private final Patience deadline = new Patience(this);

	private Phase phase = Phase.NEW;

	private volatile @Nullable Subscription upstream;

	/** What the method is called with, until it is. */
	private final AtomicReference<@Nullable Object @Nullable []> arguments = new AtomicReference<>();

	/** Whether the Mono is not, or no longer, wanted. */
	private volatile boolean cutOff;

	private volatile Context context = Context.empty();

	/** Whether the Mono is over, by itself. */
	private volatile boolean over;

	/** Written before {@link #over}. */
	private @Nullable Throwable error;

	/** Written before {@link #over}. */
	private @Nullable Object value;

	private @Nullable TaskEnd end;

	ReactiveTask(ChildSide<?, ?, ?> side, Endpoint endpoint, Codec codec) {
		this.side = side;
		this.endpoint = endpoint;
		this.codec = codec;
		this.scope = new ReactiveScope(this, side, side::remaining);
	}

	/**
	 * Begins.
	 * @param time how long it may take, or null
	 */
	void begin(@Nullable Duration time) {
		this.side.tell(this);
		if (time != null) {
			this.deadline.begin(time, () -> this.side.expire(time));
		}
		changed();
	}

	// What the Mono says

	@Override
	public void onSubscribe(Subscription subscription) {
		if (Operators.validate(this.upstream, subscription)) {
			this.upstream = subscription;
			if (this.cutOff) {
				subscription.cancel();
			}
			else {
				subscription.request(Long.MAX_VALUE);
			}
		}
	}

	@Override
	public void onNext(Object value) {
		this.value = value;
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
		return this.context;
	}

	// What follows

	@Override
	protected void act() {
		if (this.phase == Phase.NEW) {
			start();
		}
		if (this.phase == Phase.RUNNING) {
			lookAround();
		}
		if (this.phase == Phase.ENDING && this.scope.leave()) {
			end();
		}
	}

	private void start() {
		try {
			this.arguments.set(this.side.accept(this.endpoint, this.codec));
		}
		catch (Endpoint.BadArgumentException ex) {
			over();
			this.side.refuse(String.valueOf(ex.getMessage()));
			return;
		}
		catch (Throwable ex) {
			leave(this.side.threw(ex));
			return;
		}
		this.phase = Phase.RUNNING;
	}

	/** Not while acting: the Mono may take its time at once. */
	@Override
	protected void afterwards() {
		@Nullable Object[] arguments = this.arguments.getAndSet(null);
		if (arguments != null && !this.cutOff) {
			subscribe(arguments);
		}
	}

	/** With all that is bound to the thread while it is done. */
	private void subscribe(@Nullable Object[] arguments) {
		try {
			this.side.<@Nullable Void>bound(() -> {
				this.context = this.side.context().put(ReactiveScope.class, this.scope);
				Object mono = this.endpoint.invoke(this.side, arguments, this.side::opener);
				if (mono == null) {
					throw new IllegalStateException(
							"Endpoint '" + this.endpoint.name() + "' returned no Mono, but null");
				}
				((Mono<?>) mono).subscribe(this);
				return null;
			});
		}
		catch (Throwable ex) {
			onError(ex);
		}
	}

	private void lookAround() {
		Throwable error = this.error;
		if (this.over && !isOfOwnDeadline(error)) {
			leave((error != null) ? this.side.threw(error) : this.side.returned(this.value));
		}
		else if (this.side.isCutOffNow()) {
			leave(this.side.cutOffEnd());
			this.cutOff = true;
			Subscription upstream = this.upstream;
			if (upstream != null) {
				upstream.cancel();
			}
		}
	}

	/**
	 * Whether the error is that of a deadline which is this task's own, as what is opened
	 * in it inherits, and which passes here in a moment: then it ends by that.
	 */
	private boolean isOfOwnDeadline(@Nullable Throwable error) {
		if (!(error instanceof DeadlineExceededException || error instanceof RemoteActorException remote
				&& remote.remoteError().kind() == RemoteError.Kind.DEADLINE)) {
			return false;
		}
		Duration left = this.side.remaining();
		return left != null && left.compareTo(ParentStatus.CLOCKS_DIFFER) <= 0;
	}

	private void leave(TaskEnd end) {
		this.phase = Phase.ENDING;
		this.end = end;
		this.scope.cutOff();
	}

	private void end() {
		TaskEnd end = this.end;
		over();
		if (end != null) {
			this.side.over(end);
		}
	}

	private void over() {
		this.phase = Phase.ENDED;
		this.deadline.end();
		this.side.forget(this);
	}

	/** Where it stands. */
	private enum Phase {

		/** Nothing has run. */
		NEW,

		/** The Mono is subscribed to. */
		RUNNING,

		/** The Mono is over, contexts inside of it are not. */
		ENDING,

		/** All is over. */
		ENDED

	}

}
