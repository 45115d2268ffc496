package io.tractor.runtime;

import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.tractor.stream.Exchange;
import io.tractor.stream.Reaction;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * Something that a side waits for without a thread, each time it is subscribed to.
 *
 * @param <T> what it gives
 */
final class Awaited<T> extends Mono<T> {

	private final Exchange<?> side;

	private final BooleanSupplier begin;

	private final Predicate<Patience> there;

	private final Supplier<T> outcome;

	/**
	 * Something to be waited for.
	 * @param side the side whose changes may bring it
	 * @param begin asks for it; false if it is there
	 * @param there whether it is there; may limit the wait
	 * @param outcome what it is, or throws
	 */
	Awaited(Exchange<?> side, BooleanSupplier begin, Predicate<Patience> there, Supplier<T> outcome) {
		this.side = side;
		this.begin = begin;
		this.there = there;
		this.outcome = outcome;
	}

	@Override
	public void subscribe(CoreSubscriber<? super T> actual) {
		Waiting<T> waiting = new Waiting<>(this, actual);
		actual.onSubscribe(waiting);
		this.side.tell(waiting);
		waiting.begin();
	}

	/** One who waits. */
	private static final class Waiting<T> extends Reaction implements Subscription {

		private final Awaited<T> awaited;

		private final CoreSubscriber<? super T> actual;

		private final Patience patience = new Patience(this);

		/** Whether it was there when it was asked for. */
		private volatile boolean there;

		private volatile boolean asked;

		private volatile boolean requested;

		private volatile boolean cancelled;

		private boolean ended;

		Waiting(Awaited<T> awaited, CoreSubscriber<? super T> actual) {
			this.awaited = awaited;
			this.actual = actual;
		}

		void begin() {
			this.there = !this.awaited.begin.getAsBoolean();
			this.asked = true;
			changedHere();
		}

		@Override
		public void request(long n) {
			if (Operators.validate(n)) {
				this.requested = true;
				changedHere();
			}
		}

		@Override
		public void cancel() {
			this.cancelled = true;
			changedHere();
		}

		@Override
		protected void act() {
			if (this.ended) {
				return;
			}
			if (this.cancelled) {
				end();
			}
			else if (this.asked && this.requested && (this.there || this.awaited.there.test(this.patience))) {
				end();
				this.awaited.side.reactAfter(this::give);
			}
		}

		private void give() {
			T value;
			try {
				value = this.awaited.outcome.get();
			}
			catch (Throwable ex) {
				Exceptions.throwIfJvmFatal(ex);
				this.actual.onError(ex);
				return;
			}
			this.actual.onNext(value);
			this.actual.onComplete();
		}

		private void end() {
			this.ended = true;
			this.patience.end();
			this.awaited.side.forget(this);
		}

	}

}
