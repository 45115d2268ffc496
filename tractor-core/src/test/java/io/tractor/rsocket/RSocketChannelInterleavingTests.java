package io.tractor.rsocket;

import java.util.concurrent.atomic.AtomicInteger;

import io.rsocket.Payload;
import io.tractor.FakeLink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

import static io.tractor.Interleaved.check;
import static io.tractor.Interleaved.explore;
import static io.tractor.Interleaved.together;

/**
 * What ends a request-channel, and what has it send, from several threads: RSocket and
 * the link are told one end each at most, and nothing that was asked for stays behind.
 */
@Tag("interleavings")
class RSocketChannelInterleavingTests {

	@Test
	void noFrameStaysBehind() {
		explore(() -> {
			FakeLink link = new FakeLink();
			IncomingChannel channel = new IncomingChannel((self) -> link);
			Outbound outbound = new Outbound();
			channel.attach(outbound, new Inbound());
			together(() -> {
				link.queue(1);
				channel.wakeup();
			}, () -> channel.request(1), () -> {
				link.queue(1);
				channel.wakeup();
			}, () -> channel.request(1));
			check(outbound.frames.get() == 2, "sent " + outbound.frames);
			link.finish();
			channel.wakeup();
			check(!outbound.clash, "two signals at once");
			check(outbound.ends.get() == 1, "RSocket is told of " + outbound.ends + " ends");
		});
	}

	@Test
	void oneEndIsTold() {
		explore(() -> {
			FakeLink link = new FakeLink();
			IncomingChannel channel = new IncomingChannel((self) -> link);
			Outbound outbound = new Outbound();
			channel.attach(outbound, new Inbound());
			link.finish();
			together(channel::wakeup, channel::onComplete, channel::cancel, channel::abandon);
			check(link.ends.get() <= 1, "the link is told of " + link.ends + " ends");
			check(outbound.ends.get() <= 1, "RSocket is told of " + outbound.ends + " ends");
			check(!outbound.clash, "two signals at once");
		});
	}

	private static final class Inbound implements Subscription {

		@Override
		public void request(long n) {
		}

		@Override
		public void cancel() {
		}

	}

	private static final class Outbound implements CoreSubscriber<Payload> {

		private final AtomicInteger inside = new AtomicInteger();

		private final AtomicInteger frames = new AtomicInteger();

		private final AtomicInteger ends = new AtomicInteger();

		private volatile boolean clash;

		@Override
		public void onSubscribe(Subscription subscription) {
		}

		@Override
		public void onNext(Payload payload) {
			signalled(this.frames);
		}

		@Override
		public void onError(Throwable cause) {
			signalled(this.ends);
		}

		@Override
		public void onComplete() {
			signalled(this.ends);
		}

		private void signalled(AtomicInteger count) {
			this.clash |= this.inside.getAndIncrement() != 0;
			count.incrementAndGet();
			this.inside.decrementAndGet();
		}

	}

}
