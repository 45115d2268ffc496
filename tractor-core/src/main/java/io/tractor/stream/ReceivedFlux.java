package io.tractor.stream;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.function.BooleanSupplier;

import io.tractor.ContextCancelledException;
import io.tractor.codec.ScratchOutput;
import io.tractor.codec.ValueReader;
import io.tractor.dialog.ReceiveState;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/**
 * What a side receives, to whoever asks for it: a value is taken, and so credit for it
 * given, when it is asked for. It ends as {@link ReceivedValues} do.
 *
 * @param <I> what is received
 */
final class ReceivedFlux<I> extends Flux<I> {

	private final Exchange<?> exchange;

	private final ValueReader reader;

	private final BooleanSupplier shared;

	/**
	 * What arrives.
	 * @param shared whether the stream has subscribers of its own kind, which each want
	 * all of it
	 */
	ReceivedFlux(Exchange<?> exchange, ValueReader reader, BooleanSupplier shared) {
		this.exchange = exchange;
		this.reader = reader;
		this.shared = shared;
	}

	@Override
	public void subscribe(CoreSubscriber<? super I> actual) {
		Receiving<I> receiving = new Receiving<>(this, actual);
		actual.onSubscribe(receiving);
		this.exchange.tell(receiving);
		receiving.changedHere();
	}

	/** One subscriber. */
	private static final class Receiving<I> extends Reaction implements Subscription {

		@SuppressWarnings("rawtypes")
		private static final AtomicLongFieldUpdater<Receiving> REQUESTED = AtomicLongFieldUpdater
			.newUpdater(Receiving.class, "requested");

		private final ReceivedFlux<I> values;

		private final CoreSubscriber<? super I> actual;

		private volatile long requested;

		private volatile boolean cancelled;

		private boolean ended;

		Receiving(ReceivedFlux<I> values, CoreSubscriber<? super I> actual) {
			this.values = values;
			this.actual = actual;
		}

		@Override
		public void request(long n) {
			if (Operators.validate(n)) {
				Operators.addCap(REQUESTED, this, n);
				changedHere();
			}
		}

		@Override
		public void cancel() {
			this.cancelled = true;
			this.values.exchange.forget(this);
		}

		@Override
		protected void act() {
			long asked = this.requested;
			long given = 0;
			while (!this.ended && !this.cancelled) {
				if (given == asked) {
					asked = this.requested;
				}
				if (this.values.shared.getAsBoolean()) {
					fail(new IllegalStateException("This stream has subscribers by subscribe(), which each receive"
							+ " all of it: let those of its Flux have it by share() or publish()"));
				}
				else if (!next(given < asked)) {
					break;
				}
				else {
					given++;
				}
			}
			if (given > 0 && asked != Long.MAX_VALUE) {
				REQUESTED.addAndGet(this, -given);
			}
		}

		/** Takes one value and gives it on, if there is one; or ends. */
		private boolean next(boolean wanted) {
			ScratchOutput bytes = ScratchOutput.acquire();
			ReceiveState state;
			I value = null;
			try {
				state = this.values.exchange.takeNow(bytes, wanted);
				if (state == ReceiveState.READY && wanted) {
					value = decode(bytes);
				}
			}
			catch (IOException ex) {
				this.values.exchange.reactAfter(() -> fail(this.values.exchange.unreadable(ex)));
				return false;
			}
			finally {
				bytes.release();
			}
			switch (state) {
				case READY -> {
					return wanted && give(value);
				}
				case END -> complete();
				case CLOSED -> fail(this.values.exchange.closed());
				case CUT_OFF -> cutOff(this.values.exchange.cutOff());
				case EMPTY -> {
				}
			}
			return false;
		}

		@SuppressWarnings({ "unchecked", "NullAway" })
		private I decode(ScratchOutput bytes) throws IOException {
			return (I) this.values.reader.read(bytes.array(), 0, bytes.size());
		}

		private boolean give(@Nullable I value) {
			if (value == null) {
				fail(new IllegalStateException("A null has arrived on the stream of endpoint '"
						+ this.values.exchange.endpointName() + "', which a Flux cannot carry: use receive()"));
				return false;
			}
			this.actual.onNext(value);
			return true;
		}

		private void cutOff(RuntimeException why) {
			if (why instanceof ContextCancelledException ex && this.values.exchange.absorbs(ex)) {
				complete();
			}
			else {
				fail(why);
			}
		}

		private void complete() {
			end();
			this.actual.onComplete();
		}

		private void fail(Throwable why) {
			end();
			this.actual.onError(why);
		}

		private void end() {
			this.ended = true;
			this.values.exchange.forget(this);
		}

	}

}
