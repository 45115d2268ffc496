package io.tractor.stream;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

import io.tractor.codec.ValueWriter;
import io.tractor.dialog.SendState;
import io.tractor.scope.Deadline;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * Sends what a publisher gives: it is asked for as many values as there is credit for,
 * and for one more, which is what a thread would wait with in {@code send}. If that one
 * cannot leave in time it is an overrun.
 *
 * @param <O> what is sent
 */
final class SentValues<O extends @Nullable Object> extends Mono<Void> {

	private final Exchange<?> exchange;

	private final ValueWriter writer;

	private final Publisher<? extends O> values;

	private final Duration overrunAfter;

	SentValues(Exchange<?> exchange, ValueWriter writer, Publisher<? extends O> values, Duration overrunAfter) {
		this.exchange = exchange;
		this.writer = writer;
		this.values = values;
		this.overrunAfter = overrunAfter;
	}

	@Override
	public void subscribe(CoreSubscriber<? super Void> actual) {
		Sending<O> sending = new Sending<>(this, actual);
		actual.onSubscribe(sending);
		this.exchange.tell(sending);
		this.values.subscribe(sending);
	}

	/** One run through the publisher. */
	private static final class Sending<O extends @Nullable Object> extends Reaction
			implements CoreSubscriber<O>, Subscription {

		@SuppressWarnings("rawtypes")
		private static final AtomicLongFieldUpdater<Sending> DEMAND = AtomicLongFieldUpdater.newUpdater(Sending.class,
				"demand");

		private final SentValues<O> values;

		private final CoreSubscriber<? super Void> actual;

		private volatile @Nullable Subscription upstream;

		/** What came while there was no credit, or somebody was acting. */
		private volatile @Nullable Queue<O> held;

		/** What is to be asked for. */
		private volatile long demand;

		private volatile boolean exhausted;

		/** Written before {@link #exhausted}. */
		private @Nullable Throwable error;

		private volatile boolean cancelled;

		/** The patience that is over. */
		private volatile @Nullable Deadline expired;

		/** How many values were asked for and have not been sent. Only while acting. */
		private long outstanding;

		/** Runs while a value waits for credit. Only while acting. */
		private @Nullable Deadline patience;

		private boolean ended;

		Sending(SentValues<O> values, CoreSubscriber<? super Void> actual) {
			this.values = values;
			this.actual = actual;
		}

		// What comes from the publisher

		@Override
		public void onSubscribe(Subscription subscription) {
			if (Operators.validate(this.upstream, subscription)) {
				this.upstream = subscription;
				changedHere();
			}
		}

		@Override
		public void onNext(O value) {
			if (!begins()) {
				hold(value);
				changedHere();
				return;
			}
			Queue<O> held = this.held;
			boolean inTurn = held == null || held.isEmpty();
			if (!this.ended && (!inTurn || !send(value))) {
				hold(value);
			}
			run();
		}

		private void hold(O value) {
			Queue<O> held = this.held;
			if (held == null) {
				held = Queues.<O>unboundedMultiproducer().get();
				this.held = held;
			}
			held.offer(value);
		}

		@Override
		public void onError(Throwable cause) {
			this.error = cause;
			this.exhausted = true;
			changedHere();
		}

		@Override
		public void onComplete() {
			this.exhausted = true;
			changedHere();
		}

		@Override
		public Context currentContext() {
			return this.actual.currentContext();
		}

		// What comes from who wants it sent

		@Override
		public void request(long n) {
			Operators.validate(n);
		}

		@Override
		public void cancel() {
			this.cancelled = true;
			changedHere();
		}

		// What follows

		@Override
		protected void act() {
			Subscription upstream = this.upstream;
			if (this.ended || upstream == null) {
				return;
			}
			if (this.cancelled) {
				end(upstream);
				return;
			}
			if (this.values.exchange.isCutOff()) {
				fail(this.values.exchange.cutOff());
				return;
			}
			// Before the queue: what came before the end is in it.
			boolean exhausted = this.exhausted;
			boolean waits = !sendHeld();
			if (this.ended) {
				return;
			}
			if (exhausted && !waits) {
				complete();
			}
			else {
				ask();
			}
		}

		/**
		 * Sends what is held.
		 * @return false if it has to wait for credit
		 */
		private boolean sendHeld() {
			Queue<O> held = this.held;
			if (held == null) {
				return true;
			}
			for (O value = held.peek(); value != null && !this.ended; value = held.peek()) {
				if (!send(value)) {
					return false;
				}
				held.poll();
			}
			return true;
		}

		private void complete() {
			Throwable error = this.error;
			end(null);
			if (error != null) {
				this.actual.onError(error);
			}
			else {
				this.actual.onComplete();
			}
		}

		/**
		 * Sends one value, or fails.
		 * @return false if it has to wait for credit
		 */
		private boolean send(O value) {
			SendState state;
			try {
				state = this.values.exchange.sendNow(this.values.writer, value);
			}
			catch (Throwable ex) {
				Exceptions.throwIfJvmFatal(ex);
				fail(ex);
				return true;
			}
			if (state == SendState.ADMITTED) {
				this.outstanding--;
				bePatient(false);
				return true;
			}
			if (state == SendState.FULL && !this.values.overrunAfter.isZero() && !impatient()) {
				bePatient(true);
				return false;
			}
			this.values.exchange.reactAfter(() -> fail(this.values.exchange.refusal(state, this.values.overrunAfter)));
			return true;
		}

		private boolean impatient() {
			Deadline patience = this.patience;
			return patience != null && patience == this.expired;
		}

		private void bePatient(boolean waiting) {
			Deadline patience = this.patience;
			if (!waiting && patience != null) {
				this.patience = null;
				patience.stop();
			}
			else if (waiting && patience == null) {
				Deadline begun = new Deadline();
				this.patience = begun;
				begun.set(this.values.overrunAfter, () -> {
					this.expired = begun;
					changed();
				});
			}
		}

		/**
		 * As much as there is credit for and one more, what it has not given included.
		 */
		private void ask() {
			long more = this.values.exchange.credit() + 1 - this.outstanding;
			if (more > 0) {
				this.outstanding += more;
				DEMAND.addAndGet(this, more);
			}
		}

		/** Not while acting: the publisher may give at once, and take its time. */
		@Override
		protected void afterwards() {
			if (this.demand > 0) {
				long demand = DEMAND.getAndSet(this, 0);
				Subscription upstream = this.upstream;
				if (demand > 0 && upstream != null) {
					upstream.request(demand);
				}
			}
		}

		private void fail(Throwable why) {
			end(this.upstream);
			this.actual.onError(why);
		}

		private void end(@Nullable Subscription upstream) {
			this.ended = true;
			bePatient(false);
			this.values.exchange.forget(this);
			if (upstream != null) {
				upstream.cancel();
			}
			Queue<O> held = this.held;
			if (held != null) {
				held.clear();
			}
		}

	}

}
