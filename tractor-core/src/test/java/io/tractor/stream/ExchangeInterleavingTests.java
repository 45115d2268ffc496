package io.tractor.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.tractor.ActorId;
import io.tractor.ContextCancelledException;
import io.tractor.EndOfChannelException;
import io.tractor.Interleaved;
import io.tractor.RemoteError;
import io.tractor.codec.ValueReader;
import io.tractor.codec.ValueWriter;
import io.tractor.dialog.ChildDialog;
import io.tractor.dialog.Dialog;
import io.tractor.dialog.Outlet;
import io.tractor.dialog.ParentDialog;
import io.tractor.protocol.Envelopes;
import io.tractor.protocol.Msg;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.tractor.Interleaved.check;
import static io.tractor.Interleaved.exploreSome;
import static io.tractor.Interleaved.together;

/**
 * Senders, receivers and closers of both sides: what one outbox is given arrives in the
 * other's inbox once and in order, before the end.
 */
@Tag("interleavings")
class ExchangeInterleavingTests {

	private static final ActorId NEAR = new ActorId("near", "1");

	private static final ActorId FAR = new ActorId("far", "2");

	private static final ValueWriter WRITER = (value, out) -> out.write((Integer) value);

	private static final ValueReader READER = (bytes, offset, length) -> (int) bytes[offset];

	@BeforeAll
	static void prepare() {
		Interleaved.prepare(() -> Pair.start(new Half<>((outlet) -> new ParentDialog(NEAR, "e", 4, outlet))), Pair::new,
				() -> new Pair().near.send(1), () -> {
					Pair pair = new Pair();
					pair.near.send(1);
					check(pair.far.next() == 1, "the value");
				});
	}

	@Test
	void whatOneThreadSendsArrivesInOrderBeforeItsClose() {
		exploreSome(() -> {
			Pair pair = new Pair();
			together(() -> {
				pair.near.send(1);
				pair.near.send(2);
				pair.near.close();
			}, () -> {
				check(pair.far.next() == 1, "the first");
				check(pair.far.next() == 2, "the second");
				check(pair.far.endsNext(), "the end");
			});
		});
	}

	@Test
	void whatTwoThreadsSendArrivesOnce() {
		exploreSome(() -> {
			Pair pair = new Pair();
			List<Integer> received = Collections.synchronizedList(new ArrayList<>());
			together(() -> pair.near.send(1), () -> pair.near.send(2), () -> {
				received.add(pair.far.next());
				received.add(pair.far.next());
			});
			Collections.sort(received);
			check(received.equals(List.of(1, 2)), "received " + received);
		});
	}

	@Test
	void twoReceiversShareWhatArrives() {
		exploreSome(() -> {
			Pair pair = new Pair();
			List<Integer> received = Collections.synchronizedList(new ArrayList<>());
			together(() -> received.add(pair.far.next()), () -> received.add(pair.far.next()), () -> {
				pair.near.send(1);
				pair.near.send(2);
			});
			Collections.sort(received);
			check(received.equals(List.of(1, 2)), "received " + received);
		});
	}

	@Test
	void aReceiverIsWokenByTheEnd() {
		exploreSome(() -> {
			Pair pair = new Pair();
			together(() -> check(pair.far.endsNext(), "the end"), () -> pair.near.close());
		});
	}

	/** Two sides whose streams are open, and what carries their frames. */
	private static final class Pair {

		final Half<ParentDialog> near = new Half<>((outlet) -> new ParentDialog(NEAR, "e", 4, outlet));

		final Half<ChildDialog> far = new Half<>((outlet) -> new ChildDialog(FAR, "e", 4, outlet));

		Pair() {
			this.near.other = this.far;
			this.far.other = this.near;
			start(this.near);
			this.far.change(ChildDialog::accept);
			this.far.change((dialog) -> dialog.started(new byte[0]));
			this.near.open(4, 0, 0);
			this.far.open(4, 0, 0);
		}

		static void start(Half<ParentDialog> half) {
			half.change((dialog) -> dialog.start(new Msg.Start(1, "id", NEAR, "raw", Map.of(), null, 4)));
		}

	}

	private static final class Half<D extends Dialog> extends Exchange<D> {

		@Nullable Half<?> other;

		private final AtomicInteger work = new AtomicInteger();

		Half(Function<Outlet, D> dialog) {
			super(dialog, Envelopes.MAX_BODY);
		}

		void send(int value) {
			send(WRITER, value, Duration.ofMinutes(1));
		}

		int next() {
			return (Integer) receive(READER, () -> false);
		}

		boolean endsNext() {
			try {
				receive(READER, () -> false);
				return false;
			}
			catch (EndOfChannelException ex) {
				return true;
			}
		}

		@Override
		protected void flush() {
			Half<?> other = this.other;
			if (other != null && this.work.getAndIncrement() == 0) {
				int seen = 1;
				do {
					for (ByteBuf frame = poll(); frame != null; frame = poll()) {
						other.receive(frame);
					}
					seen = this.work.addAndGet(-seen);
				}
				while (seen != 0);
			}
		}

		@Override
		protected void changed(D dialog) {
		}

		@Override
		protected void transitioned() {
		}

		@Override
		protected void checkScope() {
		}

		@Override
		protected boolean drainable() {
			return false;
		}

		@Override
		protected RuntimeException cutOff() {
			return new IllegalStateException("cut off");
		}

		@Override
		protected RuntimeException failed(RemoteError error) {
			return error.toException();
		}

		@Override
		protected boolean absorbs(ContextCancelledException ex) {
			return false;
		}

	}

}
